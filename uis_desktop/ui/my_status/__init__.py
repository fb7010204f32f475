"""My status at UIS on the screen."""
