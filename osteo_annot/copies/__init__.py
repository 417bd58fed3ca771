"""Which of the two copies carries what?"""
