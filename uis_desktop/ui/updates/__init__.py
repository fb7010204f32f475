"""Newer versions: told in a quiet moment, and offered in the tray's menu until they run."""
