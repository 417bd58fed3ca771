"""What speaks for and against each event?"""
