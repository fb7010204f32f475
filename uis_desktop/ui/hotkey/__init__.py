"""The keys that work whatever program is in front, and what they do."""
