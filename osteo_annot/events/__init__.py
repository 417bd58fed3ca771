"""Which things happened on chromosome 6?"""
