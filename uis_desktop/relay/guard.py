"""What stands between a connection and aiohttp: deadlines, patience, and short ways.

aiohttp's server has no deadline for a request's head, so a client that sends a byte
now and then would keep a connection for ever: the guard starts a clock at the first
byte of a request and stops it when the request has been read.  Plain requests go a
short way (:mod:`relay.express`); an upgraded connection it hands over for good.
Everything else goes to aiohttp.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol, cast

from aiohttp import web

from uis_desktop.relay.answers import Answer
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.plain_request import BEGINNINGS, Incomplete, PlainHead, plain_head
from uis_desktop.relay.refusals import refused
from uis_desktop.relay.request_line import tidy

#: The head's first line may hold a whole notification (GET).
_LONGEST_LINE = 96 * 1024
#: What follows the head of such a request is for whoever takes the connection over.
_UPGRADE = b"GET /v1/stream"
_LONGEST_UPGRADE = 16 * 1024
#: No more is read while so much waits for the answer before it, in either direction.
_MOST_HELD = 64 * 1024
_MOST_UNREAD_ANSWERS = 256 * 1024

_TOO_SLOW = Answer.of(refused(408))


class ShortWay(Protocol):
    """Answers plain requests."""

    def serve(self, head: PlainHead, body: bytes, reply: Callable[[bytes], None]) -> None:
        """Answer once, now or later."""
        ...


class GuardedProtocol(asyncio.Protocol):
    """One connection.

    While a request is answered that aiohttp does not know of, and while an upgrade
    is, ``_held`` keeps what follows it.
    """

    def __init__(self, inner: web.RequestHandler, short_way: ShortWay, limits: Limits) -> None:
        self._inner = inner
        self._short_way = short_way
        self._limits = limits
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._clock: asyncio.TimerHandle | None = None
        self._idle_clock: asyncio.TimerHandle | None = None
        self._idle_since = 0.0
        self._line = b""
        self._in_request = False
        self._body_is_awaited = False
        self._unread = False
        self._busy = 0
        self._held: bytes | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Start the clock: a connection that says nothing is late too."""
        # uvloop's transports have the methods and not the base class.
        self._transport = cast("asyncio.Transport", transport)
        self._start_clock()
        self._inner.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        """Bytes of a request, or of what follows it."""
        if self._held is not None:
            self._hold(data)
        elif self._busy or self._in_request:
            self._inner.data_received(data)
        elif self._unread:
            self._start_clock()
            self._inner.data_received(data)
        else:
            self._line += data
            if not (self._line.startswith(BEGINNINGS) and self._on_the_short_way()):
                self._to_aiohttp()

    def hand_over(self, heir: asyncio.Protocol, *, first: bytes) -> None:
        """Send ``first``; from then on the connection belongs to ``heir``.

        For aiohttp it is lost, as if the far side had gone.
        """
        transport, inner, held = self._transport, self._inner, self._held
        if transport is None or transport.is_closing():
            return
        self._stop_clocks()
        # What aiohttp still has to tell of the request must start no clock again.
        self._transport = self._held = None
        transport.write(first)
        transport.set_protocol(heir)
        heir.connection_made(transport)
        # It would close the transport, which is not its own any more.
        inner.transport = None
        inner.connection_lost(None)
        transport.resume_reading()
        if held:
            heir.data_received(held)

    def eof_received(self) -> None:
        """The far side will send no more."""
        self._inner.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self._stop_clocks()
        self._inner.connection_lost(exc)

    def pause_writing(self) -> None:
        """The far side reads too slowly."""
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        """The far side reads again."""
        self._inner.resume_writing()

    def head_read(self) -> None:
        """Aiohttp has the head of a request; the body has a deadline of its own."""
        self._busy += 1
        self._in_request = False
        self._stop_clock()

    def answered(self, *, unread: bool) -> None:
        """Aiohttp has answered; the next request starts the clock with its first byte.

        With a body half read nobody can tell any more where the next first line
        begins, so from then on no line is touched.
        """
        self._busy -= 1
        self._unread = self._unread or unread
        self._request_done()

    def _on_the_short_way(self) -> bool:
        """Serve the plain request the line begins; False if it begins with another."""
        try:
            head = plain_head(self._line)
        except Incomplete:
            self._start_clock()
            return True
        if head is None or head.body_size > self._limits.body:
            return False
        end = head.size + head.body_size
        self._body_is_awaited = len(self._line) < end
        if self._body_is_awaited:
            # A question during a ring is not waited for as long as a notification.
            self._body_is_awaited = not head.interactive
            self._start_clock()
            return self._body_is_awaited
        self._stop_clock()
        body, self._held, self._line = self._line[head.size : end], self._line[end:], b""
        self._short_way.serve(head, body, self._reply)
        return True

    def _reply(self, answer: bytes) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        self._transport.write(answer)
        if self._transport.get_write_buffer_size() > _MOST_UNREAD_ANSWERS:
            self._transport.abort()
        self._request_done()

    def _to_aiohttp(self) -> None:
        """Give aiohttp the request once its first line is there to be tidied."""
        self._start_clock()
        line, feed, rest = self._line.partition(b"\n")
        if not feed and len(self._line) < _LONGEST_LINE:
            return
        if line.startswith(_UPGRADE) and len(self._line) < _LONGEST_UPGRADE:
            head, end, after = rest.partition(b"\r\n\r\n")
            if b"\r\n\r\n" not in self._line:
                return
            self._held, rest = after, head + end
        self._line = b""
        self._in_request = True
        self._inner.data_received(tidy(line) + feed + rest)

    def _request_done(self) -> None:
        if self._transport is None:
            return
        self._idle_since = self._loop.time()
        if self._idle_clock is None:
            self._idle_clock = self._loop.call_later(self._limits.keep_alive_s, self._idle)
        if self._held:
            # Not at once: requests sent in one piece would become calls in calls.
            self._loop.call_soon(self._go_on)
        else:
            self._held = None

    def _go_on(self) -> None:
        held, self._held = self._held, None
        if self._transport is not None and not self._transport.is_closing():
            self._transport.resume_reading()
            if held:
                self.data_received(held)

    def _hold(self, data: bytes) -> None:
        self._held = (self._held or b"") + data
        if len(self._held) > _MOST_HELD and self._transport is not None:
            self._transport.pause_reading()

    def _idle(self) -> None:
        """Close a connection nobody has used for long; aiohttp knows of half of them only."""
        self._idle_clock = None
        idle_s = self._loop.time() - self._idle_since
        at_work = self._busy or self._held is not None or self._clock is not None
        if at_work or idle_s < self._limits.keep_alive_s:
            wait = max(self._limits.keep_alive_s - idle_s, 1.0)
            self._idle_clock = self._loop.call_later(wait, self._idle)
        elif self._transport is not None:
            self._transport.close()

    def _start_clock(self) -> None:
        if self._clock is None:
            self._clock = self._loop.call_later(self._limits.request_s, self._too_late)

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _stop_clocks(self) -> None:
        self._stop_clock()
        if self._idle_clock is not None:
            self._idle_clock.cancel()
            self._idle_clock = None

    def _too_late(self) -> None:
        self._clock = None
        if self._transport is not None:
            if self._body_is_awaited:
                self._transport.write(_TOO_SLOW.as_bytes())
            self._transport.close()


def guarded(
    server: web.Server, short_way: ShortWay, limits: Limits
) -> Callable[[], asyncio.Protocol]:
    """A protocol factory whose connections cannot dawdle."""
    return lambda: GuardedProtocol(server(), short_way, limits)


def guard_of(request: web.Request) -> GuardedProtocol | None:
    """The guard of the request's connection."""
    transport = request.transport
    guard = transport.get_protocol() if transport is not None else None
    return guard if isinstance(guard, GuardedProtocol) else None
