"""What the page reads and writes of employees that no other part of the relay needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import apsw
import msgspec

from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.directory.devices import devices
from uis_desktop.relay.directory.invites import OpenInvite, invites
from uis_desktop.relay.directory.people import put_employee
from uis_desktop.relay.directory.staff import read_staff
from uis_desktop.relay.directory.tables import Device


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """Everything on file about an account's employees.

    Attributes:
        phone_numbers: by employee, as UIS has them.
        devices: those that may connect.
    """

    phone_numbers: dict[str, tuple[str, ...]]
    devices: list[Device]
    invites: list[OpenInvite]


def read_papers(connection: apsw.Connection, account: str, now: datetime) -> Papers:
    """All of it at one moment."""
    staff = read_staff(connection).get(account)
    return Papers(
        phone_numbers={id_: colleague.phone_numbers for id_, colleague in staff.employees.items()}
        if staff is not None
        else {},
        devices=[one for one in devices(connection, account) if one.revoked_at is None],
        invites=invites(connection, account, now),
    )


def save_employee(
    connection: apsw.Connection,
    account: str,
    *,
    id_: str,
    name: str,
    extension: str | None,
    lines: Sequence[str],
    phone_numbers: Sequence[str],
) -> None:
    """Add an employee, or change the one with this id.

    Raises:
        DirectoryRefused
    """
    with transaction(connection):
        put_employee(connection, account, id_=id_, name=name, extension=extension, lines=lines)
        connection.execute(
            "UPDATE employee SET phone_numbers = ? WHERE account = ? AND id = ?",
            (msgspec.json.encode(list(phone_numbers)).decode(), account, id_),
        )
