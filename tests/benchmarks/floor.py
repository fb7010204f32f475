"""The least any server could do, to compare the relay with: a process of its own.

It takes a POST, sends its body as a frame to the next of the open websockets and
answers 200.  Nothing is parsed, checked or kept.  HTTP and RFC 6455 only as far as
the drivers of the benchmark speak them.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
import signal
import sys
from collections import deque
from typing import cast

import uvloop

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_KEY = re.compile(rb"sec-websocket-key: *(\S+)", re.IGNORECASE)
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_SWITCHING = (
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Protocol: cloudevents.json\r\nSec-WebSocket-Accept: "
)
_STORED = b'HTTP/1.1 200 OK\r\nContent-Length: 19\r\n\r\n{"status":"stored"}'


class Floor(asyncio.Protocol):
    """One connection: a sender of notifications, or a listener."""

    def __init__(self, listeners: deque[asyncio.Transport]) -> None:
        self._listeners = listeners
        self._transport: asyncio.Transport | None = None
        self._read = b""
        self._listens = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports have the methods and not the base class.
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._listens and self._transport is not None:
            self._listeners.remove(self._transport)

    def data_received(self, data: bytes) -> None:
        assert self._transport is not None
        if self._listens:
            return
        self._read += data
        head, end, body = self._read.partition(b"\r\n\r\n")
        if not end:
            return
        key = _KEY.search(head)
        if key is not None:
            accept = base64.b64encode(hashlib.sha1(key[1] + _GUID).digest())
            self._transport.write(_SWITCHING + accept + b"\r\n\r\n")
            self._listeners.append(self._transport)
            self._listens = True
            return
        length = _LENGTH.search(head)
        if length is None or len(body) < int(length[1]):
            return
        self._read = b""
        self._listeners[0].write(_text_frame(body))
        self._listeners.rotate(-1)
        self._transport.write(_STORED)


def _text_frame(body: bytes) -> bytes:
    if len(body) < 126:
        return bytes((0x81, len(body))) + body
    return b"\x81\x7e" + len(body).to_bytes(2, "big") + body


async def main() -> None:
    """Serve on a free port, tell it, and end on SIGTERM."""
    loop = asyncio.get_running_loop()
    listeners: deque[asyncio.Transport] = deque()
    server = await loop.create_server(lambda: Floor(listeners), "127.0.0.1", 0, backlog=1024)
    ended = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    sys.stdout.write(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await ended.wait()


if __name__ == "__main__":
    uvloop.run(main())
