"""What the relay did by itself, for the administrator: answers to callers, calls dialled."""
