"""Pixels of a picture Chromium took: PNG, 8 bits a channel, not interlaced (RFC 2083)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

_CHANNELS = {2: 3, 6: 4}


def rows(picture: bytes) -> list[list[int]]:
    """How light each pixel is, 0 to 255, row by row."""
    chunks = list(_chunks(picture[8:]))
    width, height, depth, colour = struct.unpack(">IIBB", chunks[0][1][:10])
    assert (depth, colour in _CHANNELS) == (8, True)
    channels = _CHANNELS[colour]
    data = zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT"))
    stride = width * channels
    found, before = [], bytes(stride)
    for number in range(height):
        line = data[number * (stride + 1) : (number + 1) * (stride + 1)]
        before = _unfiltered(line[0], line[1:], before, channels)
        found.append([sum(before[x : x + 3]) // 3 for x in range(0, stride, channels)])
    return found


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    while data:
        (length,) = struct.unpack(">I", data[:4])
        yield data[4:8], data[8 : 8 + length]
        data = data[12 + length :]


def _unfiltered(how: int, line: bytes, above: bytes, channels: int) -> bytes:
    plain = bytearray(line)
    for x in range(len(plain)):
        left = plain[x - channels] if x >= channels else 0
        corner = above[x - channels] if x >= channels else 0
        guess = (0, left, above[x], (left + above[x]) // 2, _nearest(left, above[x], corner))[how]
        plain[x] = (plain[x] + guess) % 256
    return bytes(plain)


def _nearest(left: int, above: int, corner: int) -> int:
    """Paeth's predictor."""
    guess = left + above - corner
    return min((left, above, corner), key=lambda one: abs(guess - one))
