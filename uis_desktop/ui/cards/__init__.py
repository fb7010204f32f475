"""The little windows in the corner of the screen."""
