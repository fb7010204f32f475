"""How fast and how small the relay is, beside what else could carry the notifications."""
