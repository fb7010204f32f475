"""Conditions for what was typed, over the journal's word and digit indexes.

A table of searched things has the columns ``id``, ``words`` and ``numbers`` and two
indexes beside it: ``<name>_words`` (words, prefixes) and ``<name>_digits`` (trigrams).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from uis_desktop.adapters.journal_file import Sql, SqlValue
from uis_desktop.adapters.searching import Wanted

#: The trigram index finds nothing shorter.
_SHORTEST_INDEXED = 3
#: From so many hits on, walking the rows beats sorting the hits.
_MANY = 2000


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of SQL and what is to be bound to it."""

    sql: str
    bindings: tuple[SqlValue, ...] = ()


def indexed(name: str, parts: Sequence[Wanted]) -> Condition:
    """Hits by the indexes: fast when there are few."""
    words, numbers = _split(parts)
    conditions = [_number_indexed(name, part) for part in numbers]
    if words:
        conditions.insert(0, Condition(_in(f"{name}_words"), (_match(words),)))
    return _every(conditions)


def walked(parts: Sequence[Wanted]) -> Condition:
    """The same hits by looking at each row: fast when enough of them are found soon."""
    return _every([_walked(part) for part in parts])


def many(sql: Sql, name: str, parts: Sequence[Wanted]) -> bool:
    """There are so many hits that walking the rows beats sorting the hits."""
    words, numbers = _split(parts)
    if words and not _has_many(sql, f"{name}_words", _match(words)):
        return False
    return all(_number_many(sql, name, part) for part in numbers)


def _split(parts: Sequence[Wanted]) -> tuple[list[Wanted], list[Wanted]]:
    """Those that can only be words, and those that may be a number."""
    return [one for one in parts if not one.numbers], [one for one in parts if one.numbers]


def _number_many(sql: Sql, name: str, part: Wanted) -> bool:
    if any(len(number) < _SHORTEST_INDEXED for number in part.numbers):
        return True
    return any(_has_many(sql, f"{name}_digits", f'"{number}"') for number in part.numbers)


def _has_many(sql: Sql, index: str, match: str) -> bool:
    hits = f"SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT ?)"
    return sql.number(hits, match, _MANY) == _MANY


def _every(conditions: Sequence[Condition]) -> Condition:
    bindings = tuple(value for one in conditions for value in one.bindings)
    return Condition(" AND ".join(one.sql for one in conditions) or "true", bindings)


def _in(index: str) -> str:
    return f"id IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)"


def _number_indexed(name: str, part: Wanted) -> Condition:
    either = [_in(f"{name}_words")]
    bindings = [_match([part])]
    for number in part.numbers:
        short = len(number) < _SHORTEST_INDEXED
        either.append("instr(numbers, ?)" if short else _in(f"{name}_digits"))
        bindings.append(number if short else f'"{number}"')
    return Condition(f"({' OR '.join(either)})", tuple(bindings))


def _match(parts: Sequence[Wanted]) -> str:
    # A word is letters and digits only, so nothing in it can end the quotation.
    return " AND ".join(f'"{word}"*' for part in parts for word in part.words)


def _walked(part: Wanted) -> Condition:
    every = " AND ".join("instr(' ' || words, ?)" for _ in part.words)
    either = [f"({every})", *("instr(numbers, ?)" for _ in part.numbers)]
    words = (f" {word}" for word in part.words)
    return Condition(f"({' OR '.join(either)})", (*words, *part.numbers))
