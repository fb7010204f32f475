"""A locked screen: nothing of a call stands over it."""
