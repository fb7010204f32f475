"""Accounts and employees: written by the command line, read by the server."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import apsw
import msgspec

from uis_desktop.core import phone
from uis_desktop.core.events import Employee
from uis_desktop.core.phone import Number
from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.directory.account_settings import AccountSettings
from uis_desktop.relay.directory.interactive_rules import checked_answer
from uis_desktop.relay.directory.tables import Account, DirectoryRefused

_NOT_IN_AN_ID = re.compile(r"[^a-z0-9]+")
_EXTENSION = re.compile(r"\d{1,7}\Z")


def add_account(
    connection: apsw.Connection, name: str, *, timezone: str, interactive_default: str
) -> Account:
    """Create a company with a secret of its own.

    Raises:
        DirectoryRefused: taken name, unknown time zone.
        AnswerRefused: bad interactive default.
    """
    name = account_name(name)
    account = Account(
        id=_account_id(name),
        name=name,
        secret=new_secret(),
        zone=zone(timezone),
        interactive_default=checked_answer(interactive_default),
    )
    with transaction(connection):
        if (account.id,) in connection.execute("SELECT id FROM account"):
            raise DirectoryRefused(f"account {account.id} exists already")
        if (account.id,) in connection.execute("SELECT id FROM removed_account"):
            raise DirectoryRefused(
                f"account {account.id} was removed and its events are not erased yet:"
                " let the relay run for a minute, then try again"
            )
        connection.execute(
            "INSERT INTO account (id, name, secret, timezone, interactive_default)"
            " VALUES (?, ?, ?, ?, ?)",
            (account.id, name, account.secret, timezone, account.interactive_default.decode()),
        )
    return account


def account_name(text: str) -> str:
    """A company's name.

    Raises:
        DirectoryRefused
    """
    name = text.strip()
    if not name or len(name) > 100:
        raise DirectoryRefused("an account needs a name of at most 100 characters")
    return name


def new_secret() -> str:
    """The part of a notification address that nobody guesses."""
    return secrets.token_urlsafe(24)


def _account_id(name: str) -> str:
    """The name as it looks in an address, or a random word if nothing is left of it."""
    plain = _NOT_IN_AN_ID.sub("-", name.casefold()).strip("-")[:40]
    return plain if plain and name.isascii() else f"a{secrets.token_hex(4)}"


def zone(name: str) -> ZoneInfo:
    """The time zone of that name.

    Raises:
        DirectoryRefused
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise DirectoryRefused(f"no time zone is called {name!r}") from error


def accounts(connection: apsw.Connection) -> list[Account]:
    """All companies."""
    rows = connection.execute(
        "SELECT id, name, secret, timezone, interactive_default, settings, old_secret,"
        " old_secret_until FROM account ORDER BY id"
    )
    return [
        Account(
            id=id_,
            name=name,
            secret=secret,
            zone=zone(timezone),
            interactive_default=default.encode(),
            settings=msgspec.json.decode(settings, type=AccountSettings),
            old_secret=old,
            old_secret_until=None if until is None else datetime.fromisoformat(until),
        )
        for id_, name, secret, timezone, default, settings, old, until in rows
    ]


def account(connection: apsw.Connection, wanted: str) -> Account:
    """The company with this id, or this name.

    Raises:
        DirectoryRefused
    """
    for found in accounts(connection):
        if wanted in {found.id, found.name}:
            return found
    raise DirectoryRefused(f"no account {wanted!r}")


def set_interactive_default(connection: apsw.Connection, account_id: str, text: str) -> None:
    """Answer callers nobody is responsible for like this (JSON).

    Raises:
        AnswerRefused
    """
    answer = checked_answer(text).decode()
    with transaction(connection):
        connection.execute(
            "UPDATE account SET interactive_default = ? WHERE id = ?", (answer, account_id)
        )


def put_employee(
    connection: apsw.Connection,
    account_id: str,
    *,
    id_: str,
    name: str,
    extension: str | None,
    lines: Sequence[str],
) -> Employee:
    """Add an employee, or change the one with this id.

    Raises:
        DirectoryRefused: id, name, extension or a line make no sense.
    """
    id_, name = id_.strip(), name.strip()
    if not id_.isascii() or not id_.isdecimal() or len(id_) > 18:
        raise DirectoryRefused(f"an employee's id is UIS's number for him, not {id_!r}")
    if not name or len(name) > 200:
        raise DirectoryRefused("an employee needs a name of at most 200 characters")
    if extension is not None and not _EXTENSION.match(extension):
        raise DirectoryRefused(f"an extension is 1 to 7 digits, not {extension!r}")
    employee = Employee(
        id=id_, name=name, extension=extension, lines=tuple(dict.fromkeys(map(_line, lines)))
    )
    with transaction(connection):
        connection.execute(
            "INSERT INTO employee (account, id, name, extension, lines) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (account, id) DO UPDATE SET removed_at = NULL,"
            " name = excluded.name, extension = excluded.extension, lines = excluded.lines",
            (account_id, id_, name, extension, msgspec.json.encode(employee.lines).decode()),
        )
    return employee


def _line(text: str) -> Number:
    """A virtual number in E.164 with ``+``.

    Raises:
        DirectoryRefused
    """
    found = phone.key(text)
    if found is None:
        raise DirectoryRefused(f"no phone number: {text!r}")
    return found


def employees(connection: apsw.Connection) -> dict[str, dict[str, Employee]]:
    """All employees by account and id."""
    found: dict[str, dict[str, Employee]] = {}
    rows = connection.execute(
        "SELECT account, id, name, extension, lines FROM employee WHERE removed_at IS NULL"
    )
    for account_id, id_, name, extension, lines in rows:
        found.setdefault(account_id, {})[id_] = Employee(
            id=id_,
            name=name,
            extension=extension,
            lines=tuple(msgspec.json.decode(lines, type=list[str])),
        )
    return found
