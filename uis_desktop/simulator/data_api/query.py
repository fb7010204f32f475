"""The query language every ``get.*`` method understands ("Data API", "Общие правила")."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from uis_desktop.simulator.data_api.fields import Field, Row, by_name
from uis_desktop.simulator.data_api.filters import read_filter
from uis_desktop.simulator.parameters import JsonType, Parameter, check
from uis_desktop.simulator.refusals import Refusal
from uis_desktop.simulator.rpc import Method, Page, Params

Source = TypeVar("Source")

#: The parameters of the query language.
QUERY = (
    Parameter(name="limit", type=JsonType.NUMBER, least=1, most=10_000),
    Parameter(name="offset", type=JsonType.NUMBER, least=0, most=100_000),
    Parameter(name="fields", type=JsonType.ARRAY),
    Parameter(name="sort", type=JsonType.ARRAY),
    Parameter(name="filter", type=JsonType.OBJECT, parts=None),
)
_LIMIT = 1000
_SORT = (
    Parameter(name="field", type=JsonType.STRING, required=True),
    Parameter(name="order", type=JsonType.STRING, one_of=("asc", "desc")),
)


class Listing(Generic[Source]):
    """What one method lists: a table of fields, and how a row is made of its source."""

    def __init__(self, table: Sequence[Field], row: Callable[[Source], Row]) -> None:
        self._table = by_name(table)
        self._row = row
        self._default = [field.name for field in table if not field.on_request]

    def page(self, sources: Sequence[Source], params: Params) -> Page:
        """The part asked for, out of everything that passes the filter.

        Raises:
            Refusal: the query is not one.
        """
        chosen = self._fields(params)
        offset, limit = _number(params, "offset", 0), _number(params, "limit", _LIMIT)
        if "filter" not in params and "sort" not in params:
            # Rows are made for this page only: an address book may be large.
            rows = [self._row(source) for source in sources[offset : offset + limit]]
            return Page([_only(row, chosen) for row in rows], len(sources))
        rows = self._sorted(self._filtered(map(self._row, sources), params), params)
        page = rows[offset : offset + limit]
        return Page([_only(row, chosen) for row in page], len(rows))

    def _fields(self, params: Params) -> Sequence[str]:
        wanted = params.get("fields")
        if not isinstance(wanted, list):
            return self._default
        for name in wanted:
            if not isinstance(name, str) or name not in self._table:
                raise Refusal("invalid_parameter_value", "fields", name)
        return wanted

    def _filtered(self, rows: map[Row], params: Params) -> list[Row]:
        if "filter" not in params:
            return list(rows)
        return list(filter(read_filter(params["filter"], self._table), rows))

    def _sorted(self, rows: list[Row], params: Params) -> list[Row]:
        wanted = params.get("sort", [])
        if not isinstance(wanted, list):
            raise TypeError("parameters are checked before a method is carried out")
        # The last key first: Python's sort keeps the order of equal ones.
        for name, descending in reversed([self._sort_key(one) for one in wanted]):
            rows.sort(key=_by(name), reverse=descending)
        return rows

    def _sort_key(self, given: object) -> tuple[str, bool]:
        if not isinstance(given, dict):
            raise Refusal("data_type_error", "sort", given)
        check(given, _SORT, "sort.")
        field = self._table.get(given["field"])
        if field is None:
            raise Refusal("invalid_parameter_value", "sort.field", given["field"])
        if not field.sort.sortable:
            raise Refusal("sort_prohibited", "sort.field", given["field"])
        return field.name, given.get("order") == "desc"


def lists(listing: Listing[Source], sources: Callable[[Params], Sequence[Source]]) -> Method:
    """The method that lists them."""
    return Method("data_api", QUERY, lambda params: listing.page(sources(params), params))


def _by(name: str) -> Callable[[Row], Any]:
    """Nulls count as the greatest, as PostgreSQL has it."""

    def rank(row: Row) -> tuple[bool, object]:
        return row[name] is None, 0 if row[name] is None else row[name]

    return rank


def _only(row: Row, names: Sequence[str]) -> Mapping[str, object]:
    return {name: row[name] for name in names}


def _number(params: Params, name: str, default: int) -> int:
    value = params.get(name, default)
    if not isinstance(value, int):
        raise TypeError("parameters are checked before a method is carried out")
    return value
