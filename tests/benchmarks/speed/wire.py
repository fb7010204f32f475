"""Both ends of a server under load, with as little work a message as Python allows.

HTTP and RFC 6455 only as far as the relay and its peers speak them to these drivers.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from typing import cast

from tests.benchmarks.speed.messages import NUMBER

_LIVE = b'"uis.stream.live"'
_WELCOME = b'"uis.stream.welcome"'
_TEXT, _CLOSE, _PING = 1, 8, 9
_PONG_HEAD = b"\x8a"

#: Stream, number of the notification, monotonic nanoseconds.
Heard = Callable[[int, int, int], None]


def resume_frame(epoch: str | None, after: int) -> bytes:
    """The desktop's first frame, masked by zeros."""
    text = json.dumps(
        {
            "specversion": "1.0",
            "id": "resume",
            "source": "/benchmark",
            "type": "uis.stream.resume",
            "datacontenttype": "application/json",
            "data": {"protocol": 1, "epoch": epoch, "after": after},
        }
    ).encode()
    return b"\x81\xfe" + len(text).to_bytes(2, "big") + bytes(4) + text


def handshake(host: str, path: str, token: str) -> bytes:
    """The request that opens a stream."""
    authorization = f"Authorization: Bearer {token}\r\n" if token else ""
    subprotocol = "Sec-WebSocket-Protocol: cloudevents.json\r\n" if token else ""
    return (
        f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
        f"{subprotocol}{authorization}\r\n"
    ).encode()


class Listener(asyncio.Protocol):
    """One desktop: opens a stream, says where it stopped, tells what it hears."""

    __slots__ = ("_buffer", "_first", "_heard", "_open", "lost", "ready", "stream", "transport",
                 "welcome")  # fmt: skip

    def __init__(self, stream: int, first: bytes, resume: bytes, heard: Heard) -> None:
        self.stream = stream
        self._first = (first, resume)
        self._heard = heard
        self._buffer = b""
        self._open = False
        self.transport: asyncio.Transport | None = None
        #: Done when the stream is live.
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.lost = False
        #: The relay's first frame; its peers have none.
        self.welcome: bytes | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports have the methods and not the base class.
        self.transport = cast("asyncio.Transport", transport)
        self.transport.write(self._first[0])

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = True
        if not self.ready.done():
            self.ready.set_exception(ConnectionError(f"stream {self.stream} was closed: {exc}"))

    def data_received(self, data: bytes) -> None:
        now = time.monotonic_ns()
        if self._buffer:
            data = self._buffer + data
        if not self._open:
            head, end, data = data.partition(b"\r\n\r\n")
            if not end:
                self._buffer = head
                return
            self._opened(head)
        self._buffer = self._frames(data, now)

    def _opened(self, head: bytes) -> None:
        assert self.transport is not None
        if not head.startswith(b"HTTP/1.1 101"):
            self.ready.set_exception(ConnectionError(f"not opened: {head[:200]!r}"))
            self.transport.close()
            return
        self._open = True
        if self._first[1]:
            self.transport.write(self._first[1])
        else:
            self.ready.set_result(None)

    def _frames(self, data: bytes, now: int) -> bytes:
        """Take whole frames in; what is left over."""
        place, size = 0, len(data)
        while size - place >= 2:
            length, start = data[place + 1], place + 2
            if length >= 126:
                wide = 2 if length == 126 else 8
                if size - start < wide:
                    break
                length = int.from_bytes(data[start : start + wide], "big")
                start += wide
            if size - start < length:
                break
            self._frame(data[place] & 15, data, start, start + length, now)
            place = start + length
        return data[place:]

    def _frame(self, kind: int, data: bytes, start: int, end: int, now: int) -> None:
        if kind == _TEXT:
            found = NUMBER.search(data, start, end)
            if found is not None:
                self._heard(self.stream, int(found[1]), now)
            elif not self.ready.done():
                self._before_live(data[start:end])
        elif kind == _PING and self.transport is not None:
            body = data[start:end]
            self.transport.write(_PONG_HEAD + bytes((0x80 | len(body),)) + bytes(4) + body)
        elif kind == _CLOSE and self.transport is not None:
            self.transport.close()

    def _before_live(self, frame: bytes) -> None:
        if _LIVE in frame:
            self.ready.set_result(None)
        elif _WELCOME in frame:
            self.welcome = frame

    def drop(self) -> None:
        """The network is gone."""
        if self.transport is not None:
            self.transport.abort()


class Poster(asyncio.Protocol):
    """A connection of UIS's, kept open: one request after the other."""

    __slots__ = ("_answered", "_buffer", "lost", "opened", "transport")

    def __init__(self, answered: Callable[[Poster, int, bytes], None]) -> None:
        self._answered = answered
        self._buffer = b""
        self.transport: asyncio.Transport | None = None
        self.lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = True
        self._answered(self, time.monotonic_ns(), b"")

    def send(self, request: bytes) -> None:
        """Write the request."""
        assert self.transport is not None
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        now = time.monotonic_ns()
        data = self._buffer + data
        head, end, body = data.partition(b"\r\n\r\n")
        if end and len(body) >= _length(head):
            self._buffer = b""
            self._answered(self, now, head)
        else:
            self._buffer = data


def _length(head: bytes) -> int:
    return int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0] or 0)
