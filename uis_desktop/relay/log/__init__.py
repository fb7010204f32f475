"""The log of notifications: append-only, numbered, with an epoch."""
