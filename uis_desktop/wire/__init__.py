"""What relay and desktop say to each other."""
