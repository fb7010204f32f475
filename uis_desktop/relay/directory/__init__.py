"""Who is who: accounts, employees, invites, devices and contacts."""
