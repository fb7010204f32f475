"""A person's own contacts in the journal's tables, and the imports that brought them.

An import is written page by page, because a card must not wait for 100,000 contacts.
What each contact was before is kept with it, so that a page can be taken back: when
the person undoes the import, and when the program died in the middle of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from uis_desktop.adapters import journal_contacts
from uis_desktop.adapters.journal_file import Sql
from uis_desktop.adapters.journal_times import microseconds, moment
from uis_desktop.adapters.searching import digits_of
from uis_desktop.core.contacts import Contact
from uis_desktop.core.own_contacts import PastImport

#: Older ones cannot be undone any more; their contacts stay.
_IMPORTS_KEPT = 5


def with_ids(sql: Sql, ids: Sequence[str]) -> list[Contact]:
    """The contacts with these ids."""
    rows = sql.run(
        "SELECT body FROM contact WHERE source_id IN (SELECT value FROM json_each(?))",
        msgspec.json.encode(ids).decode(),
    )
    return [journal_contacts.contact_of(body) for (body,) in rows]


def with_numbers(sql: Sql, numbers: Sequence[str]) -> list[Contact]:
    """The contacts that have any of these numbers."""
    digits = msgspec.json.encode(list(map(digits_of, numbers))).decode()
    rows = sql.run(
        "SELECT body FROM contact WHERE id IN (SELECT contact FROM contact_number"
        " WHERE number IN (SELECT value FROM json_each(?)))",
        digits,
    )
    return [journal_contacts.contact_of(body) for (body,) in rows]


def begin(sql: Sql, title: str, at: datetime) -> int:
    """Begin an import; its id."""
    sql.run("INSERT INTO contact_import (title, at_us) VALUES (?, ?)", title, microseconds(at))
    return sql.number("SELECT last_insert_rowid()")


def keep_some(sql: Sql, number: int, contacts: Sequence[Contact]) -> None:
    """Write a page of an import, and what was there before."""
    known = {one.id: one for one in with_ids(sql, [one.id for one in contacts])}
    sql.run_many(
        "INSERT OR IGNORE INTO imported (import, source_id, before) VALUES (?, ?, ?)",
        ((number, one.id, _body(known.get(one.id))) for one in contacts),
    )
    journal_contacts.learn(sql, contacts)


def _body(contact: Contact | None) -> bytes | None:
    return None if contact is None else msgspec.json.encode(contact)


def finish(sql: Sql, number: int) -> None:
    """The import is whole; the oldest ones can no longer be undone."""
    sql.run("UPDATE contact_import SET finished = 1 WHERE id = ?", number)
    old = "SELECT id FROM contact_import ORDER BY id DESC LIMIT -1 OFFSET ?"
    sql.run(f"DELETE FROM imported WHERE import IN ({old})", _IMPORTS_KEPT)
    sql.run(f"DELETE FROM contact_import WHERE id IN ({old})", _IMPORTS_KEPT)


def last(sql: Sql) -> PastImport | None:
    """The import that can be undone: the last one that has left something."""
    rows = sql.run(
        "SELECT id, title, at_us, (SELECT count(*) FROM imported WHERE import = contact_import.id)"
        " AS count FROM contact_import WHERE finished AND count > 0 ORDER BY id DESC LIMIT 1"
    )
    for number, title, at_us, count in rows:
        return PastImport(
            id=msgspec.convert(number, int),
            title=msgspec.convert(title, str),
            at=moment(msgspec.convert(at_us, int)),
            count=msgspec.convert(count, int),
        )
    return None


def undo_some(sql: Sql, number: int, most: int) -> bool:
    """Take up to ``most`` contacts of an import back; whether there are more.

    What a person has changed by hand since is not the import's any more.  From the first
    page on the import counts as unfinished: what dies here is gone on with at the next opening.
    """
    sql.run("UPDATE contact_import SET finished = 0 WHERE id = ?", number)
    rows = sql.run(
        "DELETE FROM imported WHERE (import, source_id) IN"
        " (SELECT import, source_id FROM imported WHERE import = ? LIMIT ?)"
        " RETURNING source_id, before",
        number,
        most,
    )
    journal_contacts.forget(sql, [msgspec.convert(source_id, str) for source_id, _ in rows])
    before = [journal_contacts.contact_of(body) for _, body in rows if body is not None]
    journal_contacts.learn(sql, before)
    if len(rows) < most:
        sql.run("DELETE FROM contact_import WHERE id = ?", number)
        return False
    return True


def undo_some_unfinished(sql: Sql, most: int) -> bool:
    """Take back what an import has written that never came to its end; whether there is more."""
    rows = sql.run("SELECT id FROM contact_import WHERE NOT finished ORDER BY id DESC LIMIT 1")
    for (number,) in rows:
        undo_some(sql, msgspec.convert(number, int), most)
        return True
    return False


def keep_by_hand(sql: Sql, contact: Contact) -> None:
    """Write a contact as the person wants it."""
    _forget_imports(sql, contact.id)
    journal_contacts.learn(sql, [contact])


def drop(sql: Sql, contact_id: str) -> None:
    """Forget a contact for good."""
    _forget_imports(sql, contact_id)
    journal_contacts.forget(sql, [contact_id])


def _forget_imports(sql: Sql, contact_id: str) -> None:
    """He is no import's any more."""
    every = "SELECT id FROM contact_import"
    sql.run(f"DELETE FROM imported WHERE import IN ({every}) AND source_id = ?", contact_id)
