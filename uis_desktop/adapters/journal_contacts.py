"""Contacts in the journal's tables: found by a few letters among 100,000."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
    # Of several with one id the last one counts.
    newest = {contact.id: contact for contact in contacts}
    for source_id in _known(sql, newest):
        _forget(sql, source_id)
    _learn(sql, list(newest.values()))
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


def _known(sql: Sql, source_ids: Iterable[str]) -> list[str]:
    """Those that are in the tables already."""
    ids = msgspec.json.encode(list(source_ids)).decode()
    rows = sql.run(
        "SELECT source_id FROM contact WHERE source_id IN (SELECT value FROM json_each(?))", ids
    )
    return [msgspec.convert(source_id, str) for (source_id,) in rows]


def _learn(sql: Sql, contacts: Sequence[Contact]) -> None:
    """Statement by statement for all of them: far faster than contact by contact."""
    first = sql.number("SELECT coalesce(max(id), 0) + 1 FROM contact")
    rows = [
        (
            id_,
            contact,
            fold(f"{contact.full_name} {contact.company or ''}"),
            all_digits(contact.phone_numbers),
        )
        for id_, contact in enumerate(contacts, first)
    ]
    sql.run_many(
        "INSERT INTO contact (id, source_id, name, words, numbers, body) VALUES (?, ?, ?, ?, ?, ?)",
        (
            (id_, one.id, fold(one.full_name), words, numbers, msgspec.json.encode(one))
            for id_, one, words, numbers in rows
        ),
    )
    sql.run_many(
        "INSERT INTO contact_words (rowid, words) VALUES (?, ?)",
        ((id_, words) for id_, _, words, _ in rows),
    )
    sql.run_many(
        "INSERT INTO contact_digits (rowid, numbers) VALUES (?, ?)",
        ((id_, numbers) for id_, _, _, numbers in rows),
    )
    sql.run_many(
        "INSERT OR IGNORE INTO contact_number (number, contact) VALUES (?, ?)",
        ((number, id_) for id_, _, _, numbers in rows for number in numbers.split()),
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
