"""This machine's copy of a shared database: what is done to the SQLite file.

Everything happens on one thread, and everything that changes the file under
its write lock with the place looked up inside: ``serve`` and a command may
share the file.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import apsw

from uis_desktop.relay.database.changes import Change, DoesNotFit, Numbered, Place, after, new_id
from uis_desktop.relay.database.storage import (
    fresh_in_memory,
    open_database,
    snapshot,
    storage_words,
    transaction,
)

_T = TypeVar("_T")

_TABLE = """
CREATE TABLE IF NOT EXISTS replica (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    shared TEXT NOT NULL,
    seq INTEGER NOT NULL,
    change_id BLOB NOT NULL,
    weight INTEGER NOT NULL
)
"""


class MissedSome(Exception):
    """The next change is not the one behind our last: those between are gone."""


@dataclass(frozen=True, slots=True)
class Rehearsal(Generic[_T]):
    """What a piece of work would do to the copy as it was at ``place``."""

    result: _T
    place: Place
    changeset: bytes


class Replica:
    """One SQLite file and its place in the shared history."""

    def __init__(self, path: Path, migrations: Sequence[str]) -> None:
        """Open the file.

        Raises:
            StorageUnusable
        """
        self.path = path
        self._migrations = migrations
        self.connection = open_database(path, migrations=migrations)
        # Old rows leave the file when they are deleted, on every machine.
        self.connection.pragma("secure_delete", 1)
        with storage_words(), transaction(self.connection):
            self.connection.execute(_TABLE)

    @property
    def schema(self) -> int:
        """The version of our tables."""
        return len(self._migrations)

    def place(self) -> Place:
        """How far this copy has come."""
        return read_place(self.connection)

    def rehearse(self, work: Callable[[apsw.Connection], _T]) -> Rehearsal[_T]:
        """Do the work, note what it did, and take all of it back.

        What was noted is applied once on trial: what could not be applied here
        must not be sent to others.

        Raises:
            StorageUnusable
            Exception: whatever ``work`` raised.
        """
        with storage_words(), self._taken_back():
            place = self.place()
            with self._taken_back(), self._noted() as session:
                result = work(self.connection)
                changeset = session.changeset()
            if changeset:
                _apply(self.connection, changeset)
        return Rehearsal(result, place, changeset)

    def apply(self, changes: Sequence[Numbered]) -> Place:
        """Apply these in order, as far as they are new; all in one transaction.

        Raises:
            MissedSome: what comes before the first of them is gone.
            DoesNotFit: another history, or a newer relay's.
            apsw.Error: the file cannot be written.
        """
        with transaction(self.connection):
            place = begun = self.place()
            for numbered in changes:
                if numbered.seq <= place.seq:
                    continue
                if numbered.change.previous > place.seq:
                    if place is begun:
                        raise MissedSome
                    break
                self._check(place, numbered.seq, numbered.change)
                founded_here = place.seq == 0 and place.id == numbered.change.id
                if numbered.changeset and not founded_here:
                    self._apply_checked(numbered)
                place = after(place, numbered.seq, numbered.change)
            if place is not begun:
                self._write_place(place)
        return place

    def prepare_founding(self, wanted: str) -> Place:
        """Before our content founds a shared database: say so, once.

        Returns:
            Where we are now: number 0, or farther if another process was faster.
        """
        with storage_words(), transaction(self.connection):
            if self.place().shared is None:
                self._write_place(Place(shared=wanted, id=new_id()))
            return self.place()

    def leave(self) -> None:
        """Belong to no shared database any more; the content stays."""
        with storage_words(), transaction(self.connection):
            self.connection.execute("DELETE FROM replica")

    def is_empty(self) -> bool:
        """There is nothing in any table."""
        return not any(
            self.connection.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")').get
            for table in _tables(self.connection)
        )

    def content(self) -> bytes:
        """Everything in the tables as one changeset upon empty tables."""
        fresh = fresh_in_memory(self._migrations)
        with contextlib.closing(fresh), contextlib.closing(apsw.Session(fresh, "main")) as session:
            session.attach()
            with snapshot(self.connection):
                for table in _tables(self.connection):
                    columns = _columns(self.connection, table)
                    rows = self.connection.execute(f'SELECT {columns} FROM "{table}"')
                    marks = ", ".join("?" * (columns.count(",") + 1))
                    fresh.executemany(
                        f'INSERT OR REPLACE INTO "{table}" ({columns}) VALUES ({marks})', rows
                    )
            return session.changeset()

    def copy_to(self, file: Path) -> Place:
        """A copy of the whole database without what was deleted; its place."""
        self.connection.execute("VACUUM INTO ?", (str(file),))
        with contextlib.closing(apsw.Connection(str(file))) as copy:
            return read_place(copy)

    def take_over(self, file: Path) -> Place:
        """Have the content of this copy, unless ours is as new.

        Readers see the old content or the new, and nothing between.

        Raises:
            StorageUnusable: the copy is damaged or a newer relay's.
        """
        open_database(file, migrations=self._migrations).close()
        with storage_words():
            self.connection.execute("ATTACH ? AS copy", (str(file),))
            try:
                with transaction(self.connection):
                    ours, theirs = self.place(), read_place(self.connection, "copy")
                    if theirs.seq > ours.seq:
                        self._copy_tables()
                        self._write_place(theirs)
                        return theirs
                    return ours
            finally:
                self.connection.execute("DETACH copy")

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def _copy_tables(self) -> None:
        self.connection.pragma("defer_foreign_keys", 1)
        for table in _tables(self.connection):
            columns = _columns(self.connection, table)
            self.connection.execute(f'DELETE FROM main."{table}"')
            self.connection.execute(
                f'INSERT INTO main."{table}" ({columns}) SELECT {columns} FROM copy."{table}"'
            )

    def _check(self, place: Place, seq: int, change: Change) -> None:
        if change.schema > self.schema:
            raise DoesNotFit(
                f"{self.path.name}: change {seq} was made by a newer relay"
                f" (tables {change.schema}, ours {self.schema}): update this one"
            )
        founding = change.previous == 0 and place.id in (b"", change.id)
        follows = change.previous == place.seq and change.previous_id == place.id
        if place.shared not in (None, change.shared) or not (founding or follows):
            raise DoesNotFit(f"{self.path.name}: change {seq} does not follow ours")

    def _apply_checked(self, numbered: Numbered) -> None:
        try:
            _apply(self.connection, numbered.changeset)
        except (apsw.AbortError, apsw.ConstraintError) as error:
            raise DoesNotFit(
                f"{self.path.name}: change {numbered.seq} cannot be applied: {error}"
            ) from error

    def _write_place(self, place: Place) -> None:
        self.connection.execute(
            "INSERT OR REPLACE INTO replica VALUES (1, ?, ?, ?, ?)",
            (place.shared, place.seq, place.id, place.weight),
        )

    @contextlib.contextmanager
    def _taken_back(self) -> Iterator[None]:
        """Whatever happens inside has not happened; takes the write lock."""
        inside = self.connection.in_transaction
        self.connection.execute("SAVEPOINT rehearsal" if inside else "BEGIN IMMEDIATE")
        try:
            yield
        finally:
            if self.connection.in_transaction:
                undo = "ROLLBACK TO rehearsal; RELEASE rehearsal" if inside else "ROLLBACK"
                self.connection.execute(undo)

    @contextlib.contextmanager
    def _noted(self) -> Iterator[apsw.Session]:
        with contextlib.closing(apsw.Session(self.connection, "main")) as session:
            session.table_filter(lambda table: table != "replica")
            yield session


def read_place(connection: apsw.Connection, schema: str = "main") -> Place:
    """The place that is kept in a file; none if it was never shared."""
    known = connection.execute(
        f"SELECT 1 FROM {schema}.sqlite_schema WHERE type = 'table' AND name = 'replica'"
    ).get
    if known is None:
        return Place()
    row = connection.execute(
        f"SELECT shared, seq, change_id, weight FROM {schema}.replica"
    ).fetchone()
    if row is None:
        return Place()
    return Place(shared=row[0], seq=row[1], id=bytes(row[2]), weight=row[3])


def _tables(connection: apsw.Connection) -> list[str]:
    return [
        str(name)
        for (name,) in connection.execute(
            "SELECT name FROM main.sqlite_schema WHERE type = 'table'"
            " AND name != 'replica' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        )
    ]


def _columns(connection: apsw.Connection, table: str) -> str:
    names = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    return ", ".join(f'"{name}"' for (name,) in names)


def _apply(connection: apsw.Connection, changeset: bytes) -> None:
    """Apply it whole.

    Raises:
        apsw.Error: a row is not as it was where the changeset was made.
    """
    refused: list[str] = []

    def conflict(reason: int, change: apsw.TableChange) -> int:
        word = str(apsw.mapping_session_conflict[reason])
        refused.append(word if word.endswith("FOREIGN_KEY") else f"{change.name}: {word}")
        return apsw.SQLITE_CHANGESET_ABORT

    try:
        apsw.Changeset.apply(changeset, connection, conflict=conflict)
    except apsw.AbortError as error:
        raise apsw.ConstraintError(", ".join(refused[:3]) or str(error)) from error
