"""``make soak``: a long day of the whole product in little time."""
