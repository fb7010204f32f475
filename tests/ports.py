"""Ports for servers that have to be where a test says, or come back where they were."""

from __future__ import annotations

import random
import socket

#: Below what systems give to whoever asks for any port, outgoing connections among them
#: (Linux: 32768, others: 49152): nobody else gets it while a server is away.
_OURS = range(15_000, 32_000)


def free_port() -> int:
    """A port of this machine nobody listens on at this moment."""
    chance = random.SystemRandom()
    while True:
        port = chance.choice(_OURS)
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port
