"""The person's own contacts: out of files, and written by hand."""
