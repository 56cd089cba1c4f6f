"""From facts to a star schema in a new DuckDB file: derived tables, checks, versions, and how a version is opened."""
