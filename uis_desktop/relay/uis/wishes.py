"""What somebody wants fetched now, and what became of it.

A wish is a note in the directory: the administrator's page and the commands write
it, whichever relay serves the account carries it out.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Literal

import apsw
import msgspec

from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.directory.notes import notes_like, read_note, remove_note, write_note
from uis_desktop.relay.uis.progress import Fetched

_WISH = "uis.wish."
_KEPT = timedelta(days=1)

What = Literal["sync", "staff", "backfill"]


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is wanted.

    Attributes:
        what: ``sync``: contacts, people and lines; ``staff``: people and lines;
            ``backfill``: the calls between ``since`` and ``until``.
    """

    what: What
    since: datetime | None = None
    until: datetime | None = None


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """A wish, and its outcome once it is carried out."""

    wanted: Wanted
    asked_at: datetime
    outcome: Fetched | None = None


def wish(connection: apsw.Connection, account: str, wanted: Wanted, now: datetime) -> str:
    """Ask for it; the id to ask for its outcome with."""
    id_ = secrets.token_hex(8)
    with transaction(connection):
        for old_id, old in notes_like(connection, account, _WISH, Wish).items():
            if old.outcome is not None and now - old.asked_at > _KEPT:
                remove_note(connection, account, _WISH + old_id)
        write_note(connection, account, _WISH + id_, Wish(wanted=wanted, asked_at=now))
    return id_


def outcome(connection: apsw.Connection, account: str, id_: str) -> Fetched | None:
    """What became of a wish, or None as long as it is not carried out."""
    found = read_note(connection, account, _WISH + id_, Wish)
    return None if found is None else found.outcome


def open_wishes(connection: apsw.Connection, account: str) -> dict[str, Wish]:
    """The wishes nobody has carried out yet, the oldest first."""
    wishes = notes_like(connection, account, _WISH, Wish)
    waiting = [(id_, wish) for id_, wish in wishes.items() if wish.outcome is None]
    return dict(sorted(waiting, key=lambda item: item[1].asked_at))


def fulfil(connection: apsw.Connection, account: str, id_: str, fetched: Fetched) -> None:
    """It was carried out, one way or the other."""
    with transaction(connection):
        found = read_note(connection, account, _WISH + id_, Wish)
        if found is not None:
            write_note(
                connection,
                account,
                _WISH + id_,
                msgspec.structs.replace(found, outcome=fetched),
            )
