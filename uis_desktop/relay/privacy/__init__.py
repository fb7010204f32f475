"""What the relay keeps about one phone number: shown and erased on demand (152-FZ)."""
