"""The rules: no input or output, no clock, no asyncio, no Qt."""
