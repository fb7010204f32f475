"""Invites that are out: who may still come, and whom we no longer want."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import apsw

from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.directory.devices import stamp
from uis_desktop.relay.directory.tables import DirectoryRefused

_ID_BYTES = 6
_ONCE, _OFTEN = timedelta(hours=72), timedelta(days=30)


def invite_validity(uses: int) -> timedelta:
    """How long an invite is good if nobody says otherwise.

    One for several uses is for a computer without a password store: it is needed
    at every start, not only in the days after it was sent.
    """
    return _ONCE if uses == 1 else _OFTEN


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInvite:
    """An invite that still admits somebody; the code itself is not known.

    Attributes:
        uses: how many devices it admits, ``used`` of which have come.
    """

    id: str
    employee_id: str
    expires_at: str
    uses: int
    used: int


def invites(connection: apsw.Connection, account: str, now: datetime) -> list[OpenInvite]:
    """The account's invites that are neither used up nor expired."""
    rows = connection.execute(
        "SELECT code_hash, employee_id, expires_at, uses, used FROM invite"
        " WHERE account = ? AND used < uses AND expires_at > ? ORDER BY expires_at, code_hash",
        (account, stamp(now)),
    )
    return [
        OpenInvite(
            id=bytes(hashed[:_ID_BYTES]).hex(),
            employee_id=employee_id,
            expires_at=expires_at,
            uses=uses,
            used=used,
        )
        for hashed, employee_id, expires_at, uses, used in rows
    ]


def cancel_invite(connection: apsw.Connection, account: str, invite_id: str) -> None:
    """Nobody is admitted by it any more; devices it has admitted stay.

    Raises:
        DirectoryRefused: no such invite in this account.
    """
    with transaction(connection):
        gone = connection.execute(
            "DELETE FROM invite WHERE account = ? AND lower(hex(substr(code_hash, 1, ?))) = ?"
            " RETURNING 1",
            (account, _ID_BYTES, invite_id.strip().lower()),
        ).fetchall()
    if not gone:
        raise DirectoryRefused(f"no invite {invite_id!r} in account {account}")
