"""Many clicks on a Call API in a mood, through session, client and journal as they are."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from tests.fakes import (
    FakeChecks,
    FakeCompanyBook,
    FakeDirectory,
    FakeOwnStatus,
    FakeRecords,
    FakeTags,
    PaperScreen,
    ScriptedStream,
)
from tests.faults.moody_uis import PLACED, Mood, MoodyUis
from tests.session.stage import CONNECTED, PROFILE
from uis_desktop.adapters.contact_files import DiskContactFiles
from uis_desktop.adapters.journal_db import SqliteJournal
from uis_desktop.core.cards import CardState
from uis_desktop.core.history import HistoryRow
from uis_desktop.core.link import CaughtUp
from uis_desktop.core.phone import parse
from uis_desktop.net.https import Https
from uis_desktop.session.own_contacts import ContactDoors
from uis_desktop.session.session import Session
from uis_desktop.uis_api.access import AccessKey, Login
from uis_desktop.uis_api.call_starts import StartCall
from uis_desktop.uis_api.calls import UisCallApi
from uis_desktop.uis_api.direct import Direct

#: Long enough to connect on a busy machine: without a connection nothing is unknown.
_PATIENCE_S = 2.0
#: The session waits seconds for news of a click before it asks; nobody has to here.
_FASTER = 20.0
#: Nothing listens at this port (RFC 863's is closed everywhere we know).
_NOBODY = "http://127.0.0.1:9/v4.0"

ASKED = frozenset({CardState.CALLING_MY_PHONE})
UNKNOWN = frozenset({CardState.UNKNOWN})
NOT_PLACED = frozenset({CardState.REFUSED})
#: What the person may be told, by mood.
MAY_BE_TOLD: Mapping[Mood, frozenset[CardState]] = {
    Mood.ANSWERS: ASKED,
    Mood.SESSION_OVER: ASKED,
    Mood.REFUSES: NOT_PLACED,
    Mood.CLOSED: NOT_PLACED,
    **{mood: UNKNOWN | ASKED for mood in PLACED - {Mood.ANSWERS}},
    Mood.BREAKS_BEFORE: UNKNOWN,
    Mood.SILENT_BEFORE: UNKNOWN,
    Mood.FAULT_BEFORE: UNKNOWN,
    Mood.INTERNAL_ERROR_BEFORE: UNKNOWN,
}


@dataclass(slots=True)
class Day:
    """What came of all the clicks.

    Attributes:
        moods: what UIS did with each click, by external id.
        placed: calls by external id.
        told: the last thing each card said.
        rows: the history, as it is on disk afterwards.
        to_wire_ms: from the click to the first byte at UIS.
    """

    moods: dict[str, Mood] = field(default_factory=dict)
    placed: Counter[str] = field(default_factory=Counter)
    told: dict[str, CardState] = field(default_factory=dict)
    rows: list[HistoryRow] = field(default_factory=list)
    to_wire_ms: list[float] = field(default_factory=list)

    @property
    def double_dials(self) -> list[str]:
        """Clicks that became more than one call."""
        return [click for click, calls in self.placed.items() if calls > 1]

    @property
    def wrongly_told(self) -> dict[str, tuple[Mood, CardState | None]]:
        """Clicks whose card says what is not so, or nothing."""
        return {
            click: (mood, self.told.get(click))
            for click, mood in self.moods.items()
            if self.told.get(click) not in MAY_BE_TOLD[mood]
        }

    @property
    def forgotten(self) -> set[str]:
        """Clicks that are not on disk."""
        return set(self.moods) - {row.external_id for row in self.rows if row.external_id}


class MoodyCallApi(UisCallApi):
    """The client as it is; for some clicks nobody listens at UIS's address."""

    def __init__(self, https: Https, address: str, mood_of: Callable[[str], Mood]) -> None:
        super().__init__(_way(https, address))
        self._mood_of = mood_of
        self._nobody = UisCallApi(Direct(https, address=_NOBODY, access=AccessKey("key")))

    async def start(self, call: StartCall) -> str:
        if self._mood_of(str(call.external_id)) is Mood.CLOSED:
            return await self._nobody.start(call)
        return await super().start(call)


def _way(https: Https, address: str) -> Direct:
    return Direct(https, address=address, access=Login("anna", "password"))


class Clicker:
    """Clicks on one number after the other; each click gets a mood of its own."""

    def __init__(self, seed: int, moods: Sequence[Mood] = tuple(Mood)) -> None:
        self.day = Day()
        self._random = Random(seed)
        self._moods = moods
        self._clicked_ns: dict[str, int] = {}

    def named(self) -> str:
        """The external id of the next click."""
        click = f"click-{len(self.day.moods) + 1}"
        self.day.moods[click] = self._random.choice(self._moods)
        return click

    async def click_on(self, session: Session, clicks: int, at_once: int) -> None:
        """So many clicks, so many of them waiting for their answers at any time."""
        numbers = iter(range(clicks))

        async def person() -> None:
            for number in numbers:
                clicked = time.monotonic_ns()
                click = await session.dial(parse(f"+7900{number:07}"))
                assert click is not None
                self._clicked_ns[click] = clicked

        async with asyncio.TaskGroup() as group:
            for _ in range(at_once):
                group.create_task(person())

    def to_wire_ms(self, arrived_ns: Mapping[str, int]) -> list[float]:
        """From each click to the first bytes of its request at UIS."""
        return [(at - self._clicked_ns[click]) / 1e6 for click, at in arrived_ns.items()]


async def day_of_clicks(
    folder: Path,
    clicks: int,
    *,
    clicker: Clicker,
    at_once: int = 40,
    client: type[MoodyCallApi] = MoodyCallApi,
) -> Day:
    """Everything that came of so many clicks, once UIS was asked about the unknown ones."""
    day, screen = clicker.day, PaperScreen()
    file = folder / "journal.db"
    async with (
        MoodyUis(day.moods.__getitem__) as uis,
        Https(deadline_s=_PATIENCE_S) as https,
        SqliteJournal(file) as journal,
    ):
        call_api = client(https, uis.address, day.moods.__getitem__)
        stream = ScriptedStream(CONNECTED, CaughtUp(), stays=True)
        session = Session(
            profile=replace(PROFILE, call_api_url=uis.address),
            stream=stream,
            journal=journal,
            call_api=call_api,
            directory=FakeDirectory(),
            checks=FakeChecks(),
            contacts=ContactDoors(DiskContactFiles(), FakeCompanyBook()),
            statuses=FakeOwnStatus(),
            tags=FakeTags(),
            records=FakeRecords(),
            screen=screen,
            now=lambda: datetime.now(UTC),
            new_external_id=clicker.named,
            sleep=lambda seconds: asyncio.sleep(seconds / _FASTER),
        )
        running = asyncio.create_task(session.run())
        await stream.all_taken()
        await clicker.click_on(session, clicks, at_once)
        await _settled()
        running.cancel()
        await asyncio.wait({running})
        await call_api.aclose()
        day.placed = uis.placed
        day.to_wire_ms = clicker.to_wire_ms(uis.arrived_ns)
    for card in screen.shown:
        day.told[card.key.removeprefix("dial:")] = card.state
    async with SqliteJournal(file) as journal:
        day.rows = list(await journal.recent(limit=2 * clicks))
    return day


async def _settled() -> None:
    """Until UIS was asked for every click whose outcome nobody told."""
    asking = {task for task in asyncio.all_tasks() if task.get_name() == "settle a click"}
    if asking:
        await asyncio.wait(asking)
