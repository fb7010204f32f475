"""A websocket client that can break every rule of RFC 6455."""

from __future__ import annotations

import asyncio
import base64
import os
import struct
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from tests.wire.stream_schema import checked_frame
from uis_desktop.wire.frames import SUBPROTOCOL

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
_DEADLINE_S = 10.0


def frame(
    opcode: int,
    payload: bytes = b"",
    *,
    final: bool = True,
    reserved: int = 0,
    masked: bool = True,
    claimed: int | None = None,
) -> bytes:
    """A frame as bytes; ``claimed`` is the length its head tells."""
    size = len(payload) if claimed is None else claimed
    head = bytes([(0x80 if final else 0) | reserved << 4 | opcode])
    flag = 0x80 if masked else 0
    if size < 126:
        head += bytes([flag | size])
    elif size < 1 << 16:
        head += bytes([flag | 126]) + struct.pack("!H", size)
    else:
        head += bytes([flag | 127]) + struct.pack("!Q", size)
    if not masked:
        return head + payload
    mask = os.urandom(4)
    return head + mask + bytes(byte ^ mask[n % 4] for n, byte in enumerate(payload))


@dataclass
class RudeClient:
    """An upgraded connection, byte by byte."""

    url: str
    token: str

    async def __aenter__(self) -> Self:
        """Connect and upgrade, politely."""
        host, _, port = self.url.removeprefix("http://").partition(":")
        self._reader, self._writer = await asyncio.open_connection(host, int(port))
        key = base64.b64encode(os.urandom(16)).decode()
        self._writer.write(
            f"GET /v1/stream HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
            f"Sec-WebSocket-Protocol: {SUBPROTOCOL}\r\n"
            f"Authorization: Bearer {self.token}\r\n\r\n".encode()
        )
        head = await asyncio.wait_for(self._reader.readuntil(b"\r\n\r\n"), _DEADLINE_S)
        assert head.startswith(b"HTTP/1.1 101"), head
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Go without a word."""
        transport = self._writer.transport
        transport.abort()

    def say(self, *pieces: bytes) -> None:
        """Send these bytes."""
        for piece in pieces:
            self._writer.write(piece)

    async def resume(self) -> None:
        """Say where we stopped, properly, and read until the stream is live."""
        self.say(frame(TEXT, RESUME))
        while b"uis.stream.live" not in (await self.hear())[1]:
            pass

    async def hear(self, *, within_s: float = _DEADLINE_S) -> tuple[int, bytes]:
        """The next frame of the relay: opcode and payload, which the document must know."""
        async with asyncio.timeout(within_s):
            first, second = await self._reader.readexactly(2)
            size = second & 0x7F
            if size == 126:
                (size,) = struct.unpack("!H", await self._reader.readexactly(2))
            elif size == 127:
                (size,) = struct.unpack("!Q", await self._reader.readexactly(8))
            opcode, payload = first & 0x0F, await self._reader.readexactly(size)
        if opcode == TEXT:
            checked_frame(payload.decode())
        return opcode, payload

    async def end(self, *, within_s: float) -> int | str:
        """Read to the end: the close code, "gone" without one, or "open" if there is none."""
        try:
            while True:
                opcode, payload = await self.hear(within_s=within_s)
                if opcode == CLOSE:
                    return int.from_bytes(payload[:2], "big") if payload else 1005
        except (asyncio.IncompleteReadError, ConnectionError):
            return "gone"
        except TimeoutError:
            return "open"


RESUME = (
    b'{"specversion":"1.0","type":"uis.stream.resume","source":"/desktop","id":"1",'
    b'"datacontenttype":"application/json","data":{"protocol":1,"epoch":null,"after":0}}'
)
