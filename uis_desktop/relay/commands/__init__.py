"""``uis-relay``: one module for each noun of the command line."""
