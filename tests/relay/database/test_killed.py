"""Processes that die and answers that get lost between the stream and the local copy."""

from __future__ import annotations

import asyncio
import random
import sys
from pathlib import Path

import pytest

from tests.relay.database.go_between import go_between
from tests.relay.database.shop import MIGRATIONS, add_shelf, add_thing, everything, shop
from tests.relay.nats import NatsServer, needs_nats
from uis_desktop.relay.cluster.connection import ClusterAway, Overtaken
from uis_desktop.relay.database.change_stream import ChangeStream
from uis_desktop.relay.database.changes import Change
from uis_desktop.relay.database.live_copy import LiveCopy
from uis_desktop.relay.database.storage import open_database

pytestmark = needs_nats


async def _start(url: str, folder: Path, name: str, prefix: str) -> asyncio.subprocess.Process:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.relay.database.writer", url, str(folder), name, prefix,
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert await process.stdout.readline() == b"open\n"
    return process


async def _told(process: asyncio.subprocess.Process) -> list[str]:
    assert process.stdout is not None
    return (await process.stdout.read()).decode().split()


def _things(rows: tuple[list[tuple[object, ...]], list[tuple[object, ...]]]) -> list[object]:
    return [row[1] for row in rows[1]]


async def test_killed_between_acceptance_and_its_own_copy(
    nats: NatsServer, tmp_path: Path, name: str
) -> None:
    for sub in "ab":
        (tmp_path / sub).mkdir()
    async with (
        go_between(nats.port, name) as middle,
        shop(nats.url, tmp_path / "b", name=name) as b,
    ):
        await b.write(add_shelf("a"))
        process = await _start(middle.url, tmp_path / "a", name, "x")
        middle.on_accepted = process.kill
        kept = await _told(process)
        assert await process.wait() == -9
        copy = open_database(tmp_path / "a" / "shop.sqlite3", migrations=MIGRATIONS)
        missing = f"x{len(kept)}"
        assert missing not in _things(everything(copy)), "it was killed too late to prove anything"
        copy.close()
        async with shop(nats.url, tmp_path / "a", name=name) as a:
            things = _things(await a.read(everything))
            assert sorted(map(str, things)) == sorted([*kept, missing])
            assert await a.write(add_thing("a", "next")) == len(things) + 1
            assert await b.write(add_thing("a", "after")) == len(things) + 2


async def test_lost_answer_is_asked_for_again_and_counts_once(
    nats: NatsServer, tmp_path: Path, name: str
) -> None:
    for sub in "ab":
        (tmp_path / sub).mkdir()
    async with (
        go_between(nats.port, name) as middle,
        shop(middle.url, tmp_path / "a", name=name) as a,
        shop(nats.url, tmp_path / "b", name=name) as b,
    ):
        await a.write(add_shelf("a"))
        for number in range(3):
            lost = asyncio.Event()

            def lose(lost: asyncio.Event = lost) -> None:
                lost.set()
                middle.cut()

            middle.on_accepted = lose
            assert await a.write(add_thing("a", f"{number}")) == 2 * number + 1
            assert lost.is_set(), "the answer was not lost, so nothing was tried"
            assert await b.write(add_thing("a", f"b{number}")) == 2 * number + 2


async def test_lost_answer_is_found_in_the_stream_when_another_relay_went_on(
    nats: NatsServer, tmp_path: Path, name: str
) -> None:
    """Its own change is no longer the last one when it asks again."""
    for sub in "ab":
        (tmp_path / sub).mkdir()
    async with (
        go_between(nats.port, name) as middle,
        shop(middle.url, tmp_path / "a", name=name) as a,
        shop(nats.url, tmp_path / "b", name=name) as b,
    ):
        await a.write(add_shelf("a"))
        others: list[asyncio.Task[int]] = []

        def lose() -> None:
            others.append(asyncio.create_task(b.write(add_thing("a", "other"))))
            middle.cut()

        middle.on_accepted = lose
        assert await a.write(add_thing("a", "mine")) == 1
        assert await others[0] == 2
        assert _things(await a.read(everything)) == ["mine", "other"]


async def test_that_nothing_is_changed_is_said_only_when_it_is_known(
    nats: NatsServer, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A restarted NATS refuses what it holds already, and is away when it is asked for it."""
    announce, ask = ChangeStream.announce, LiveCopy.newest
    asked: list[LiveCopy] = []

    async def refused(stream: ChangeStream, change: Change) -> int:
        await announce(stream, change)
        raise Overtaken("wrong last sequence")

    async def away_at_first(copy: LiveCopy) -> int:
        asked.append(copy)
        if len(asked) == 1:
            raise ClusterAway("no answer")
        return await ask(copy)

    async with shop(nats.url, tmp_path, name=name) as a:
        await a.write(add_shelf("a"))
        monkeypatch.setattr(ChangeStream, "announce", refused)
        monkeypatch.setattr(LiveCopy, "newest", away_at_first)
        assert await a.write(add_thing("a", "mine")) == 1
        assert len(asked) == 2
        assert _things(await a.read(everything)) == ["mine"]


async def test_killed_again_and_again_nothing_is_lost_or_doubled(
    nats: NatsServer, tmp_path: Path, name: str
) -> None:
    """Two processes share one folder, a third has its own; two of them are killed."""
    chance = random.Random(7)
    for sub in "ab":
        (tmp_path / sub).mkdir()
    kept: list[str] = []
    async with shop(nats.url, tmp_path / "b", name=name) as b:
        await b.write(add_shelf("a"))
        for turn in range(4):
            processes = [
                await _start(nats.url, tmp_path / "a", name, f"{who}{turn}-") for who in "xy"
            ]
            for number in range(20):
                await b.write(add_thing("a", f"b{turn}-{number}"))
                kept.append(f"b{turn}-{number}")
            await asyncio.sleep(chance.random() / 5)
            for process in processes:
                process.kill()
            for process in processes:
                kept += await _told(process)
                await process.wait()
        async with shop(nats.url, tmp_path / "a", name=name) as a:
            assert await a.read(everything) == await b.read(everything)
            rows = (await a.read(everything))[1]
    assert not set(kept) - {str(row[1]) for row in rows}, "lost"
    assert {row[2] for row in rows} == set(range(1, len(rows) + 1)), "doubled"
    assert len(rows) - len(kept) <= 8, "at most the last one of each killed process is unknown"
    assert len(kept) > 100
