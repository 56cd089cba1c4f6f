"""The nightly run: which step after which, what has changed, and how reading is spread over processes."""
