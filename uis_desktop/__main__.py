"""Start the desktop program: arguments, log, desktop.run()."""
