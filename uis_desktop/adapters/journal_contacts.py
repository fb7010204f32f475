"""Contacts in the journal's tables: found by a few letters among 100,000."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from uis_desktop.adapters import journal_search
from uis_desktop.adapters.journal_file import Sql, SqlValue
from uis_desktop.adapters.searching import Wanted, all_digits, digits_of, fold, wanted
from uis_desktop.core.contacts import Contact
from uis_desktop.core.directory import DirectoryPlace
from uis_desktop.errors import HistoryUnreadable

_BEHIND_EVERYTHING = "\U0010ffff"


def place(sql: Sql) -> DirectoryPlace:
    """How far the directory has been copied."""
    ((cursor, epoch),) = sql.run("SELECT contacts_cursor, contacts_epoch FROM standing")
    return DirectoryPlace(
        msgspec.convert(cursor, int), None if epoch is None else msgspec.convert(epoch, str)
    )


def keep(
    sql: Sql,
    contacts: Sequence[Contact],
    removed: Sequence[str],
    reached: DirectoryPlace,
    *,
    reset: bool,
) -> None:
    """Take a page of the directory in; belongs into one transaction."""
    if reset:
        _forget_all(sql)
    for contact in contacts:
        _forget(sql, contact.id)
        _learn(sql, contact)
    for source_id in removed:
        _forget(sql, source_id)
    sql.run(
        "UPDATE standing SET contacts_cursor = ?, contacts_epoch = ?",
        reached.cursor,
        reached.epoch,
    )


def _forget_all(sql: Sql) -> None:
    for table in ("contact", "contact_number", "contact_words", "contact_digits"):
        sql.run(f"DELETE FROM {table}")


def _forget(sql: Sql, source_id: str) -> None:
    for (number,) in sql.run("DELETE FROM contact WHERE source_id = ? RETURNING id", source_id):
        sql.run("DELETE FROM contact_number WHERE contact = ?", number)
        sql.run("DELETE FROM contact_words WHERE rowid = ?", number)
        sql.run("DELETE FROM contact_digits WHERE rowid = ?", number)


def _learn(sql: Sql, contact: Contact) -> None:
    numbers = all_digits(contact.phone_numbers)
    words = fold(f"{contact.full_name} {contact.company or ''}")
    ((id_,),) = sql.run(
        "INSERT INTO contact (source_id, name, words, numbers, body)"
        " VALUES (?, ?, ?, ?, ?) RETURNING id",
        contact.id,
        fold(contact.full_name),
        words,
        numbers,
        msgspec.json.encode(contact),
    )
    sql.run("INSERT INTO contact_words (rowid, words) VALUES (?, ?)", id_, words)
    sql.run("INSERT INTO contact_digits (rowid, numbers) VALUES (?, ?)", id_, numbers)
    sql.run_many(
        "INSERT OR IGNORE INTO contact_number (number, contact) VALUES (?, ?)",
        ((number, id_) for number in numbers.split()),
    )


def by_number(sql: Sql, e164: str) -> Contact | None:
    """Who a number belongs to; of several the one with the first id, so that it is stable."""
    rows = sql.run(
        "SELECT body FROM contact JOIN contact_number ON contact = id"
        " WHERE number = ? ORDER BY source_id LIMIT 1",
        digits_of(e164),
    )
    return _contact(rows[0][0]) if rows else None


def search(sql: Sql, text: str, limit: int) -> list[Contact]:
    """First those whose name begins like ``text``, then the other hits, both by name."""
    start = fold(text)
    begins = sql.run(
        "SELECT body FROM contact WHERE name >= ? AND name < ? ORDER BY name, source_id LIMIT ?",
        start,
        start + _BEHIND_EVERYTHING,
        limit,
    )
    found = [_contact(body) for (body,) in begins]
    parts = wanted(text)
    if parts and len(found) < limit:
        found += _others(sql, start, parts, limit - len(found))
    return found


def _others(sql: Sql, start: str, parts: Sequence[Wanted], limit: int) -> list[Contact]:
    """Hits whose name begins otherwise, by name.

    Many hits are found fastest by walking the names until enough fit, few by
    fetching them all and sorting.
    """
    if journal_search.many(sql, "contact", parts):
        hits, source = journal_search.walked(parts), "contact INDEXED BY contact_by_name"
    else:
        hits, source = journal_search.indexed("contact", parts), "contact"
    rows = sql.run(
        f"SELECT body FROM {source} WHERE {hits.sql}"
        " AND NOT (name >= ? AND name < ?) ORDER BY name, source_id LIMIT ?",
        *hits.bindings,
        start,
        start + _BEHIND_EVERYTHING,
        limit,
    )
    return [_contact(body) for (body,) in rows]


def _contact(body: SqlValue) -> Contact:
    try:
        return msgspec.json.decode(msgspec.convert(body, bytes), type=Contact)
    except msgspec.DecodeError as error:
        raise HistoryUnreadable(f"journal: contact: {error}") from error
