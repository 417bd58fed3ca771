"""Where events and files are kept: append-only, chained, in SQLite or PostgreSQL."""
