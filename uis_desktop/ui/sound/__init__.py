"""The ring that is heard and seen."""
