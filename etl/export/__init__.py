"""What the current version holds, as files that other programs read."""
