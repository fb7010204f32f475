"""Close codes of the stream.

Numbers are never reused.  What the desktop does on each stands beside the socket
that receives them (``adapters/relay_socket.py``).
"""

from __future__ import annotations

from enum import IntEnum


class CloseCode(IntEnum):
    """Why the relay closed a stream (RFC 6455, the range for private use)."""

    BAD_FRAME = 4400
    TOKEN_REFUSED = 4401
    NOT_ALLOWED = 4403
    TOO_SLOW = 4408
    TOO_MANY = 4429
    GOING_AWAY = 4503
