"""Whether a test ring has ever arrived at one of a company's desktops."""

from __future__ import annotations

from datetime import datetime

import apsw

from uis_desktop.relay.directory.notes import read_note, write_note

_NOTE = "admin.test_ring"


def keep_rung(connection: apsw.Connection, account: str, at: datetime) -> None:
    """One has."""
    write_note(connection, account, _NOTE, at)


def has_rung(connection: apsw.Connection, account: str) -> bool:
    """One has arrived some day."""
    return read_note(connection, account, _NOTE, datetime) is not None
