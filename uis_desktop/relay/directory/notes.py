"""Small notes about an account's work in progress, shared by all relays and commands."""

from __future__ import annotations

from typing import TypeVar

import apsw
import msgspec

from uis_desktop.relay.database.storage import transaction

_T = TypeVar("_T")


def read_note(connection: apsw.Connection, account: str, name: str, shape: type[_T]) -> _T | None:
    """The note, or None if there is none, or one of another release that nobody can read."""
    row = connection.execute(
        "SELECT value FROM progress WHERE account = ? AND name = ?", (account, name)
    ).fetchone()
    return None if row is None else _understood(str(row[0]), shape)


def notes_like(
    connection: apsw.Connection, account: str, prefix: str, shape: type[_T]
) -> dict[str, _T]:
    """All notes of the account whose name begins with ``prefix``, by the rest of the name."""
    rows = connection.execute(
        "SELECT name, value FROM progress WHERE account = ? AND substr(name, 1, ?) = ?"
        " ORDER BY name",
        (account, len(prefix), prefix),
    )
    read = ((str(name), _understood(str(value), shape)) for name, value in rows)
    return {name.removeprefix(prefix): note for name, note in read if note is not None}


def note_of_all(connection: apsw.Connection, name: str, shape: type[_T]) -> dict[str, _T]:
    """The note of this name of every account that has one."""
    rows = connection.execute("SELECT account, value FROM progress WHERE name = ?", (name,))
    read = ((str(account), _understood(str(value), shape)) for account, value in rows)
    return {account: note for account, note in read if note is not None}


def write_note(connection: apsw.Connection, account: str, name: str, note: object) -> None:
    """Keep it in place of the one before."""
    with transaction(connection):
        connection.execute(
            "INSERT OR REPLACE INTO progress (account, name, value) VALUES (?, ?, ?)",
            (account, name, msgspec.json.encode(note).decode()),
        )


def remove_note(connection: apsw.Connection, account: str, name: str) -> None:
    """There is nothing to remember any more."""
    with transaction(connection):
        connection.execute("DELETE FROM progress WHERE account = ? AND name = ?", (account, name))


def _understood(value: str, shape: type[_T]) -> _T | None:
    try:
        return msgspec.json.decode(value, type=shape)
    except (ValueError, RecursionError):
        return None
