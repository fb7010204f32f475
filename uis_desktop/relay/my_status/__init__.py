"""The status at UIS of the employee to whom a desktop belongs."""
