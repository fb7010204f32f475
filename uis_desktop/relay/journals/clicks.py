"""Clicks that were sent to UIS: written down before they go out, settled afterwards.

A crash between the two leaves the entry as *unknown*, which is the truth, and the
click cannot be sent a second time: not by another relay process either, since the
journals are one for all.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import apsw
import msgspec

from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.journals.entries import Entry, put_entry
from uis_desktop.relay.log.tables import microseconds

#: No desktop repeats a click after that.
_KEPT = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class SentClick:
    """A click that is about to go out; ``entry_id`` is its line in the journal."""

    device: str
    external_id: str
    entry_id: bytes = field(default_factory=lambda: secrets.token_bytes(12))


def begin_click(connection: apsw.Connection, click: SentClick, entry: Entry) -> bool:
    """Write it down; False if a click of this device had the same ``external_id``."""
    at = microseconds(entry.at)
    with transaction(connection):
        connection.execute("DELETE FROM click WHERE at < ?", (at - microseconds_of(_KEPT),))
        connection.execute(
            "INSERT OR IGNORE INTO click VALUES (?, ?, ?, ?)",
            (entry.account, click.device, click.external_id, at),
        )
        if not connection.changes():
            return False
        put_entry(connection, click.entry_id, entry)
    return True


def settle_click(
    connection: apsw.Connection,
    click: SentClick,
    call_session_id: str | None,
    detail: Mapping[str, object],
) -> None:
    """UIS has answered; an entry that was forgotten meanwhile stays forgotten."""
    with transaction(connection):
        connection.execute(
            "UPDATE entry SET call_session_id = ?, detail = ? WHERE id = ?",
            (call_session_id, msgspec.json.encode(detail).decode(), click.entry_id),
        )


def microseconds_of(span: timedelta) -> int:
    """As the journals count time."""
    return span // timedelta(microseconds=1)
