"""Reads over rearrangements of known ends and genotype, and what the program says of them."""
