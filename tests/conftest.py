"""Rules for every test: quiet or red."""
