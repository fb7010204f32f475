"""Notices that the far side of a stream is gone, without a task or a timeout per read."""

from __future__ import annotations

import asyncio

from uis_desktop.relay.fanout import Channel
from uis_desktop.relay.limits import Limits
from uis_desktop.wire.closing import CloseCode


class Heartbeat:
    """Asks for a pong every ``ping_s`` and cuts the channel ``pong_s`` after silence.

    A stream whose frame does not leave within ``stall_s`` is cut as too slow.
    """

    def __init__(self, channel: Channel, limits: Limits) -> None:
        self._channel = channel
        self._limits = limits
        self._loop = asyncio.get_running_loop()
        self._asked_at: float | None = None
        self._sending_since: float | None = None
        self._timer = self._loop.call_later(limits.ping_s, self._tick)

    def heard(self) -> None:
        """Something came from the far side."""
        self._asked_at = None

    def question(self) -> bytes:
        """What the next ping carries: the last number sent before it.

        A pong must echo it (RFC 6455, 5.5.3), and a desktop reads in order, so
        the answer says that it has read that far.
        """
        return b"%d" % self._channel.sent

    def answered(self, payload: bytes) -> None:
        """A pong with this payload came."""
        if self._asked_at is not None:
            self._channel.round_trip_s = self._loop.time() - self._asked_at
        if payload.isdigit() and len(payload) < 20:
            self._channel.acknowledge(int(payload))

    def asked(self) -> None:
        """A ping went out."""
        if self._asked_at is None:
            self._asked_at = self._loop.time()

    def sending(self) -> None:
        """A frame is about to leave."""
        self._sending_since = self._loop.time()

    def sent(self) -> None:
        """It has left."""
        self._sending_since = None

    def stop(self) -> None:
        """The stream is over."""
        self._timer.cancel()

    def _tick(self) -> None:
        now = self._loop.time()
        if self._sending_since is not None:
            if now - self._sending_since >= self._limits.stall_s:
                self._channel.end(CloseCode.TOO_SLOW)
                return
        elif self._asked_at is not None and now - self._asked_at >= self._limits.pong_s * 0.99:
            self._channel.end(None)
            return
        else:
            self._channel.nudge()
        wait = self._limits.ping_s if self._asked_at is None else self._limits.pong_s
        self._timer = self._loop.call_later(min(wait, self._limits.ping_s), self._tick)
