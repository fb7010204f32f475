"""By what employees and groups are reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import apsw
import msgspec

from uis_desktop.relay.directory.notes import note_of_all

#: A note: who is at UIS, as it was told last.
UIS_STAFF = "uis.staff"


class UisStaff(msgspec.Struct, frozen=True, kw_only=True):
    """Ids of employees at UIS, and of those who were there once."""

    here: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """An employee.

    Attributes:
        phone_numbers: by priority, as UIS has them.
        gone: he was at UIS once and is not any more: what he was reached by rings nowhere.
    """

    id: str
    name: str
    extension: str | None
    phone_numbers: tuple[str, ...]
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of employees; ``phone_number`` rings all of them."""

    id: str
    name: str
    phone_number: str | None
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody of an account, by id."""

    employees: Mapping[str, Colleague] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)


def read_staff(connection: apsw.Connection) -> dict[str, Staff]:
    """The staff of every account."""
    employees: dict[str, dict[str, Colleague]] = {}
    rows = connection.execute(
        "SELECT account, id, name, extension, phone_numbers FROM employee WHERE removed_at IS NULL"
    )
    gone = {
        account: frozenset(noted.gone)
        for account, noted in note_of_all(connection, UIS_STAFF, UisStaff).items()
    }
    for account, id_, name, extension, phones in rows:
        employees.setdefault(account, {})[id_] = Colleague(
            id=id_,
            name=name,
            extension=extension,
            phone_numbers=_texts(phones),
            gone=id_ in gone.get(account, ()),
        )
    groups: dict[str, dict[str, Group]] = {}
    rows = connection.execute("SELECT account, id, name, phone_number, members FROM employee_group")
    for account, id_, name, number, members in rows:
        groups.setdefault(account, {})[id_] = Group(
            id=id_, name=name, phone_number=number, members=_texts(members)
        )
    return {
        account: Staff(employees.get(account, {}), groups.get(account, {}))
        for account in employees.keys() | groups.keys()
    }


def _texts(stored: str) -> tuple[str, ...]:
    return tuple(msgspec.json.decode(stored, type=list[str]))
