"""A small database to try storage with: shelves with things, each in a place of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import apsw

from uis_desktop.relay.cluster.connection import Cluster
from uis_desktop.relay.database.replicated import ReplicatedDatabase

MIGRATIONS = (
    """
    CREATE TABLE shelf (id TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE thing (
        shelf TEXT NOT NULL REFERENCES shelf,
        id TEXT NOT NULL,
        place INTEGER NOT NULL,
        note TEXT,
        PRIMARY KEY (shelf, id)
    ) WITHOUT ROWID;
    CREATE UNIQUE INDEX thing_by_place ON thing (shelf, place);
    """,
)
Rows = list[tuple[object, ...]]


def add_shelf(id_: str) -> Callable[[apsw.Connection], None]:
    """A new shelf."""

    def work(connection: apsw.Connection) -> None:
        connection.execute("INSERT INTO shelf VALUES (?, ?)", (id_, f"shelf {id_}"))

    return work


def add_thing(shelf: str, id_: str) -> Callable[[apsw.Connection], int]:
    """Put a thing, or put it again, into the first free place behind the others; which."""

    def work(connection: apsw.Connection) -> int:
        place = int(
            connection.execute(
                "SELECT coalesce(max(place), 0) + 1 FROM thing WHERE shelf = ?", (shelf,)
            ).get
        )
        connection.execute(
            "INSERT OR REPLACE INTO thing VALUES (?, ?, ?, NULL)", (shelf, id_, place)
        )
        return place

    return work


def everything(connection: apsw.Connection) -> tuple[Rows, Rows]:
    """All rows."""
    return (
        list(connection.execute("SELECT * FROM shelf ORDER BY id")),
        list(connection.execute("SELECT * FROM thing ORDER BY shelf, id")),
    )


def files_with(folder: Path, content: bytes) -> list[Path]:
    """The files that contain this."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if content in path.read_bytes()]


@asynccontextmanager
async def shop(url: str, folder: Path, *, name: str = "shop") -> AsyncIterator[ReplicatedDatabase]:
    """One relay's copy, in a folder that is there, with a connection of its own."""
    cluster = await Cluster.connect(url)
    try:
        database = await ReplicatedDatabase.open(
            cluster, folder / "shop.sqlite3", migrations=MIGRATIONS, name=name
        )
        try:
            yield database
        finally:
            await database.close()
    finally:
        await cluster.close()
