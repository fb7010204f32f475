"""``log migrate`` and ``log new-epoch`` as an administrator runs them, with desktops connected."""

from __future__ import annotations

import asyncio
import shutil
from asyncio import to_thread
from pathlib import Path

import pytest

from tests.relay.cluster.followers import Poster, faults
from tests.relay.cluster.site import EMPLOYEES, site
from tests.relay.in_process import command, events, told
from tests.relay.nats import needs_nats
from uis_desktop.net.https import Https

pytestmark = [needs_nats, pytest.mark.timeout(180)]
DEADLINE_S = 60.0
ANNA = EMPLOYEES[0]


async def _post(poster: Poster, count: int) -> str:
    """So many rings, all acknowledged; the last call."""
    async with Https() as https:
        calls = [await poster.post(https) for _ in range(count)]
    assert None not in calls
    return str(calls[-1])


async def test_a_relay_moves_to_nats_and_its_desktops_go_on_without_a_gap(tmp_path: Path) -> None:
    async with site(tmp_path, "a", shared=False, office="a") as place:
        (follower,) = await place.connect(ANNA)
        poster = Poster(place.hook, [ANNA])
        await follower.until_call(await _post(poster, 5))
        refused = await to_thread(
            command, tmp_path / "a", "log", "migrate", "--log", place.nats.url
        )
        assert refused.returncode == 1
        assert "stop the relay first" in refused.stderr
        await place.stop("a")
        before = await to_thread(events, tmp_path / "a", "acme")

        place.shared = True
        unmoved = await to_thread(command, tmp_path / "a", "events", "--account", "acme",
                                  *place.log)  # fmt: skip
        assert "log migrate" in unmoved.stderr
        moved = await place.command("log", "migrate")
        assert (moved["events"], moved["brought"], moved["accounts"]) == (5, 5, 1)
        assert not (tmp_path / "a" / "log.sqlite3").exists()
        assert (tmp_path / "a" / "log.sqlite3.migrated").exists()
        alone = await to_thread(command, tmp_path / "a", "account", "list")
        assert "say where with --log" in alone.stderr

        await asyncio.gather(place.start("a"), place.start("b"))
        async with asyncio.timeout(DEADLINE_S):
            await follower.until_live()
            await follower.until_call(await _post(poster, 5))
        assert follower.missed == []
        assert faults(poster.acknowledged[ANNA], follower.received) == []
        for relay in ("a", "b"):
            after = await to_thread(events, tmp_path / relay, "acme", *place.log)
            assert after[:5] == before
            assert len(after) == 10


async def test_a_restored_backup_is_told_to_the_desktops(tmp_path: Path) -> None:
    async with site(tmp_path, "a", shared=False, office="a") as place:
        (follower,) = await place.connect(ANNA)
        poster = Poster(place.hook, [ANNA])
        await follower.until_call(await _post(poster, 3))
        await place.stop("a")
        shutil.copytree(tmp_path / "a", tmp_path / "backup")
        await place.start("a")
        await follower.until_call(await _post(poster, 3))
        refused = await to_thread(command, tmp_path / "a", "log", "new-epoch")
        assert "stop the relay first" in refused.stderr
        await place.stop("a")

        shutil.rmtree(tmp_path / "a")
        shutil.copytree(tmp_path / "backup", tmp_path / "a")
        epoch = (await to_thread(told, tmp_path / "a", "log", "new-epoch"))["epoch"]
        follower.received.clear()
        await place.start("a")
        async with asyncio.timeout(DEADLINE_S):
            await follower.until_live()
            await follower.until_call(await _post(poster, 3))
        assert follower.missed == ["epoch"]
        assert [number for number, _ in follower.received] == [1, 2, 3, 4, 5, 6]
        stored = await to_thread(events, tmp_path / "a", "acme")
        assert {one["epoch"] for one in stored} == {epoch}


async def test_a_nats_that_was_set_back_is_refused_until_somebody_has_decided(
    tmp_path: Path,
) -> None:
    async with site(tmp_path, "a", office="a") as place:
        (follower,) = await place.connect(ANNA)
        poster = Poster(place.hook, [ANNA])
        await follower.until_call(await _post(poster, 3))
        await to_thread(place.nats.stop)
        store = place.nats.folder / "store"
        shutil.copytree(store, tmp_path / "backup")
        await to_thread(place.nats.start)
        await place.until_ready()
        await follower.until_call(await _post(poster, 3))
        await to_thread(place.nats.stop)
        shutil.rmtree(store)
        shutil.copytree(tmp_path / "backup", store)
        await to_thread(place.nats.start)

        async with asyncio.timeout(DEADLINE_S):
            code, log = await place.ended("a")
        assert code == 1
        assert "docs/scale-out.md" in log
        again = await to_thread(command, tmp_path / "a", "events", "--account", "acme",
                                *place.log)  # fmt: skip
        assert again.returncode == 1
        assert "log new-epoch" in again.stderr
        assert "log migrate" in again.stderr

        for name in ("replica", "directory", "journals"):
            for file in (tmp_path / "a").glob(f"{name}.sqlite3*"):
                file.unlink()
        await place.command("log", "new-epoch")
        follower.received.clear()
        await place.start("a")
        async with asyncio.timeout(DEADLINE_S):
            await follower.until_live()
            await follower.until_call(await _post(poster, 1))
        assert follower.missed == ["epoch"]
        assert [call for _, call in follower.received] == ["1", "2", "3", "7"]


async def test_an_emptied_nats_is_filled_from_a_relays_folder_and_nothing_is_missing(
    tmp_path: Path,
) -> None:
    async with site(tmp_path, "a", office="a") as place:
        (follower,) = await place.connect(ANNA)
        poster = Poster(place.hook, [ANNA])
        await follower.until_call(await _post(poster, 3))
        await to_thread(place.nats.kill)
        shutil.rmtree(place.nats.folder / "store")
        await to_thread(place.nats.start)
        async with asyncio.timeout(DEADLINE_S):
            assert (await place.ended("a"))[0] == 1

        assert (await place.command("log", "migrate"))["events"] == 3
        await asyncio.gather(place.start("a"), place.start("b"))
        async with asyncio.timeout(DEADLINE_S):
            await follower.until_live()
            await follower.until_call(await _post(poster, 3))
        assert follower.missed == []
        assert faults(poster.acknowledged[ANNA], follower.received) == []
