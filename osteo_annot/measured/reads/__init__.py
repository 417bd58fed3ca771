"""What a person's reads at the locus show: fetched once, kept lean, counted by rule."""
