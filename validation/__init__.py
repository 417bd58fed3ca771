"""People drawn at random whose two copies are known, to hold verdicts against the truth."""
