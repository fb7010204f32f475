"""One signed-in employee; plain asyncio, no Qt."""
