"""The result: its model, and how it is built."""
