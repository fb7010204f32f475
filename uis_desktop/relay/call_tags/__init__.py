"""Tags that desktops put on calls that are over."""
