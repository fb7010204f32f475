"""Recordings, heard in the program or, where that cannot be, in the system's player."""
