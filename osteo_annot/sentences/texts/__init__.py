"""The catalogue itself: one module for each part of a report, one entry for each sentence."""
