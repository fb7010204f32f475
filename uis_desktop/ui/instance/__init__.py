"""One program for each person: later starts talk to the first."""
