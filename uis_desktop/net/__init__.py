"""How this program reaches other computers: HTTP with deadlines, the system's certificates."""
