"""German words of the closed lists (``osteo_annot/worded.py``), by the name of the list."""
