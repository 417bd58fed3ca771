"""Who needs to read it?"""
