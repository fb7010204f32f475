"""The tables of the journals, apart from the directory: they are written all day."""

from __future__ import annotations

from pathlib import Path

import apsw

from uis_desktop.relay.database.storage import open_database

FILE_NAME = "journals.sqlite3"

_FIRST = """
CREATE TABLE entry (
    id BLOB PRIMARY KEY,
    account TEXT NOT NULL,
    sort TEXT NOT NULL,
    at INTEGER NOT NULL,
    call_session_id TEXT,
    employee_id TEXT,
    phone_number TEXT,
    detail TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX entry_by_time ON entry (account, sort, at);
CREATE INDEX entry_by_number ON entry (account, phone_number);
CREATE TABLE click (
    account TEXT NOT NULL,
    device TEXT NOT NULL,
    external_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (account, device, external_id)
) WITHOUT ROWID;
CREATE INDEX click_by_time ON click (at);
CREATE TABLE seen (
    device TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    at INTEGER NOT NULL
) WITHOUT ROWID;
"""

#: See :func:`relay.database.storage.open_database`.
MIGRATIONS = (_FIRST,)


def open_journals(data: Path) -> apsw.Connection:
    """The journals' database.

    Raises:
        StorageUnusable
    """
    return open_database(data / FILE_NAME, migrations=MIGRATIONS)
