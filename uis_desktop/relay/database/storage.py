"""SQLite as the relay uses it: WAL, every commit on disk, files nobody else can read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import apsw

from uis_desktop.errors import UisError

_FULL = 2
_BUSY_MS = 5000
_DISK_ERRORS = (
    apsw.BusyError,
    apsw.CantOpenError,
    apsw.CorruptError,
    apsw.FullError,
    apsw.IOError,
    apsw.NotADBError,
    apsw.ReadOnlyError,
)


class StorageUnusable(UisError):
    """The data folder cannot be used: damaged, not writable, newer, or not safe."""


def open_database(path: Path, *, migrations: Sequence[str]) -> apsw.Connection:
    """Open or create a database and prove that its commits reach the disk.

    ``migrations[n]`` leads from version n to version n + 1; an empty file has
    version 0.  ``synchronous`` is a setting of the connection, so it is read
    back here.

    Raises:
        StorageUnusable
    """
    try:
        connection = apsw.Connection(str(path))
        connection.set_busy_timeout(_BUSY_MS)
        if connection.pragma("journal_mode", "wal") != "wal":
            raise StorageUnusable(f"{path.name}: no write-ahead log on this file system")
        connection.pragma("synchronous", _FULL)
        connection.pragma("foreign_keys", 1)
        # What is deleted is overwritten.  From the beginning, because pages that are
        # split later leave copies of rows behind (sqlite.org, PRAGMA secure_delete).
        connection.pragma("secure_delete", 1)
        if connection.pragma("synchronous") != _FULL:
            raise StorageUnusable(f"{path.name}: commits would not reach the disk")
        _bring_up_to_date(connection, path, migrations)
    except apsw.Error as error:
        raise StorageUnusable(f"{path.name}: {error}") from error
    return connection


def fresh_in_memory(migrations: Sequence[str]) -> apsw.Connection:
    """Empty tables that go with the program."""
    connection = apsw.Connection(":memory:")
    _bring_up_to_date(connection, Path(":memory:"), migrations)
    return connection


def _bring_up_to_date(connection: apsw.Connection, path: Path, migrations: Sequence[str]) -> None:
    if connection.pragma("user_version") == len(migrations):
        return
    with transaction(connection):
        found = int(connection.pragma("user_version"))
        if found > len(migrations):
            raise StorageUnusable(
                f"{path.name}: version {found}, this program knows {len(migrations)};"
                " it was written by a newer relay"
            )
        for migration in migrations[found:]:
            connection.execute(migration)
        connection.pragma("user_version", len(migrations))


@contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """All of it or nothing; takes the write lock at once, so a reader never blocks it.

    Inside another transaction it is a part of that one.
    """
    if connection.in_transaction:
        with connection:
            yield
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def storage_words() -> Iterator[None]:
    """Tell a disk that fails from everything else that may be wrong.

    Raises:
        StorageUnusable: the disk is full or ill, or somebody holds the file.
    """
    try:
        yield
    except _DISK_ERRORS as error:
        raise StorageUnusable(f"the database cannot be used: {error}") from error


@contextmanager
def snapshot(connection: apsw.Connection) -> Iterator[None]:
    """Several reads of one and the same state; no lock a writer would wait for."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("COMMIT")
