"""The window in which a person chooses."""
