"""Orders to erase a number, left in the directory for the relay that serves.

Only the serving relay writes to its log, and it has a little in memory that is
not on disk yet; so while one serves, a command does not erase: it asks.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import apsw
import msgspec

from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.directory.notes import notes_like, read_note, remove_note, write_note
from uis_desktop.relay.directory.people import accounts
from uis_desktop.relay.privacy.erasing import Erased

_ORDER = "erase."
_FOR_ANOTHER = timedelta(minutes=10)
_KEPT = timedelta(days=1)


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """An order, and its outcome once it is carried out.

    Attributes:
        phone_number: E.164 with ``+``; None once it is carried out.
        taken_at: when a relay began; if it does not end another one begins anew.
        problem: why it could not be carried out; it is tried again.
    """

    phone_number: str | None
    whole: bool
    asked_at: datetime
    taken_at: datetime | None = None
    problem: str | None = None
    erased: Erased | None = None


def order(
    connection: apsw.Connection, account: str, phone_number: str, *, whole: bool, now: datetime
) -> str:
    """Ask for it; the id to ask for its outcome with."""
    id_ = secrets.token_hex(8)
    wish = Order(phone_number=phone_number, whole=whole, asked_at=now)
    with transaction(connection):
        write_note(connection, account, _ORDER + id_, wish)
    return id_


def order_state(connection: apsw.Connection, account: str, id_: str) -> Order | None:
    """How far it is."""
    return read_note(connection, account, _ORDER + id_, Order)


def open_orders(connection: apsw.Connection) -> list[tuple[str, str]]:
    """Account and id of every order that is not carried out."""
    return [
        (account.id, id_)
        for account in accounts(connection)
        for id_, found in notes_like(connection, account.id, _ORDER, Order).items()
        if found.erased is None
    ]


def take_order(connection: apsw.Connection, account: str, id_: str, now: datetime) -> Order | None:
    """Begin with it; None if another relay has."""
    with transaction(connection):
        found = order_state(connection, account, id_)
        if found is None or found.erased is not None:
            return None
        if found.taken_at is not None and now - found.taken_at < _FOR_ANOTHER:
            return None
        write_note(connection, account, _ORDER + id_, msgspec.structs.replace(found, taken_at=now))
        return found


def end_order(
    connection: apsw.Connection,
    account: str,
    id_: str,
    *,
    erased: Erased | None = None,
    problem: str | None = None,
) -> None:
    """It is carried out, and the number forgotten; or it has to be tried again."""
    with transaction(connection):
        found = order_state(connection, account, id_)
        if found is None:
            return
        number = None if erased is not None else found.phone_number
        ended = msgspec.structs.replace(
            found, phone_number=number, taken_at=None, erased=erased, problem=problem
        )
        write_note(connection, account, _ORDER + id_, ended)


def drop_order(connection: apsw.Connection, account: str, id_: str, now: datetime) -> None:
    """The one who asked has seen the outcome; old ones nobody asks for go too."""
    with transaction(connection):
        remove_note(connection, account, _ORDER + id_)
        for other, found in notes_like(connection, account, _ORDER, Order).items():
            if found.erased is not None and now - found.asked_at > _KEPT:
                remove_note(connection, account, _ORDER + other)
