"""From a sentence to statements. Pure functions: no files, no frames, no clock."""
