"""A text as one websocket frame of a server (RFC 6455, 5.2): not masked, not in pieces."""

from __future__ import annotations

_FINAL_TEXT = 0x81


def text_frame(payload: bytes) -> bytes:
    """Head and payload (UTF-8), ready for the socket; the same bytes do for every stream."""
    size = len(payload)
    if size < 126:
        return bytes((_FINAL_TEXT, size)) + payload
    if size < 1 << 16:
        return bytes((_FINAL_TEXT, 126)) + size.to_bytes(2, "big") + payload
    return bytes((_FINAL_TEXT, 127)) + size.to_bytes(8, "big") + payload
