"""Deleting so that nothing is left in the file: SQLite only marks rows as free."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import apsw


@contextmanager
def overwriting(connection: apsw.Connection) -> Iterator[None]:
    """What is deleted inside is overwritten with zeros (sqlite.org, PRAGMA secure_delete)."""
    before = connection.pragma("secure_delete")
    connection.pragma("secure_delete", 1)
    try:
        yield
    finally:
        connection.pragma("secure_delete", before)


def empty_wal(connection: apsw.Connection) -> None:
    """Bring what was written into the database proper, and cut the write-ahead log.

    Old pages stay readable in it until then.  A reader in the way is waited for
    as long as the connection waits for locks; whoever writes next does it then.
    """
    try:
        connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
    except apsw.BusyError:
        connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
