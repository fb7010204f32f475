"""The connection check: lights, a test ring, and why a call was seen or not."""
