"""What the relay fetches from UIS: address book, people, lines, and calls it has missed."""
