"""Where is what, and which base stands there?"""
