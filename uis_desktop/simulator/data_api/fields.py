"""The fields of what a ``get.*`` method lists, and which operators each may be asked with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

Row = Mapping[str, object]

_NULLS = frozenset({"is_null", "is_not_null"})
_EQUAL = frozenset({"=", "!=", "in", "not_in"}) | _NULLS
_ORDER = frozenset({"<", ">", "<=", ">="})
_TEXT = frozenset({"like", "ilike", "not_like", "not_ilike", "regexp"})


class Sort(Enum):
    """What a field holds, and the operators that make sense for it."""

    NUMBER = _EQUAL | _ORDER
    STRING = _EQUAL | _TEXT
    MOMENT = _EQUAL | _ORDER | _TEXT
    BOOLEAN = frozenset({"=", "!="}) | _NULLS
    LIST = frozenset({"overlap", "not_overlap", "jsquery"}) | _NULLS
    OBJECTS = frozenset({"jsquery"}) | _NULLS

    @property
    def sortable(self) -> bool:
        """Lists and objects have no order."""
        return self not in (Sort.LIST, Sort.OBJECTS)

    def holds(self, value: object) -> bool:
        """``value`` could be in such a field; of a list, in it."""
        # Not isinstance: in Python True is an int.
        if self is Sort.NUMBER:
            return type(value) in (int, float)
        if self is Sort.BOOLEAN:
            return type(value) is bool
        return self is Sort.LIST or type(value) is str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column of the method's table.

    Attributes:
        on_request: not in the reply unless ``fields`` names it.
    """

    name: str
    sort: Sort
    filterable: bool = True
    on_request: bool = False


def fields(
    sort: Sort, *names: str, filterable: bool = True, on_request: bool = False
) -> list[Field]:
    """Several fields that differ in name only."""
    return [
        Field(name=name, sort=sort, filterable=filterable, on_request=on_request) for name in names
    ]


def by_name(table: Sequence[Field]) -> Mapping[str, Field]:
    """The table to look things up in."""
    return {field.name: field for field in table}
