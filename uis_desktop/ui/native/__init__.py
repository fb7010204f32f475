"""Calls told by the system's notifications, and when they are."""
