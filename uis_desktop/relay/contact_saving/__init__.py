"""What a desktop may write into UIS's address book, in the company's name."""
