"""Contacts in the journal's tables: found by a few letters among 100,000."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from uis_desktop.adapters.journal_file import Sql, SqlValue
from uis_desktop.adapters.searching import Wanted, all_digits, digits_of, fold, wanted
from uis_desktop.core.contacts import Contact
from uis_desktop.core.directory import DirectoryPlace
from uis_desktop.errors import HistoryUnreadable

#: The trigram index finds nothing shorter.
_SHORTEST_INDEXED = 3
#: From so many hits on, walking the names beats sorting the hits.
_MANY = 2000
_WORDS_FIT = "id IN (SELECT rowid FROM contact_words WHERE contact_words MATCH ?)"
_DIGITS_FIT = "id IN (SELECT rowid FROM contact_digits WHERE contact_digits MATCH ?)"
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
    match = _match(word for part in parts if not part.numbers for word in part.words)
    if match and all(not part.numbers for part in parts) and _many(sql, match):
        words = " AND ".join("instr(' ' || words, ?)" for part in parts for _ in part.words)
        condition = f"({words})"
        bindings: list[SqlValue] = [f" {word}" for part in parts for word in part.words]
        source = "contact INDEXED BY contact_by_name"
    else:
        condition, bindings = _fits(match, [part for part in parts if part.numbers])
        source = "contact"
    rows = sql.run(
        f"SELECT body FROM {source} WHERE {condition}"
        " AND NOT (name >= ? AND name < ?) ORDER BY name, source_id LIMIT ?",
        *bindings,
        start,
        start + _BEHIND_EVERYTHING,
        limit,
    )
    return [_contact(body) for (body,) in rows]


def _many(sql: Sql, match: str) -> bool:
    hits = sql.number(
        "SELECT count(*) FROM (SELECT 1 FROM contact_words WHERE contact_words MATCH ? LIMIT ?)",
        match,
        _MANY,
    )
    return hits == _MANY


def _match(words: Iterable[str]) -> str:
    # A word is letters and digits only, so nothing in it can end the quotation.
    return " AND ".join(f'"{word}"*' for word in words)


def _fits(match: str, parts: Sequence[Wanted]) -> tuple[str, list[SqlValue]]:
    conditions: list[str] = []
    bindings: list[SqlValue] = []
    if match:
        conditions.append(_WORDS_FIT)
        bindings.append(match)
    for part in parts:
        condition, more = _number_fits(part)
        conditions.append(condition)
        bindings += more
    return " AND ".join(conditions), bindings


def _number_fits(part: Wanted) -> tuple[str, list[SqlValue]]:
    conditions = [_WORDS_FIT]
    bindings: list[SqlValue] = [_match(part.words)]
    for number in part.numbers:
        if len(number) < _SHORTEST_INDEXED:
            conditions.append("instr(numbers, ?)")
            bindings.append(number)
        else:
            conditions.append(_DIGITS_FIT)
            bindings.append(f'"{number}"')
    return f"({' OR '.join(conditions)})", bindings


def _contact(body: SqlValue) -> Contact:
    try:
        return msgspec.json.decode(msgspec.convert(body, bytes), type=Contact)
    except msgspec.DecodeError as error:
        raise HistoryUnreadable(f"journal: contact: {error}") from error
