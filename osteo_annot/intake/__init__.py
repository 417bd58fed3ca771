"""What did the files say, word for word?"""
