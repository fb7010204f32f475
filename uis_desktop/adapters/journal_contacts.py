"""Contacts in the journal's tables: found by a few letters among 100,000."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from uis_desktop.adapters import journal_search
from uis_desktop.adapters.journal_file import Sql, SqlValue
from uis_desktop.adapters.journal_search import Condition
from uis_desktop.adapters.searching import Wanted, all_digits, digits_of, fold, wanted
from uis_desktop.core.contacts import Contact
from uis_desktop.core.directory import DirectoryPlace
from uis_desktop.core.own_contacts import OWN, is_own
from uis_desktop.errors import HistoryUnreadable

_BEHIND_EVERYTHING = "\U0010ffff"
_NAMES = "contact INDEXED BY contact_by_name"
#: How far the names are looked through with their rows: 1 to 2 ms.
_GLANCE = f"SELECT name FROM {_NAMES} ORDER BY name, source_id LIMIT 1 OFFSET 499"
#: The index on the id finds them.
_IS_OWN = f"(source_id >= '{OWN}:' AND source_id < '{OWN};')"

#: What finds the contacts from an id on.  In "numbers" is nothing but digits and blanks.
_INDEXES = (
    "INSERT INTO contact_words (rowid, words) SELECT id, words FROM contact WHERE id >= ?",
    "INSERT INTO contact_digits (rowid, numbers) SELECT id, numbers FROM contact WHERE id >= ?",
    """
INSERT OR IGNORE INTO contact_number (number, contact)
SELECT one.value, contact.id
FROM contact, json_each('["' || replace(numbers, ' ', '","') || '"]') AS one
WHERE contact.id >= ? AND numbers <> ''
""",
)


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
        _forget_directory(sql)
    # A relay that tells ids like the person's own must not touch those.
    learn(sql, [contact for contact in contacts if not is_own(contact.id)])
    forget(sql, [source_id for source_id in removed if not is_own(source_id)])
    sql.run(
        "UPDATE standing SET contacts_cursor = ?, contacts_epoch = ?",
        reached.cursor,
        reached.epoch,
    )


def _forget_directory(sql: Sql) -> None:
    """Forget all but the person's own; emptying a table is far faster than picking from it."""
    own = [contact_of(body) for (body,) in sql.run(f"SELECT body FROM contact WHERE {_IS_OWN}")]
    for table in ("contact", "contact_number", "contact_words", "contact_digits"):
        sql.run(f"DELETE FROM {table}")
    _add(sql, own)


def forget(sql: Sql, source_ids: Iterable[str]) -> None:
    """Take these contacts out, if they are there."""
    rows = sql.run(
        "DELETE FROM contact WHERE source_id IN (SELECT value FROM json_each(?)) RETURNING id",
        msgspec.json.encode(list(source_ids)).decode(),
    )
    if not rows:
        # All of a first copy; the index of words would be read from end to end to delete none.
        return
    ids = msgspec.json.encode([msgspec.convert(id_, int) for (id_,) in rows]).decode()
    for table, column in (
        ("contact_number", "contact"),
        ("contact_words", "rowid"),
        ("contact_digits", "rowid"),
    ):
        sql.run(f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))", ids)


def learn(sql: Sql, contacts: Iterable[Contact]) -> None:
    """Add these contacts, or change those that are there."""
    # Of several with one id the last one counts.
    newest = {contact.id: contact for contact in contacts}
    forget(sql, newest)
    _add(sql, list(newest.values()))


def _add(sql: Sql, contacts: Sequence[Contact]) -> None:
    """Statement by statement for all of them: far faster than contact by contact.

    The indexes are filled from the table: SQLite then works on without the interpreter,
    which the window has meanwhile.
    """
    first = sql.number("SELECT coalesce(max(id), 0) + 1 FROM contact")
    sql.run_many(
        "INSERT INTO contact (id, source_id, name, words, numbers, body) VALUES (?, ?, ?, ?, ?, ?)",
        (_row(id_, one) for id_, one in enumerate(contacts, first)),
    )
    for index in _INDEXES:
        sql.run(index, first)


def _row(id_: int, contact: Contact) -> tuple[SqlValue, ...]:
    name = fold(contact.full_name)
    # The blank between keeps the parts from becoming one another's letters: folded apart
    # they are what they are together.
    others = fold(f"{contact.company or ''} {contact.note}")
    numbers = all_digits(contact.phone_numbers)
    return id_, contact.id, name, f"{name} {others}".strip(), numbers, msgspec.json.encode(contact)


def by_number(sql: Sql, e164: str) -> Contact | None:
    """Who a number belongs to: the company's directory knows best.

    Of several it is the one with the first id, so that it is stable.
    """
    rows = sql.run(
        "SELECT body FROM contact JOIN contact_number ON contact = id"
        f" WHERE number = ? ORDER BY {_IS_OWN}, source_id LIMIT 1",
        digits_of(e164),
    )
    return contact_of(rows[0][0]) if rows else None


def search(sql: Sql, text: str, limit: int) -> list[Contact]:
    """First those whose name begins like ``text``, then the other hits, both by name."""
    start = fold(text)
    begins = sql.run(
        "SELECT body FROM contact WHERE name >= ? AND name < ? ORDER BY name, source_id LIMIT ?",
        start,
        start + _BEHIND_EVERYTHING,
        limit,
    )
    found = [contact_of(body) for (body,) in begins]
    parts = wanted(text)
    if parts and len(found) < limit:
        found += _others(sql, start, parts, limit - len(found))
    return found


def _others(sql: Sql, start: str, parts: Sequence[Wanted], limit: int) -> list[Contact]:
    """Hits whose name begins otherwise, by name.

    Few hits are fetched and sorted.  Of many enough usually stand near the beginning; if
    not, the names are walked in the index alone: all hits may stand at its end, and a look
    into each row before them takes 2 µs.
    """
    indexed = journal_search.indexed("contact", parts)
    if not journal_search.many(sql, "contact", parts):
        return _by_name(sql, "contact", indexed, start, limit)
    walked = journal_search.walked(parts)
    near = Condition(f"{walked.sql} AND name <= ({_GLANCE})", walked.bindings)
    found = _by_name(sql, _NAMES, near, start, limit)
    return found if len(found) == limit else _by_name(sql, _NAMES, indexed, start, limit)


def _by_name(sql: Sql, source: str, hits: Condition, start: str, limit: int) -> list[Contact]:
    rows = sql.run(
        f"SELECT body FROM {source} WHERE {hits.sql}"
        " AND NOT (name >= ? AND name < ?) ORDER BY name, source_id LIMIT ?",
        *hits.bindings,
        start,
        start + _BEHIND_EVERYTHING,
        limit,
    )
    return [contact_of(body) for (body,) in rows]


def contact_of(body: SqlValue) -> Contact:
    """The contact a row holds.

    Raises:
        HistoryUnreadable
    """
    try:
        return msgspec.json.decode(msgspec.convert(body, bytes), type=Contact)
    except msgspec.DecodeError as error:
        raise HistoryUnreadable(f"journal: contact: {error}") from error
