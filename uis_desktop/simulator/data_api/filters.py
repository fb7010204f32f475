"""The filters of the query language ("Data API", "Фильтрация").

A filter is ``{field, operator, value}`` or a tree of them,
``{"filters": […], "condition": "and" | "or"}``, up to three trees deep.  Nothing
compares with null but ``is_null`` and ``is_not_null``, as in SQL.

Of ``jsquery`` two forms are understood: ``# = "79001234567"`` (one of a list) and
``#.name = value`` (one object of a list); the documentation shows no others.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from uis_desktop.simulator.data_api.fields import Field, Row
from uis_desktop.simulator.parameters import JsonType, Parameter, check
from uis_desktop.simulator.refusals import Refusal

Test = Callable[[Row], bool]

_DEEPEST = 3
_JSQUERY = re.compile(r"#(?:\.(?P<name>\w+))?\s*=\s*(?P<value>.+)", re.DOTALL)
_TREE = (
    Parameter(name="filters", type=JsonType.ARRAY, required=True),
    Parameter(name="condition", type=JsonType.STRING, required=True, one_of=("and", "or")),
)
_LEAF_NAMES = frozenset({"field", "operator", "value"})
_NULLS = frozenset({"is_null", "is_not_null"})
_SEVERAL = frozenset({"in", "not_in", "overlap", "not_overlap"})

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def read_filter(given: object, table: Mapping[str, Field]) -> Test:
    """Whether a row passes.

    Raises:
        Refusal: the filter is not one, or the field may not be asked like that.
    """
    return _read(given, table, "filter", 1)


def _read(given: object, table: Mapping[str, Field], where: str, depth: int) -> Test:
    if not isinstance(given, dict):
        raise Refusal("data_type_error", where, given)
    if "filters" not in given and "condition" not in given:
        return _leaf(given, table, where)
    check(given, _TREE, f"{where}.")
    if depth > _DEEPEST or not given["filters"]:
        raise Refusal("invalid_parameter_value", f"{where}.filters", given["filters"])
    tests = [_read(part, table, f"{where}.filters", depth + 1) for part in given["filters"]]
    both = all if given["condition"] == "and" else any
    return lambda row: both(test(row) for test in tests)


def _leaf(given: Mapping[str, object], table: Mapping[str, Field], where: str) -> Test:
    for name in given:
        if name not in _LEAF_NAMES:
            raise Refusal("unexpected_parameters", f"{where}.{name}", given[name])
    field, asked = _field(given, table, where), _operator(given, where)
    if asked not in field.sort.value:
        raise Refusal("invalid_parameter_value", f"{where}.operator", asked)
    if asked in _NULLS:
        return lambda row: (row[field.name] is None) == (asked == "is_null")
    if "value" not in given:
        raise Refusal("required_parameter_missed", f"{where}.value")
    test = _value_test(asked, given["value"], field, f"{where}.value")
    return lambda row: row[field.name] is not None and test(row[field.name])


def _field(given: Mapping[str, object], table: Mapping[str, Field], where: str) -> Field:
    name = given.get("field")
    if name is None:
        raise Refusal("required_parameter_missed", f"{where}.field")
    if not isinstance(name, str):
        raise Refusal("data_type_error", f"{where}.field", name)
    if name not in table:
        raise Refusal("invalid_parameter_value", f"{where}.field", name)
    if not table[name].filterable:
        raise Refusal("filter_prohibited", f"{where}.field", name)
    return table[name]


def _operator(given: Mapping[str, object], where: str) -> str:
    asked = given.get("operator")
    if asked is None:
        raise Refusal("required_parameter_missed", f"{where}.operator")
    if not isinstance(asked, str):
        raise Refusal("data_type_error", f"{where}.operator", asked)
    return asked


def _value_test(asked: str, value: object, field: Field, where: str) -> Callable[[object], bool]:
    if asked == "jsquery":
        return _jsquery(value, where)
    if asked in _SEVERAL:
        return _several(asked, value, field, where)
    if not field.sort.holds(value):
        raise Refusal("data_type_error", where, value)
    if asked in _COMPARE:
        compare = _COMPARE[asked]
        return lambda found: compare(found, value)
    pattern = _pattern(asked, str(value), where)
    wanted = not asked.startswith("not_")
    return lambda found: (pattern.search(str(found)) is not None) == wanted


def _several(asked: str, value: object, field: Field, where: str) -> Callable[[object], bool]:
    if not isinstance(value, list) or not all(field.sort.holds(one) for one in value):
        raise Refusal("data_type_error", where, value)
    if asked in ("in", "not_in"):
        return lambda found: (found in value) == (asked == "in")
    return lambda found: (
        (isinstance(found, list | tuple) and any(one in value for one in found))
        == (asked == "overlap")
    )


def _pattern(asked: str, value: str, where: str) -> re.Pattern[str]:
    """``%`` is any text, ``_`` any character."""
    if asked == "regexp":
        try:
            return re.compile(value)
        except re.error as error:
            raise Refusal("invalid_parameter_value", where, value) from error
    text = "".join({"%": ".*", "_": "."}.get(sign, re.escape(sign)) for sign in value)
    return re.compile(rf"\A{text}\Z", re.DOTALL | (re.IGNORECASE if "ilike" in asked else 0))


def _jsquery(value: object, where: str) -> Callable[[object], bool]:
    if not isinstance(value, str):
        raise Refusal("data_type_error", where, value)
    query = _JSQUERY.fullmatch(value.strip())
    try:
        wanted = msgspec.json.decode(query["value"]) if query else None
    except msgspec.DecodeError as error:
        raise Refusal("invalid_parameter_value", where, value) from error
    if query is None:
        raise Refusal("invalid_parameter_value", where, value)
    name = query["name"]

    def found_in(found: object) -> bool:
        ones = found if isinstance(found, list | tuple) else [found]
        return any(
            one == wanted if name is None else isinstance(one, dict) and one.get(name) == wanted
            for one in ones
        )

    return found_in
