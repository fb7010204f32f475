"""People and lines as UIS has them, written over what the directory has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import apsw
import msgspec

from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.directory.account_settings import AccountSettings
from uis_desktop.relay.directory.notes import read_note, write_note
from uis_desktop.relay.directory.staff import UIS_STAFF, UisStaff
from uis_desktop.relay.directory.zones import ZoneDiffers


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An employee; ``phone_numbers`` by priority, as UIS has them."""

    id: str
    name: str
    extension: str | None
    phone_numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A group of employees, by id; its number rings all of them."""

    id: str
    name: str
    phone_number: str | None
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Everything that is told of an account beside its contacts.

    Attributes:
        lines: the account's own numbers (E.164 with ``+``) and their names.
        timezone: an IANA name, or None.
        tags: by id; None: UIS does not tell, what is known stays.
    """

    people: Sequence[Person]
    teams: Sequence[Team]
    lines: Mapping[str, str | None]
    timezone: str | None
    tags: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Figures of what was done, and what the administrator should hear of."""

    figures: dict[str, int]
    zone: ZoneDiffers | None = None


def take_in(connection: apsw.Connection, account: str, office: Office) -> TakenIn:
    """Write it down.

    Employees are added and changed and never removed: they have devices, and one
    who is added by hand may be none of UIS's.  Who has been UIS's and is not any
    more gets no calls (:class:`relay.directory.staff.Colleague`).  The lines an
    administrator chose for an employee stay.  Groups, lines and tags become what UIS has.
    """
    with transaction(connection):
        figures = _people(connection, account, office.people)
        _teams(connection, account, office.teams)
        _lines(connection, account, office.lines)
        if office.tags is not None:
            _tags(connection, account, office.tags)
        zone = _timezone(connection, account, office.timezone)
    figures["timezone_changed"] = int(zone is not None and zone.taken)
    return TakenIn({**figures, "groups": len(office.teams), "lines": len(office.lines)}, zone)


def _people(connection: apsw.Connection, account: str, people: Sequence[Person]) -> dict[str, int]:
    rows = connection.execute(
        "SELECT id, name, extension, phone_numbers FROM employee WHERE account = ?", (account,)
    )
    known = {row[0]: row[1:] for row in rows}
    added = changed = 0
    for person in people:
        columns = (person.name, person.extension, _json(person.phone_numbers))
        if known.get(person.id) == columns:
            continue
        connection.execute(
            "INSERT INTO employee (account, id, name, extension, phone_numbers, lines)"
            " VALUES (?, ?, ?, ?, ?, '[]') ON CONFLICT (account, id) DO UPDATE SET"
            " name = excluded.name, extension = excluded.extension,"
            " phone_numbers = excluded.phone_numbers",
            (account, person.id, *columns),
        )
        if person.id in known:
            changed += 1
        else:
            added += 1
    gone = _gone(connection, account, {person.id for person in people})
    return {
        "employees": len(people),
        "employees_added": added,
        "employees_changed": changed,
        "employees_gone": len(gone),
    }


def _gone(connection: apsw.Connection, account: str, now: set[str]) -> set[str]:
    """Who was at UIS once and is not any more; it is noted for the next time."""
    before = read_note(connection, account, UIS_STAFF, UisStaff) or UisStaff()
    gone = {*before.here, *before.gone} - now
    noted = UisStaff(here=tuple(sorted(now)), gone=tuple(sorted(gone)))
    if noted != before:
        write_note(connection, account, UIS_STAFF, noted)
    return gone


def _teams(connection: apsw.Connection, account: str, teams: Sequence[Team]) -> None:
    wanted = {team.id: (team.name, team.phone_number, _json(team.members)) for team in teams}
    rows = connection.execute(
        "SELECT id, name, phone_number, members FROM employee_group WHERE account = ?",
        (account,),
    )
    known = {row[0]: row[1:] for row in rows}
    for id_, columns in wanted.items():
        if known.get(id_) != columns:
            connection.execute(
                "INSERT OR REPLACE INTO employee_group (account, id, name, phone_number, members)"
                " VALUES (?, ?, ?, ?, ?)",
                (account, id_, *columns),
            )
    for id_ in known.keys() - wanted.keys():
        connection.execute(
            "DELETE FROM employee_group WHERE account = ? AND id = ?", (account, id_)
        )


def _lines(connection: apsw.Connection, account: str, lines: Mapping[str, str | None]) -> None:
    rows = connection.execute("SELECT phone_number, name FROM line WHERE account = ?", (account,))
    known = {str(number): name for number, name in rows}
    for number, name in lines.items():
        if number not in known or known[number] != name:
            connection.execute(
                "INSERT OR REPLACE INTO line (account, phone_number, name) VALUES (?, ?, ?)",
                (account, number, name),
            )
    for number in known.keys() - lines.keys():
        connection.execute(
            "DELETE FROM line WHERE account = ? AND phone_number = ?", (account, number)
        )


def _tags(connection: apsw.Connection, account: str, tags: Mapping[str, str]) -> None:
    rows = connection.execute("SELECT id, name FROM tag WHERE account = ?", (account,))
    known = {str(id_): str(name) for id_, name in rows}
    for id_, name in tags.items():
        if known.get(id_) != name:
            connection.execute(
                "INSERT OR REPLACE INTO tag (account, id, name) VALUES (?, ?, ?)",
                (account, id_, name),
            )
    for id_ in known.keys() - tags.keys():
        connection.execute("DELETE FROM tag WHERE account = ? AND id = ?", (account, id_))


def _timezone(
    connection: apsw.Connection, account: str, timezone: str | None
) -> ZoneDiffers | None:
    """Take UIS's zone, unless the administrator has fixed one."""
    row = connection.execute("SELECT timezone, settings FROM account WHERE id = ?", (account,))
    here, stored = row.fetchone() or ("", "{}")
    if timezone is None or timezone == here:
        return None
    fixed = msgspec.json.decode(str(stored), type=AccountSettings).timezone_fixed
    taken = not fixed and _exists(timezone)
    if taken:
        connection.execute("UPDATE account SET timezone = ? WHERE id = ?", (timezone, account))
    return ZoneDiffers(at_uis=timezone, here=str(here), taken=taken)


def _exists(timezone: str) -> bool:
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _json(texts: Sequence[str]) -> str:
    return msgspec.json.encode(texts).decode()
