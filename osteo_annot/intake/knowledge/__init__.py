"""The files of what the world knows, read at the locus only."""
