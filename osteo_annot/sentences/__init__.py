"""Every sentence that a report says: its text in each language, its condition, and its source."""
