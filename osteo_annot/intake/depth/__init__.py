"""Depth: coverage files, reads, profiles and panels."""
