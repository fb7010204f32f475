"""Small SQLite databases of the relay: how they are opened, read, written and shared."""
