"""Close codes of the stream, and what the desktop does on each.

Numbers are never reused.
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


#: After these the desktop stops and tells the employee; trying again cannot help.
FINAL = frozenset({CloseCode.TOKEN_REFUSED, CloseCode.NOT_ALLOWED, CloseCode.BAD_FRAME})
