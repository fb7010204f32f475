"""How far the fetching has come, in the directory: results, and who is at it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import apsw
import msgspec

from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.directory.notes import read_note, remove_note, write_note
from uis_desktop.relay.directory.zones import ZoneDiffers
from uis_desktop.relay.uis.problems import Problem

#: Whoever has died holds up the others no longer than this.
LEASE = timedelta(minutes=15)

_LEASE = "uis.lease"
_LAST = "uis.last."

Figures = Mapping[str, int | float]


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """How an errand went.

    Attributes:
        at: when it was over.
        figures: what was done, by name.
        again_at: when it is to be done again; None: on demand only.
        zone: UIS's time zone is or was another one than the account's.
    """

    at: datetime
    seconds: float
    figures: dict[str, int | float] = {}
    problem: Problem | None = None
    again_at: datetime | None = None
    zone: ZoneDiffers | None = None


class _Lease(msgspec.Struct, frozen=True):
    holder: str
    until: datetime


def last_fetch(connection: apsw.Connection, account: str, what: str) -> Fetched | None:
    """How it went last (``sync``, ``staff`` or ``backfill``), or None if never."""
    return read_note(connection, account, _LAST + what, Fetched)


def keep_fetch(connection: apsw.Connection, account: str, what: str, fetched: Fetched) -> None:
    """This is how it went."""
    write_note(connection, account, _LAST + what, fetched)


def take_lease(connection: apsw.Connection, account: str, holder: str, now: datetime) -> bool:
    """One relay at a time asks UIS for an account; True if it is this one."""
    with transaction(connection):
        lease = read_note(connection, account, _LEASE, _Lease)
        if lease is not None and lease.holder != holder and now < lease.until <= now + LEASE:
            return False
        write_note(connection, account, _LEASE, _Lease(holder, now + LEASE))
    return True


def leave_lease(connection: apsw.Connection, account: str, holder: str) -> None:
    """The next one may begin."""
    with transaction(connection):
        lease = read_note(connection, account, _LEASE, _Lease)
        if lease is not None and lease.holder == holder:
            remove_note(connection, account, _LEASE)
