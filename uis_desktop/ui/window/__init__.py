"""The contact window: search, list, and what is known of whom is chosen."""
