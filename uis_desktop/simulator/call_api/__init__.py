"""Call API v4.0: starting calls, and what can be done to those that run."""
