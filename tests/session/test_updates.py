"""Asked once a day, told once, and never more than is allowed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes import MemoryPreferences
from tests.release_notes import Key, note
from tests.session.stage import Clock, others_work, until
from uis_desktop.adapters.release_notes import ReleaseNotes
from uis_desktop.core.policy import Rule, Ruling, Source
from uis_desktop.core.updates import FIRST_S, Platform, Update, UpdateMemory, read_version
from uis_desktop.errors import ServiceUnreachable
from uis_desktop.session.preferences import PreferenceBook
from uis_desktop.session.updates import Updates
from uis_desktop.wire.release_note import Channel

KEY = Key()
DAY_S = 24 * 3600.0


class PaperNotes(ReleaseNotes):
    """The real reader; what is fetched is on paper."""

    def __init__(self) -> None:
        super().__init__(Channel(note_url="https://a.example/release.json", public_key=KEY.public))
        self.asked = 0
        self.failure: ServiceUnreachable | None = None
        self.publish("0.2.0")

    def publish(self, version: str, key: Key = KEY) -> None:
        self.files = note(version), key.sign(note(version))

    async def newest(self) -> tuple[bytes, bytes]:
        self.asked += 1
        if self.failure is not None:
            raise self.failure
        return self.files


class MemoryUpdates:
    """What is remembered, in a variable."""

    def __init__(self) -> None:
        self.kept = UpdateMemory()

    def load(self) -> UpdateMemory:
        return self.kept

    def save(self, memory: UpdateMemory) -> None:
        self.kept = memory


class Place:
    """One computer: the program may be started on it again and again."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.notes = PaperNotes()
        self.store = MemoryUpdates()
        self.book = PreferenceBook(MemoryPreferences())
        self.seen: list[Update | None] = []

    def update_known(self, update: Update | None) -> None:
        self.seen.append(update)

    @property
    def now_known(self) -> str | None:
        """The version that is offered."""
        update = self.seen[-1]
        return None if update is None else update.release.version.text

    @asynccontextmanager
    async def running(self, version: str = "0.1.0") -> AsyncIterator[Updates]:
        updates = Updates(
            notes=self.notes,
            store=self.store,
            book=self.book,
            running=read_version(version),
            platform=Platform.LINUX,
            now=self.clock.now,
            sleep=self.clock.sleep,
            chance=lambda: 0.0,
        )
        updates.watch(self)
        task = asyncio.create_task(updates.run())
        await until(lambda: bool(self.clock.sleeping))
        try:
            yield updates
        finally:
            task.cancel()
            await asyncio.wait({task})

    async def wait_until(self, s: float) -> None:
        """Let it be ``s`` seconds after the start, and everybody do what he does then."""
        self.clock.move_to(s)
        await others_work()


@pytest.fixture
def place() -> Place:
    return Place()


async def test_newer_version_is_told_once_and_goes_on_being_offered(place: Place) -> None:
    async with place.running() as updates:
        await place.wait_until(FIRST_S - 1)
        assert place.notes.asked == 0
        await place.wait_until(FIRST_S)
        update = place.seen[-1]
        assert update is not None
        assert not update.told
        updates.was_told(update.release.version)
    async with place.running():
        again = place.seen[-1]
        assert again is not None
        assert again.told
        await place.wait_until(2 * FIRST_S)
        assert place.notes.asked == 1
        await place.wait_until(FIRST_S + DAY_S)
        assert place.notes.asked == 2
    async with place.running("0.2.0"):
        assert place.now_known is None


async def test_newer_one_still_is_told_anew(place: Place) -> None:
    async with place.running() as updates:
        await place.wait_until(FIRST_S)
        updates.was_told(read_version("0.2.0"))
        place.notes.publish("0.3.0")
        await place.wait_until(FIRST_S + DAY_S / 2)
        await place.wait_until(FIRST_S + DAY_S)
        newest = place.seen[-1]
        assert newest is not None
        assert (place.now_known, newest.told) == ("0.3.0", False)


@pytest.mark.parametrize("who", ["the person", "the administrator"])
async def test_where_it_is_not_wanted_nothing_is_asked_or_offered(place: Place, who: str) -> None:
    async with place.running():
        await place.wait_until(FIRST_S)
        assert place.now_known == "0.2.0"
        if who == "the person":
            place.book.choose(replace(place.book.current, tell_updates=False))
        else:
            place.book.obey(Source.RELAY, {"updates": Ruling(Rule.LOCKED, value=False)})
        assert place.now_known is None
        for day in range(1, 4):
            await place.wait_until(FIRST_S + day * DAY_S)
            await place.wait_until(2 * FIRST_S + day * DAY_S)
        assert place.notes.asked == 1
    async with place.running():
        assert place.now_known is None


@pytest.mark.parametrize(
    ("version", "key"),
    [pytest.param("0.2.0", KEY, id="an older one"), pytest.param("0.9.0", Key(), id="not signed")],
)
async def test_note_that_is_not_believed_changes_nothing(
    place: Place, version: str, key: Key, caplog: pytest.LogCaptureFixture
) -> None:
    place.notes.publish("0.3.0")
    async with place.running():
        await place.wait_until(FIRST_S)
        place.notes.publish(version, key)
        await place.wait_until(FIRST_S + DAY_S / 2)
        with caplog.at_level("INFO"):
            await place.wait_until(FIRST_S + DAY_S)
        assert (place.notes.asked, place.now_known) == (2, "0.3.0")
        assert "updates: " in caplog.text
    async with place.running():
        assert place.now_known == "0.3.0"


async def test_file_that_somebody_has_changed_is_not_believed(place: Place) -> None:
    place.store.kept = UpdateMemory(
        note=note("0.9.0"),
        signature=Key().sign(note("0.9.0")),
        ask_at=place.clock.now() + timedelta(hours=20),
    )
    async with place.running():
        assert place.now_known is None


async def test_without_an_answer_it_is_asked_again_in_two_hours(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    place.notes.failure = ServiceUnreachable("no network")
    async with place.running():
        await place.wait_until(FIRST_S)
        assert "updates: no network" in caplog.text
        place.notes.failure = None
        await place.wait_until(FIRST_S + 7199)
        assert place.notes.asked == 1
        await place.wait_until(FIRST_S + 7200)
        assert (place.notes.asked, place.now_known) == (2, "0.2.0")
