"""Are both copies broken, and what would change that answer?"""
