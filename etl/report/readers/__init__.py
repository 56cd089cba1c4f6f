"""What ingest is made of: bytes to text (one module a format), page chrome, and what a report says of itself."""
