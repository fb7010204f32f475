"""The offer to call a number that was copied."""
