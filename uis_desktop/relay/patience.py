"""What aiohttp's server lacks: deadlines for head and body, patience with first lines.

Without them a client that sends a byte now and then keeps a connection for
ever.  The guard stands between transport and protocol: it starts a clock at
the first byte of a request and stops it when the request has been read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aiohttp import web

from uis_desktop.relay.refusals import Handler, Refused, refused
from uis_desktop.relay.request_line import tidy

#: The head's first line may hold a whole notification (GET).
_LONGEST_LINE = 96 * 1024


class GuardedProtocol(asyncio.Protocol):
    """aiohttp's protocol behind a clock."""

    def __init__(self, inner: asyncio.Protocol, request_s: float) -> None:
        self._inner = inner
        self._request_s = request_s
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.BaseTransport | None = None
        self._clock: asyncio.TimerHandle | None = None
        self._line = b""
        self._in_request = False
        self._unread = False
        self._busy = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Start the clock: a connection that says nothing is late too."""
        self._transport = transport
        self._start_clock()
        self._inner.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        """Bytes of a request, or of an upgraded connection."""
        if self._busy or self._in_request:
            self._inner.data_received(data)
            return
        self._start_clock()
        if self._unread:
            self._inner.data_received(data)
            return
        self._line += data
        line, feed, rest = self._line.partition(b"\n")
        if not feed and len(self._line) < _LONGEST_LINE:
            return
        self._line = b""
        self._in_request = True
        self._inner.data_received(tidy(line) + feed + rest)

    def eof_received(self) -> bool | None:
        """The far side will send no more."""
        return self._inner.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self._stop_clock()
        self._inner.connection_lost(exc)

    def pause_writing(self) -> None:
        """The far side reads too slowly."""
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        """The far side reads again."""
        self._inner.resume_writing()

    def head_read(self) -> None:
        """A request has its head; its body has a deadline of its own."""
        self._busy += 1
        self._in_request = False
        self._stop_clock()

    def answered(self, *, unread: bool) -> None:
        """The request is done; the next one starts the clock with its first byte.

        With a body half read nobody can tell any more where the next first line
        begins, so from then on no line is touched.
        """
        self._busy -= 1
        self._unread = self._unread or unread

    def _start_clock(self) -> None:
        if self._clock is None:
            self._clock = self._loop.call_later(self._request_s, self._too_late)

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _too_late(self) -> None:
        self._clock = None
        if self._transport is not None:
            self._transport.close()


def guarded(server: web.Server, request_s: float) -> Callable[[], asyncio.Protocol]:
    """A protocol factory whose connections cannot dawdle."""
    return lambda: GuardedProtocol(server(), request_s)


@web.middleware
async def tell_the_guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Stop the clock of the head while a request is answered."""
    transport = request.transport
    guard = transport.get_protocol() if transport is not None else None
    if not isinstance(guard, GuardedProtocol):
        return await handler(request)
    guard.head_read()
    try:
        return await handler(request)
    finally:
        guard.answered(unread=not request.content.is_eof())


async def read_body(request: web.Request, *, limit: int, within_s: float) -> bytes:
    """The whole body.

    Raises:
        Refused: 413 too long, 408 too slow.
    """
    if (request.content_length or 0) > limit:
        raise refused(413)
    if not request.can_read_body:
        return b""
    body = bytearray()
    try:
        async with asyncio.timeout(within_s):
            while chunk := await request.content.readany():
                body += chunk
                if len(body) > limit:
                    raise refused(413)
    except TimeoutError as error:
        raise refused(408) from error
    except web.RequestPayloadError as error:
        raise Refused(400, "bad_request", "The body broke off.") from error
    return bytes(body)
