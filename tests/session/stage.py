"""A session with stand-ins all around it, and a clock that the test sets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from tests.builders import EPOCH, ME, START, at, delivered
from tests.fakes import (
    FakeCallApi,
    FakeChecks,
    FakeCompanyBook,
    FakeDirectory,
    FakeOwnStatus,
    FakeRecords,
    FakeTags,
    MemoryJournal,
    PaperScreen,
    ScriptedStream,
)
from uis_desktop.adapters.contact_files import DiskContactFiles
from uis_desktop.core.enrolment import Profile
from uis_desktop.core.events import CallEvent
from uis_desktop.core.lines import RegionOf, nowhere
from uis_desktop.core.link import Arrived, CaughtUp, Connected, StreamNews
from uis_desktop.session.own_contacts import ContactDoors
from uis_desktop.session.session import Session

PROFILE = Profile(
    relay_url="https://relay.example",
    stream_url="wss://relay.example/v1/stream",
    employee=ME,
    call_api_url="https://callapi.example/v4.0",
    login="anna",
    virtual_phone_number="74950000001",
)
CONNECTED = Connected(employee=ME, epoch=EPOCH, latest=0)


def arrived(first: int, *events: CallEvent) -> Arrived:
    """Events in one go, numbered from ``first`` on."""
    return Arrived(delivered=tuple(delivered(first + i, event) for i, event in enumerate(events)))


class Clock:
    """Time stands still until the test moves it; sleepers then wake."""

    def __init__(self) -> None:
        self.at = START
        self.sleeping: list[tuple[datetime, asyncio.Event]] = []
        self.slept = 0

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        awake = asyncio.Event()
        sleeper = (at((self.at - START).total_seconds() + seconds), awake)
        self.sleeping.append(sleeper)
        self.slept += 1
        try:
            await awake.wait()
        finally:
            self.sleeping.remove(sleeper)

    def move_to(self, s: float) -> None:
        """Let it be ``s`` seconds after the start."""
        self.at = at(s)
        for due, awake in self.sleeping:
            if due <= self.at:
                awake.set()


@dataclass(kw_only=True)
class Stage:
    """One desk; several sessions in a row may work at it, as after a restart."""

    journal: MemoryJournal = field(default_factory=MemoryJournal)
    screen: PaperScreen = field(default_factory=PaperScreen)
    call_api: FakeCallApi = field(default_factory=FakeCallApi)
    directory: FakeDirectory = field(default_factory=FakeDirectory)
    checks: FakeChecks = field(default_factory=FakeChecks)
    tags: FakeTags = field(default_factory=FakeTags)
    records: FakeRecords = field(default_factory=FakeRecords)
    company: FakeCompanyBook = field(default_factory=FakeCompanyBook)
    statuses: FakeOwnStatus = field(default_factory=FakeOwnStatus)
    clock: Clock = field(default_factory=Clock)
    stream: ScriptedStream = field(default_factory=ScriptedStream)
    clicks: int = 0
    region_of: RegionOf = nowhere

    def session(self, *news: StreamNews, stays: bool = False) -> Session:
        """A session whose relay says ``news``."""
        self.stream = ScriptedStream(*news, stays=stays)
        return Session(
            profile=PROFILE,
            stream=self.stream,
            journal=self.journal,
            call_api=self.call_api,
            directory=self.directory,
            checks=self.checks,
            contacts=ContactDoors(DiskContactFiles(), self.company),
            statuses=self.statuses,
            tags=self.tags,
            records=self.records,
            screen=self.screen,
            now=self.clock.now,
            new_external_id=self._new_external_id,
            sleep=self.clock.sleep,
            region_of=self.region_of,
        )

    def _new_external_id(self) -> str:
        self.clicks += 1
        return f"click-{self.clicks}"

    @asynccontextmanager
    async def live(self, *news: StreamNews) -> AsyncIterator[Session]:
        """A session that has caught up and taken in ``news``."""
        session = self.session(CONNECTED, CaughtUp(), *news, stays=True)
        running = asyncio.create_task(session.run())
        await self.stream.all_taken()
        try:
            yield session
        finally:
            running.cancel()
            await asyncio.wait({running})

    async def say(self, *news: StreamNews) -> None:
        """Let the relay say this, and the session take it in."""
        self.stream.say(*news)
        await self.stream.all_taken()


async def until(true: Callable[[], bool]) -> None:
    """Let everybody else work until it is true; what the stand-ins hold makes no noise."""
    async with asyncio.timeout(15):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0)


async def others_work() -> None:
    """Let everybody else get as far as they can without news from outside."""
    for _ in range(50):
        await asyncio.sleep(0)
