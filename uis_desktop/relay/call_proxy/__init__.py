"""The Call API for desktops without a key of their own: ``POST /v1/call-api``."""
