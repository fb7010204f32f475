"""Handing a contact over to somebody else."""
