"""What the relay relies on, whether one machine keeps the database or several do."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import apsw
import pytest

from tests.relay.database.shop import MIGRATIONS, add_shelf, add_thing, everything, files_with, shop
from tests.relay.nats import NatsServer, needs_nats
from uis_desktop.relay.database.local import LocalDatabase
from uis_desktop.relay.database.port import Database
from uis_desktop.relay.database.storage import open_database, transaction


@pytest.fixture(params=["local", pytest.param("replicated", marks=needs_nats)])
async def database(
    request: pytest.FixtureRequest, tmp_path: Path, name: str
) -> AsyncIterator[Database]:
    if request.param == "local":
        connection = open_database(tmp_path / "shop.sqlite3", migrations=MIGRATIONS)
        local = LocalDatabase(connection, name="shop")
        yield local
        await local.close()
    else:
        nats: NatsServer = request.getfixturevalue("nats")
        async with shop(nats.url, tmp_path, name=name) as replicated:
            yield replicated


async def test_written_is_read(database: Database, tmp_path: Path) -> None:
    await database.write(add_shelf("a"))
    assert await database.write(add_thing("a", "cup")) == 1
    assert await database.write(add_thing("a", "jar")) == 2
    found = await database.read(everything)
    assert found == ([("a", "shelf a")], [("a", "cup", 1, None), ("a", "jar", 2, None)])
    other = open_database(tmp_path / "shop.sqlite3", migrations=MIGRATIONS)
    assert everything(other) == found
    other.close()


async def test_other_connections_notice(database: Database, tmp_path: Path) -> None:
    other = open_database(tmp_path / "shop.sqlite3", migrations=MIGRATIONS)
    before = other.pragma("data_version")
    await database.write(add_shelf("a"))
    assert other.pragma("data_version") != before
    other.close()


async def test_exception_changes_nothing(database: Database) -> None:
    await database.write(add_shelf("a"))
    before = await database.read(everything)

    def fails(connection: apsw.Connection) -> None:
        add_thing("a", "cup")(connection)
        raise LookupError("no")

    with pytest.raises(LookupError, match="no"):
        await database.write(fails)
    with pytest.raises(apsw.ConstraintError):
        await database.write(add_shelf("a"))
    assert await database.read(everything) == before
    assert await database.write(add_thing("a", "jar")) == 1


async def test_broken_reference_changes_nothing_even_if_it_is_checked_late(
    database: Database,
) -> None:
    def dangles(connection: apsw.Connection) -> None:
        connection.pragma("defer_foreign_keys", 1)
        connection.execute("INSERT INTO thing VALUES ('nowhere', 'cup', 1, NULL)")

    with pytest.raises(apsw.ConstraintError):
        await database.write(dangles)
    assert await database.read(everything) == ([], [])
    await database.write(add_shelf("a"))


async def test_order_inside_one_piece_of_work_does_not_matter(database: Database) -> None:
    """Places swap and numbers move on; references hold only at the end."""
    await database.write(add_shelf("a"))
    for id_ in ("cup", "jar", "pot"):
        await database.write(add_thing("a", id_))

    def move(connection: apsw.Connection) -> None:
        connection.pragma("defer_foreign_keys", 1)
        connection.execute("UPDATE thing SET place = -1 WHERE id = 'cup'")
        connection.execute("UPDATE thing SET place = 1 WHERE id = 'jar'")
        connection.execute("UPDATE thing SET place = 2 WHERE id = 'cup'")
        connection.execute("DELETE FROM shelf")
        connection.execute("UPDATE thing SET shelf = 'b'")
        add_shelf("b")(connection)

    await database.write(move)
    assert await database.read(everything) == (
        [("b", "shelf b")],
        [("b", "cup", 2, None), ("b", "jar", 1, None), ("b", "pot", 3, None)],
    )


async def test_work_may_have_transactions_of_its_own(database: Database) -> None:
    def work(connection: apsw.Connection) -> None:
        with transaction(connection):
            add_shelf("a")(connection)
        with contextlib.suppress(LookupError), transaction(connection):
            add_shelf("b")(connection)
            raise LookupError

    await database.write(work)
    assert await database.read(everything) == ([("a", "shelf a")], [])


async def test_writes_at_the_same_time_all_count(database: Database) -> None:
    await database.write(add_shelf("a"))
    ids = [f"thing {n}" for n in range(30)]
    places = await asyncio.gather(*(database.write(add_thing("a", id_)) for id_ in ids))
    assert sorted(places) == list(range(1, 31))


async def test_work_goes_on_when_nobody_waits_any_more(database: Database) -> None:
    await database.write(add_shelf("a"))
    begun = asyncio.create_task(database.write(add_thing("a", "cup")))
    await asyncio.sleep(0)
    begun.cancel()
    assert await database.write(add_thing("a", "jar")) in {1, 2}
    things = (await database.read(everything))[1]
    assert [row[1] for row in things if row[1] == "jar"] == ["jar"]
    assert {row[2] for row in things} == set(range(1, len(things) + 1))


async def test_what_was_deleted_is_not_in_the_files_any_more(
    database: Database, tmp_path: Path
) -> None:
    await database.write(add_shelf("a"))
    await database.write(add_thing("a", "a very private thing"))
    assert files_with(tmp_path, b"very private")
    await database.write(lambda connection: connection.execute("DELETE FROM thing").fetchall())
    await database.compact()
    assert not files_with(tmp_path, b"very private")
