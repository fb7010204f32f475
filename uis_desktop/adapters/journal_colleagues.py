"""Colleagues in the journal's tables: a few thousand at most, so no index of words."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from uis_desktop.adapters import journal_search
from uis_desktop.adapters.journal_file import Sql, SqlValue
from uis_desktop.adapters.searching import all_digits, fold, wanted
from uis_desktop.core.colleagues import Colleague
from uis_desktop.errors import HistoryUnreadable


def version(sql: Sql) -> str | None:
    """Of the list that is kept."""
    ((kept,),) = sql.run("SELECT colleagues_version FROM standing")
    return None if kept is None else msgspec.convert(kept, str)


def keep(sql: Sql, colleagues: Sequence[Colleague], version: str) -> None:
    """Keep this list in place of the one before; belongs into one transaction."""
    sql.run("DELETE FROM colleague")
    sql.run_many(
        "INSERT INTO colleague (id, name, extension, words, numbers, body)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            (
                one.id,
                fold(one.name),
                one.extension,
                fold(one.name),
                all_digits(filter(None, (one.extension, one.phone_number))),
                msgspec.json.encode(one),
            )
            for one in colleagues
        ),
    )
    sql.run("UPDATE standing SET colleagues_version = ?", version)


def search(sql: Sql, text: str, limit: int) -> list[Colleague]:
    """Those who fit the typed letters, by name; all for none."""
    hits = journal_search.walked(wanted(text))
    rows = sql.run(
        f"SELECT body FROM colleague WHERE {hits.sql} ORDER BY name, id LIMIT ?",
        *hits.bindings,
        limit,
    )
    return [_colleague(body) for (body,) in rows]


def by_extension(sql: Sql, extension: str) -> Colleague | None:
    """Whose extension that is; of several the one with the first id, so that it is stable."""
    rows = sql.run("SELECT body FROM colleague WHERE extension = ? ORDER BY id LIMIT 1", extension)
    return _colleague(rows[0][0]) if rows else None


def _colleague(body: SqlValue) -> Colleague:
    try:
        return msgspec.json.decode(msgspec.convert(body, bytes), type=Colleague)
    except msgspec.DecodeError as error:
        raise HistoryUnreadable(f"journal: colleague: {error}") from error
