"""Desktops that write down what they got, and UIS that posts steadily."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from itertools import pairwise

from tests.relay.calls import waiting
from uis_desktop.adapters.relay_stream import RelayStream
from uis_desktop.core.enrolment import Enrolment
from uis_desktop.core.events import Place
from uis_desktop.core.link import Arrived, CaughtUp, Missed, Offline, Refused
from uis_desktop.errors import UisError
from uis_desktop.net.https import Https


@dataclass
class Follower:
    """A desktop with its real stream, at the pace it has in the product.

    Attributes:
        received: number and call of each event, as it came.
        refused: the relay does not know this device any more.
        live_at: when it was live, each time; ``lost_at``: when it lost the relay.
    """

    enrolment: Enrolment
    received: list[tuple[int, str]] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    live_at: list[float] = field(default_factory=list)
    lost_at: list[float] = field(default_factory=list)
    refused: asyncio.Event = field(default_factory=asyncio.Event)
    news: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def employee(self) -> str:
        return self.enrolment.employee.id

    @property
    def live(self) -> bool:
        return len(self.live_at) > len(self.lost_at)

    async def follow(self) -> None:
        """Until cancelled."""
        stream = RelayStream(address=self.enrolment.stream_url, token=self.enrolment.device_token)
        async with aclosing(stream.follow(Place())) as news:
            async for piece in news:
                async with self.news:
                    self._note(piece)
                    self.news.notify_all()

    def _note(self, piece: object) -> None:
        match piece:
            case Arrived(delivered=delivered):
                self.received += [(one.number, one.event.call_session_id) for one in delivered]
            case Missed(reason=reason):
                self.missed.append(reason)
            case CaughtUp():
                self.live_at.append(time.monotonic())
            case Refused():
                self.refused.set()
            case Offline() if self.live:
                self.lost_at.append(time.monotonic())

    async def until_live(self) -> None:
        async with self.news:
            await self.news.wait_for(lambda: self.live)

    async def until_call(self, call: str) -> None:
        async with self.news:
            await self.news.wait_for(lambda: any(one == call for _, one in self.received))


@dataclass
class Poster:
    """UIS: posts a call's ring to one employee after the other, from several connections.

    Attributes:
        acknowledged: which calls were answered 2xx, by the employee they rang.
        refused: how many were not, and are lost if UIS does not send them again.
    """

    url: str
    employees: Sequence[str]
    acknowledged: dict[str, set[str]] = field(default_factory=dict)
    refused: int = 0
    enough: asyncio.Event = field(default_factory=asyncio.Event)
    _next: int = 1
    _stored: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def post(self, https: Https) -> str | None:
        """One ring; the call if it was acknowledged."""
        call, self._next = self._next, self._next + 1
        employee = self.employees[call % len(self.employees)]
        try:
            answer = await https.post(self.url, json.dumps(waiting(call, employee)).encode())
        except UisError:
            self.refused += 1
            return None
        if answer.status != 200:
            self.refused += 1
            return None
        async with self._stored:
            self.acknowledged.setdefault(employee, set()).add(str(call))
            self._stored.notify_all()
        return str(call)

    async def post_steadily(self, every_s: float) -> None:
        """At this rate, until it is enough."""
        async with Https() as https:
            while not self.enough.is_set():
                await self.post(https)
                await asyncio.sleep(every_s)

    async def until(self, more: int) -> None:
        """Until so many more are acknowledged."""
        enough = self.count + more
        async with self._stored:
            await self._stored.wait_for(lambda: self.count >= enough)

    @property
    def count(self) -> int:
        return sum(map(len, self.acknowledged.values()))


def faults(acknowledged: set[str], received: Sequence[tuple[int, str]]) -> list[str]:
    """What is wrong with what one desktop got: nothing, if the relays keep their promise."""
    calls = [call for _, call in received]
    numbers = [number for number, _ in received]
    found = [f"{call} was acknowledged and is lost" for call in acknowledged - set(calls)]
    found += [f"{call} came twice" for call in set(calls) if calls.count(call) > 1]
    found += [
        f"{later} came after {earlier}" for earlier, later in pairwise(numbers) if later <= earlier
    ]
    return sorted(found)
