"""Deleting so that nothing is left in the files.

Rows are overwritten when they are deleted (see :mod:`relay.database.storage`); old
pages stay readable in the write-ahead log until it is cut.
"""

from __future__ import annotations

import apsw


def empty_wal(connection: apsw.Connection) -> None:
    """Bring what was written into the database proper, and cut the write-ahead log.

    A reader in the way is waited for as long as the connection waits for locks;
    whoever writes next does it then.
    """
    try:
        connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
    except apsw.BusyError:
        connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
