"""Several copies of one database, on a real nats-server."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import apsw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.relay.database.shop import (
    MIGRATIONS,
    add_shelf,
    add_thing,
    everything,
    files_with,
    shop,
)
from tests.relay.nats import NatsServer, needs_nats
from uis_desktop.relay.cluster.connection import Cluster
from uis_desktop.relay.database.local import LocalDatabase
from uis_desktop.relay.database.replicated import ReplicatedDatabase
from uis_desktop.relay.database.storage import StorageUnusable, open_database

pytestmark = needs_nats
#: Of a machine that has other things to do; how fast it is, the benchmarks say.
_PATIENCE_S = 15.0


async def _until(
    condition: Callable[[], Awaitable[bool]], *, within_s: float = _PATIENCE_S
) -> None:
    """Look again and again: what is waited for happens in a database."""
    deadline = asyncio.get_running_loop().time() + within_s
    while not await condition():
        assert asyncio.get_running_loop().time() < deadline, "not in time"
        await asyncio.sleep(0.01)


async def _alike(*copies: ReplicatedDatabase, within_s: float = _PATIENCE_S) -> None:
    """Wait until all copies have the same rows."""

    async def same() -> bool:
        found = [await copy.read(everything) for copy in copies]
        return all(rows == found[0] for rows in found)

    await _until(same, within_s=within_s)


@contextlib.asynccontextmanager
async def _two(
    nats: NatsServer, folder: Path, name: str
) -> AsyncIterator[tuple[ReplicatedDatabase, ReplicatedDatabase]]:
    for sub in "ab":
        (folder / sub).mkdir()
    async with (
        shop(nats.url, folder / "a", name=name) as one,
        shop(nats.url, folder / "b", name=name) as other,
    ):
        yield one, other


async def test_change_is_at_the_other_relay_within_a_second(
    nats: NatsServer, tmp_path: Path, name: str
) -> None:
    async with _two(nats, tmp_path, name) as (one, other):
        watched = open_database(tmp_path / "b" / "shop.sqlite3", migrations=MIGRATIONS)
        before = watched.pragma("data_version")
        await one.write(add_shelf("a"))
        await _alike(one, other)
        assert watched.pragma("data_version") != before
        watched.close()
        await other.write(add_thing("a", "cup"))
        await _alike(one, other)
        assert len((await one.read(everything))[1]) == 1


async def test_work_is_done_anew_when_another_relay_was_faster(
    nats: NatsServer, tmp_path: Path, name: str
) -> None:
    async with _two(nats, tmp_path, name) as (one, other):
        await one.write(add_shelf("a"))
        calls = 0

        def counted(connection: apsw.Connection) -> int:
            nonlocal calls
            calls += 1
            return add_thing("a", f"counted {calls}")(connection)

        places: list[int] = []
        # Whether two meet is chance, and on a busy machine one may be done before the other.
        while calls * 2 == len(places) and len(places) < 800:
            places += await asyncio.gather(
                *(one.write(add_thing("a", f"thing {n}")) for n in range(20)),
                *(other.write(counted) for _ in range(20)),
            )
        assert sorted(places) == list(range(1, len(places) + 1)), "nobody saw an old state"
        assert calls * 2 > len(places), "there was no conflict, so nothing was tried"
        await _alike(one, other)
        assert len((await one.read(everything))[1]) == len(places)


async def test_failure_is_judged_upon_the_newest_state(
    nats: NatsServer, tmp_path: Path, name: str
) -> None:
    """The second relay has perhaps not heard of the shelf when it is asked."""
    async with _two(nats, tmp_path, name) as (one, other):
        for number in range(20):
            await one.write(add_shelf(f"{number}"))
            assert await other.write(add_thing(f"{number}", "cup")) == 1
            assert await one.write(add_thing(f"{number}", "jar")) == 2


async def test_work_that_changes_nothing_sees_the_newest_state(
    nats: NatsServer, tmp_path: Path, name: str
) -> None:
    def count(connection: apsw.Connection) -> int:
        return int(connection.execute("SELECT count(*) FROM shelf").get)

    async with _two(nats, tmp_path, name) as (one, other):
        for number in range(20):
            await one.write(add_shelf(f"{number}"))
            assert await other.write(count) == number + 1


async def test_100_000_rows_are_there_whole_or_not_at_all(
    nats: NatsServer, tmp_path: Path, name: str
) -> None:
    def fill(connection: apsw.Connection) -> None:
        connection.executemany(
            "INSERT INTO thing VALUES ('a', ?, ?, ?)",
            ((f"{n}", n, (f"{n * 7919 % 1_000_003}-" * 5)) for n in range(100_000)),
        )

    def count(connection: apsw.Connection) -> int:
        return int(connection.execute("SELECT count(*) FROM thing").get)

    async with _two(nats, tmp_path, name) as (one, other):
        await one.write(add_shelf("a"))
        seen = set()
        filling = asyncio.create_task(one.write(fill))
        while 100_000 not in seen:
            seen.add(await other.read(count))
            await asyncio.sleep(0.001)
        await filling
        assert seen == {0, 100_000}
        await other.write(add_thing("a", "cup"))
        await _alike(one, other)


async def test_late_relay_begins_with_the_snapshot(
    nats: NatsServer, tmp_path: Path, name: str
) -> None:
    for sub in "abc":
        (tmp_path / sub).mkdir()
    async with shop(nats.url, tmp_path / "a", name=name) as one:
        await one.write(add_shelf("a"))
        async with shop(nats.url, tmp_path / "b", name=name):
            pass
        for number in range(20):
            await one.write(add_thing("a", f"{number}"))
        await one.compact()
        await one.write(add_thing("a", "after"))
        async with (
            shop(nats.url, tmp_path / "c", name=name) as empty,
            shop(nats.url, tmp_path / "b", name=name) as outdated,
        ):
            assert await empty.read(everything) == await one.read(everything)
            assert await outdated.read(everything) == await one.read(everything)
            await empty.write(add_thing("a", "by the new one"))
            await _alike(one, empty, outdated)
    extent = await _messages(nats, name)
    assert extent <= 8, "the stream keeps what nobody needs"


async def test_what_was_deleted_leaves_the_stream_and_the_server(
    nats: NatsServer, tmp_path: Path, name: str
) -> None:
    cluster = await Cluster.connect(nats.url)
    async with shop(nats.url, tmp_path, name=name) as one:
        await one.write(add_shelf("a"))
        await one.write(add_thing("a", "a very private thing"))
        told = await cluster.last_message(f"uis-relay-{name}", f"uis-relay.{name}.change")
        assert told is not None
        assert files_with(nats.folder, told[1])
        await one.write(lambda connection: connection.execute("DELETE FROM thing").fetchall())
        deleted = await cluster.last_message(f"uis-relay-{name}", f"uis-relay.{name}.change")
        assert deleted is not None
        await one.compact()
        assert not files_with(nats.folder, told[1])
        assert not files_with(nats.folder, deleted[1])
        assert await one.read(everything) == ([("a", "shelf a")], [])
    await cluster.close()


async def test_long_history_is_compacted_by_itself(
    nats: NatsServer, tmp_path: Path, name: str
) -> None:
    def fill(connection: apsw.Connection, note: str) -> None:
        connection.execute("UPDATE shelf SET name = ?", (note * 40_000,))

    async with _two(nats, tmp_path, name) as (one, other):
        await one.write(add_shelf("a"))
        for number in range(40):
            await one.write(functools.partial(fill, note=f"{number:02}"))

        async def compacted() -> bool:
            return await _messages(nats, name) < 30

        await _until(compacted)
        await _alike(one, other)


async def test_relay_whose_nats_is_away_says_so_and_goes_on_when_it_is_back(
    tmp_path: Path,
) -> None:
    with NatsServer(tmp_path / "nats") as nats:
        async with _two(nats, tmp_path, "shop") as (one, other):
            await one.write(add_shelf("a"))
            nats.kill()
            with pytest.raises(StorageUnusable, match="NATS is away"):
                await one.write(add_thing("a", "cup"))
            assert (await one.read(everything))[0] == [("a", "shelf a")]
            nats.start()
            place = await one.write(add_thing("a", "jar"))
            await _alike(one, other)
            things = (await other.read(everything))[1]
            assert [row[1] for row in things].count("jar") == 1
            assert place == len(things)
            assert await other.write(add_thing("a", "pot")) == place + 1


async def test_changes_made_while_nats_restarts_are_there_once(tmp_path: Path) -> None:
    """An answer may get lost; the stream is asked, nothing is guessed."""
    with NatsServer(tmp_path / "nats") as nats:
        async with _two(nats, tmp_path, "shop") as (one, other):
            await one.write(add_shelf("a"))

            async def work(database: ReplicatedDatabase, who: str) -> list[str]:
                kept = []
                for number in range(150):
                    await database.write(add_thing("a", f"{who}{number}"))
                    kept.append(f"{who}{number}")
                return kept

            async def restart() -> None:
                for _ in range(3):
                    await asyncio.sleep(0.05)
                    await asyncio.to_thread(nats.kill)
                    await asyncio.to_thread(nats.start)

            ones, others, _ = await asyncio.gather(work(one, "a"), work(other, "b"), restart())
            await _alike(one, other)
            things = (await one.read(everything))[1]
            assert sorted(str(row[1]) for row in things) == sorted(ones + others)
            assert {row[2] for row in things} == set(range(1, 301)), "no work was done twice"


async def test_folder_with_content_of_its_own_is_not_overwritten(
    nats: NatsServer, tmp_path: Path, name: str
) -> None:
    for sub in "ab":
        (tmp_path / sub).mkdir()
    path = tmp_path / "b" / "shop.sqlite3"
    local = LocalDatabase(open_database(path, migrations=MIGRATIONS), name="shop")
    await local.write(add_shelf("mine"))
    await local.close()
    async with shop(nats.url, tmp_path / "a", name=name):
        with pytest.raises(StorageUnusable, match="content of its own"):
            async with shop(nats.url, tmp_path / "b", name=name):
                pass
    local = LocalDatabase(open_database(path, migrations=MIGRATIONS), name="shop")
    assert (await local.read(everything))[0] == [("mine", "shelf mine")]
    await local.close()


async def test_first_relay_brings_what_it_has(nats: NatsServer, tmp_path: Path, name: str) -> None:
    for sub in "ab":
        (tmp_path / sub).mkdir()
    path = tmp_path / "a" / "shop.sqlite3"
    local = LocalDatabase(open_database(path, migrations=MIGRATIONS), name="shop")
    await local.write(add_shelf("mine"))
    await local.write(add_thing("mine", "cup"))
    mine = await local.read(everything)
    await local.close()
    async with (
        shop(nats.url, tmp_path / "a", name=name) as one,
        shop(nats.url, tmp_path / "b", name=name) as other,
    ):
        assert await one.read(everything) == mine
        assert await other.read(everything) == mine
        assert await other.write(add_thing("mine", "jar")) == 2
        await _alike(one, other)
    with pytest.raises(StorageUnusable, match="share over NATS"):
        LocalDatabase(open_database(path, migrations=MIGRATIONS), name="shop")


async def test_emptied_nats_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with NatsServer(tmp_path / "nats") as nats:
        async with shop(nats.url, tmp_path / "a") as one:
            await one.write(add_shelf("a"))
            cluster = await Cluster.connect(nats.url)
            await cluster.delete_stream("uis-relay-shop")
            await cluster.close()
        with pytest.raises(StorageUnusable, match="emptied or restored"):
            async with shop(nats.url, tmp_path / "a"):
                pass


async def test_nats_from_an_older_backup_is_noticed_by_a_running_relay(tmp_path: Path) -> None:
    with NatsServer(tmp_path / "nats") as nats:
        async with _two(nats, tmp_path, "shop") as (one, other):
            await one.write(add_shelf("a"))
            await _alike(one, other)
            nats.stop()
            await asyncio.to_thread(shutil.copytree, tmp_path / "nats", tmp_path / "backup")
            nats.start()
            await one.write(add_shelf("b"))
            await _alike(one, other)
            nats.kill()
            await asyncio.to_thread(shutil.rmtree, tmp_path / "nats")
            await asyncio.to_thread(shutil.copytree, tmp_path / "backup", tmp_path / "nats")
            nats.start()
            for relay in (one, other):
                why = await asyncio.wait_for(asyncio.shield(relay.broken), 5)
                assert "older backup" in why
                with pytest.raises(StorageUnusable, match="older backup"):
                    await relay.write(add_shelf("c"))


async def test_file_somebody_else_changed_is_given_up(
    nats: NatsServer, tmp_path: Path, name: str
) -> None:
    async with _two(nats, tmp_path, name) as (one, other):
        await one.write(add_shelf("a"))
        await _alike(one, other)
        outside = open_database(tmp_path / "b" / "shop.sqlite3", migrations=MIGRATIONS)
        outside.execute("INSERT INTO shelf VALUES ('b', 'not shared')")
        outside.close()
        await one.write(add_shelf("b"))
        assert "cannot be applied" in await asyncio.wait_for(asyncio.shield(other.broken), 2)
        with pytest.raises(StorageUnusable, match="cannot be applied"):
            await other.write(add_shelf("c"))
        assert ("b", "not shared") in (await other.read(everything))[0]


_OPERATIONS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(["put", "remove", "swap", "move shelf", "fail", "compact"]),
        st.sampled_from(["cup", "jar", "pot", "pan"]),
        st.integers(1, 4),
    ),
    min_size=1,
    max_size=25,
)


def _operation(what: str, id_: str, number: int, connection: apsw.Connection) -> None:
    shelf = f"s{number % 2}"
    connection.execute("INSERT OR IGNORE INTO shelf VALUES (?, ?)", (shelf, shelf))
    if what == "put":
        add_thing(shelf, id_)(connection)
    elif what == "remove":
        connection.execute("DELETE FROM thing WHERE shelf = ? AND id = ?", (shelf, id_))
    elif what == "swap":
        # Everybody moves on by one place, the last one to the first.
        connection.execute("UPDATE thing SET place = -place WHERE shelf = ?", (shelf,))
        connection.execute(
            "UPDATE thing SET place = -place % (SELECT max(-place) FROM thing WHERE shelf = ?1)"
            " + 1 WHERE shelf = ?1",
            (shelf,),
        )
    elif what == "move shelf":
        connection.pragma("defer_foreign_keys", 1)
        connection.execute("DELETE FROM shelf WHERE id = ?", (shelf,))
        connection.execute("INSERT INTO shelf VALUES (?, ?)", (shelf, f"new {number}"))
    else:
        add_thing(shelf, id_)(connection)
        raise LookupError(what)


@pytest.mark.timeout(120)
@given(operations=_OPERATIONS, late=st.booleans())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_operations_of_three_relays_end_alike(
    nats: NatsServer, operations: list[tuple[int, str, str, int]], late: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_play(nats, Path(folder), operations, late=late))


async def _play(
    nats: NatsServer, folder: Path, operations: list[tuple[int, str, str, int]], *, late: bool
) -> None:
    name = folder.name

    async def operate(relay: ReplicatedDatabase, mine: list[tuple[int, str, str, int]]) -> None:
        for _, what, id_, number in mine:
            if what == "compact":
                await relay.compact()
                continue
            with contextlib.suppress(LookupError):
                await relay.write(functools.partial(_operation, what, id_, number))

    async with contextlib.AsyncExitStack() as stack:
        relays = []
        for number in range(3 if not late else 2):
            (folder / f"{number}").mkdir()
            relays.append(
                await stack.enter_async_context(shop(nats.url, folder / f"{number}", name=name))
            )
        await asyncio.gather(
            *(
                operate(relay, [step for step in operations if step[0] % len(relays) == number])
                for number, relay in enumerate(relays)
            )
        )
        if late:
            (folder / "2").mkdir()
            relays.append(await stack.enter_async_context(shop(nats.url, folder / "2", name=name)))
        await _alike(*relays)
        for relay in relays:
            assert await relay.read(_foreign_keys) == []


def _foreign_keys(connection: apsw.Connection) -> list[object]:
    return list(connection.execute("PRAGMA foreign_key_check"))


async def _messages(nats: NatsServer, name: str) -> int:
    cluster = await Cluster.connect(nats.url)
    try:
        extent = await cluster.extent(f"uis-relay-{name}")
        assert extent is not None
        return extent.last - extent.first + 1
    finally:
        await cluster.close()
