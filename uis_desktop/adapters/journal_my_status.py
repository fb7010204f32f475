"""The note on my status in the journal's tables; there is one at most."""

from __future__ import annotations

import msgspec

from uis_desktop.adapters.journal_file import Sql
from uis_desktop.core.my_status import MyStatusNote
from uis_desktop.errors import HistoryUnreadable


def keep(sql: Sql, note: MyStatusNote) -> None:
    """Keep it in place of the one before."""
    sql.run("INSERT OR REPLACE INTO my_status (one, body) VALUES (1, ?)", msgspec.json.encode(note))


def note(sql: Sql) -> MyStatusNote:
    """The note; an empty one if none was kept."""
    rows = sql.run("SELECT body FROM my_status")
    try:
        for (body,) in rows:
            return msgspec.json.decode(msgspec.convert(body, bytes), type=MyStatusNote)
    except msgspec.DecodeError as error:
        raise HistoryUnreadable(f"journal: my status: {error}") from error
    return MyStatusNote()
