"""The administrator's page: set up, look, and find out what is wrong."""
