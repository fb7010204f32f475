"""The stream of the relay: reconnects and resumes by itself, for ever."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from uis_desktop.adapters.relay_reading import Reading
from uis_desktop.adapters.relay_socket import LinkLost, LinkRefused, RelaySocket, open_socket
from uis_desktop.core.events import Place
from uis_desktop.core.link import (
    CaughtUp,
    Connecting,
    Offline,
    OfflineReason,
    Refused,
    RefusedReason,
    StreamNews,
)
from uis_desktop.errors import ReplyNotUnderstood
from uis_desktop.wire.codec import encode_resume
from uis_desktop.wire.frames import PROTOCOL, Resume

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How patient the stream is.

    Attributes:
        first_wait_s: the first retry comes at a random moment within this time,
            so that a whole office does not come back at once.
        longest_wait_s: no retry is later than this.
        welcome_s: a relay that accepts and says nothing for so long is none.
        tick_s: how often the clocks are compared.
        jump_s: a difference above this means that the machine was asleep.
        pong_s: after a hint that the network changed, so long may a pong take.
    """

    first_wait_s: float = 1.0
    longest_wait_s: float = 10.0
    welcome_s: float = 10.0
    tick_s: float = 1.0
    jump_s: float = 5.0
    pong_s: float = 1.0


def utc_now() -> datetime:
    """The time by this machine's clock."""
    return datetime.now(UTC)


class RelayStream:
    """One employee's events; ``follow`` may run once at a time."""

    def __init__(
        self,
        *,
        address: str,
        token: str,
        now: Callable[[], datetime] = utc_now,
        pace: Pace = Pace(),
        trust_proxy_settings: bool = False,
    ) -> None:
        """``address`` is ``wss://relay.example/v1/stream``; ``token`` this device's."""
        self._address = address
        self._token = token
        self._now = now
        self._pace = pace
        self._trust_proxy_settings = trust_proxy_settings
        self._hurried = asyncio.Event()
        self._socket: RelaySocket | None = None
        self._attempts = 0
        self._bad_frames = 0

    def hurry(self) -> None:
        """The network or the machine woke up: do not wait out the back-off.

        An open connection is asked whether it still lives.
        """
        self._attempts = 0
        self._hurried.set()

    async def follow(self, place: Place) -> AsyncGenerator[StreamNews, None]:
        """Everything after ``place``, and what happens to the connection meanwhile.

        Ends only after a final refusal.  Whoever stops earlier must close the
        generator (``contextlib.aclosing``) or be cancelled while it waits.
        """
        reading = Reading(place)
        watch = asyncio.create_task(self._watch(), name="relay stream watch")
        try:
            while True:
                yield Connecting()
                try:
                    async with aclosing(self._connected(reading)) as connected:
                        async for news in connected:
                            yield news
                except LinkRefused as refused:
                    if self._is_final(refused):
                        log.warning("the relay refuses this device: %s", refused)
                        yield Refused(reason=refused.reason)
                        return
                    reason = OfflineReason.NOT_A_RELAY
                except LinkLost as lost:
                    log.info("no connection to the relay: %s", lost)
                    reason = lost.reason
                wait_s = self._wait_s()
                yield Offline(reason=reason, retry_in_s=wait_s)
                await self._wait(wait_s)
        finally:
            watch.cancel()
            await asyncio.wait([watch])

    def _is_final(self, refused: LinkRefused) -> bool:
        """A bad frame only the second time in a row.

        The relay says the same when our first frame came late, as it does when
        the machine falls asleep in between.
        """
        if refused.reason is not RefusedReason.PROTOCOL:
            return True
        self._bad_frames += 1
        return self._bad_frames > 1

    async def _connected(self, reading: Reading) -> AsyncGenerator[StreamNews, None]:
        """The news of one connection; always ends with an exception.

        Raises:
            LinkLost, LinkRefused
        """
        reading.reconnected()
        socket = self._socket = await self._open()
        try:
            place = reading.place
            await socket.send(
                encode_resume(Resume(protocol=PROTOCOL, epoch=place.epoch, after=place.after))
            )
            while True:
                frames = await self._frames(socket, reading)
                for news in reading.read(frames, self._now()):
                    if isinstance(news, CaughtUp):
                        self._attempts = self._bad_frames = 0
                    yield news
        except ReplyNotUnderstood as error:
            log.warning("the relay sent what is no frame: %s", error.detail)
            raise LinkLost(OfflineReason.NOT_A_RELAY, error.detail) from error
        finally:
            self._socket = None
            await socket.aclose()

    async def _open(self) -> RelaySocket:
        """Connect; an attempt that began before somebody hurried is given up.

        Raises:
            LinkLost, LinkRefused
        """
        opening = asyncio.create_task(
            open_socket(self._address, self._token, trust_proxy_settings=self._trust_proxy_settings)
        )
        hurried = asyncio.create_task(self._hurried.wait())
        try:
            await asyncio.wait([opening, hurried], return_when=asyncio.FIRST_COMPLETED)
        finally:
            hurried.cancel()
            if not opening.done():
                opening.cancel()
            await asyncio.wait([opening, hurried])
        if opening.cancelled():
            raise LinkLost(OfflineReason.UNREACHABLE, "given up in a hurry")
        return opening.result()

    async def _frames(self, socket: RelaySocket, reading: Reading) -> list[str | bytes]:
        """The next frames; only the first have a deadline, and it is not around ``recv``."""
        if reading.welcomed:
            return await socket.frames()
        try:
            async with asyncio.timeout(self._pace.welcome_s):
                return await socket.frames()
        except TimeoutError as error:
            socket.cut()
            raise LinkLost(OfflineReason.NOT_A_RELAY, "no welcome") from error

    def _wait_s(self) -> float:
        """Exponential with full jitter; the first wait is short."""
        longest = min(self._pace.first_wait_s * 2**self._attempts, self._pace.longest_wait_s)
        # So many doublings suffice; without the limit the figure grows for ever.
        self._attempts = min(self._attempts + 1, 16)
        return random.uniform(0, longest)

    async def _wait(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._hurried.wait()
        self._hurried.clear()

    async def _watch(self) -> None:
        """Notice that the machine was asleep, and doubt the link when somebody hurries.

        The wall clock goes on in suspend everywhere, timers only on some systems:
        either way more time passes between two ticks than should.  A clock set
        back counts as well, since event times are corrected by its difference.
        """
        before = self._now()
        while True:
            await asyncio.sleep(self._pace.tick_s)
            now = self._now()
            jump_s = (now - before).total_seconds() - self._pace.tick_s
            before = now
            socket = self._socket
            if abs(jump_s) > self._pace.jump_s:
                log.info("the clock jumped by %.0f s: reconnecting", jump_s)
                self.hurry()
                if socket is not None:
                    socket.cut()
            elif socket is not None and self._hurried.is_set():
                self._hurried.clear()
                if not await socket.answers(self._pace.pong_s):
                    self.hurry()
                    socket.cut()
