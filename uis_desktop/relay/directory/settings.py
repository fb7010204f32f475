"""Small facts the processes of one relay tell each other."""

from __future__ import annotations

import apsw

from uis_desktop.relay.database.storage import transaction

PUBLIC_URL = "public_url"


def read_setting(connection: apsw.Connection, name: str) -> str | None:
    """What was written last, or None."""
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def write_setting(connection: apsw.Connection, name: str, value: str) -> None:
    """Keep it for the others."""
    with transaction(connection):
        connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))
