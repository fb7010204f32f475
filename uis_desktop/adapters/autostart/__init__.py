"""What the system starts when a person logs in: one small part for each system."""
