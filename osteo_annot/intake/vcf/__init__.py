"""The variant files: header, rows and genotypes, word for word."""
