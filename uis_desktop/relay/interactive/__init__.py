"""Interactive call processing: UIS asks during a ring who should take the call."""
