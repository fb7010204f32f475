"""The company's tags in the journal's tables, and what the person wants of them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from uis_desktop.adapters.journal_file import Sql, SqlValue
from uis_desktop.core.tags import Tag, TagWish, WishState
from uis_desktop.errors import HistoryUnreadable

_WISH = (
    "json_object('number', number, 'call', call, 'tag', tag, 'name', name,"
    " 'wanted', wanted, 'state', state, 'reason', reason)"
)
#: The wishes for the row of ``call`` that is read, as :func:`wishes_in` takes them.
WISHES_OF_CALL = f"(SELECT json_group_array({_WISH}) FROM tag_wish WHERE tag_wish.call = call.key)"
_KEEP = """
INSERT OR REPLACE INTO tag_wish (call, tag, name, wanted, state, reason)
SELECT key, ?, ?, ?, 'waiting', '' FROM call WHERE key = ?
"""


class _Wish(msgspec.Struct, frozen=True):
    number: int
    call: str
    tag: str
    name: str
    wanted: int
    state: WishState
    reason: str

    @property
    def whole(self) -> TagWish:
        return TagWish(
            number=self.number,
            call=self.call,
            tag=Tag(id=self.tag, name=self.name),
            wanted=bool(self.wanted),
            state=self.state,
            reason=self.reason,
        )


def version(sql: Sql) -> str | None:
    """Of the list that is kept."""
    ((kept,),) = sql.run("SELECT tags_version FROM standing")
    return None if kept is None else msgspec.convert(kept, str)


def keep(sql: Sql, tags: Sequence[Tag], version: str) -> None:
    """Keep this list in place of the one before; belongs into one transaction."""
    sql.run("DELETE FROM tag")
    sql.run_many(
        "INSERT INTO tag (place, id, name) VALUES (?, ?, ?)",
        ((place, tag.id, tag.name) for place, tag in enumerate(tags)),
    )
    sql.run("UPDATE standing SET tags_version = ?", version)


def every(sql: Sql) -> list[Tag]:
    """All of them."""
    rows = sql.run("SELECT id, name FROM tag ORDER BY place")
    return [
        Tag(id=msgspec.convert(id_, str), name=msgspec.convert(name, str)) for id_, name in rows
    ]


def wish(sql: Sql, call: str, tag: Tag, *, wanted: bool) -> None:
    """Keep a wish in place of an older one for the same tag and call."""
    sql.run(_KEEP, tag.id, tag.name, int(wanted), call)


def waiting(sql: Sql) -> list[TagWish]:
    """The wishes UIS does not have yet, the oldest first."""
    ((found,),) = sql.run(f"SELECT json_group_array({_WISH}) FROM tag_wish WHERE state = 'waiting'")
    return list(wishes_in(found))


def settle(sql: Sql, number: int, state: WishState, reason: str) -> None:
    """What became of a wish; a newer one for the tag has another number."""
    sql.run(
        "UPDATE tag_wish SET state = ?, reason = ? WHERE number = ?", state.value, reason, number
    )


def erase(sql: Sql, keys: Sequence[tuple[str]]) -> None:
    """These calls are taken out of the history."""
    sql.run_many("DELETE FROM tag_wish WHERE call = ?", keys)


def wishes_in(found: SqlValue) -> tuple[TagWish, ...]:
    """What :data:`WISHES_OF_CALL` has read, the oldest first."""
    try:
        wishes = msgspec.json.decode(msgspec.convert(found, str), type=list[_Wish])
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise HistoryUnreadable(f"journal: tag: {error}") from error
    return tuple(one.whole for one in sorted(wishes, key=lambda one: one.number))
