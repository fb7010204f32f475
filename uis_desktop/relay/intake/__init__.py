"""Bytes of any shape to the normal form of an event; pure: no I/O and no clock."""
