"""One file per outside thing of the desktop program: stream, journal, keyring, settings."""
