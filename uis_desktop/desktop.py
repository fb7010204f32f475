"""Build the desktop program: the only file that sees adapters and ui together."""
