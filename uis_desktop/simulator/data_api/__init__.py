"""Data API v2.0: the account's directory, its address book and its reports."""
