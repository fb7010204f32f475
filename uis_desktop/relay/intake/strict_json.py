"""JSON as the standard has it, and nothing lost: not even a repeated key."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

#: Objects and arrays inside each other; UIS's own templates need three.
DEEPEST = 32

_MARKS = re.compile(r'["\\\[\]{}]')
_NESTED = (dict, list)
_LONGEST_INTEGER = 18
_HUGE = 10**_LONGEST_INTEGER
#: Some templates write a field, or a whole payload, as objects of these two.
_PAIR = frozenset({"key", "value"})


class NotJson(ValueError):
    """The text is not JSON, or is nested deeper than :data:`DEEPEST`."""


def read_strict(text: str) -> object:
    """The value ``text`` stands for; a repeated key is kept as ``key#2``.

    Integers longer than 18 digits, and numbers no float can hold, stay text.

    Raises:
        NotJson: the text is not JSON or too deep.
    """
    if depth_of(text) > DEEPEST:
        raise NotJson(f"nested deeper than {DEEPEST}")
    try:
        return _decoder.decode(text)
    except (ValueError, RecursionError) as error:
        raise NotJson(str(error)) from error


def read_clean(raw: bytes) -> dict[str, object] | None:
    """The object in ``raw`` if it is the plain JSON a good template gives, else None.

    Several times faster than :func:`read_strict`, and the same where it answers,
    but for huge integers, which stay integers.
    """
    brackets = raw.count(b"{") + raw.count(b"[")
    if raw[:1] != b"{" or brackets > DEEPEST:
        return None
    try:
        found = msgspec.json.decode(raw)
    except (ValueError, RecursionError):
        return None
    # Without spaces every member shows as `":`; if there are more of them than
    # names, a name came twice, or a text looks like a member.
    members = len(found) if brackets == 1 else _members(found)
    return found if raw.translate(None, b" \t\r\n").count(b'":') == members else None


def _members(value: dict[str, object] | list[object]) -> int:
    """How many names the objects in ``value`` have."""
    members = len(value) if isinstance(value, dict) else 0
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, _NESTED):
            members += _members(inner)
    return members


def depth_of(text: str) -> int:
    """How deep objects and arrays are nested, brackets in strings not counted.

    What is deeper than :data:`DEEPEST` is not counted to its end.
    """
    if text.count("{") + text.count("[") <= DEEPEST:
        return 0
    depth = deepest = 0
    inside = False
    skip = -1
    for mark in _MARKS.finditer(text):
        char = mark.group()
        if mark.start() == skip:
            continue
        if char == "\\":
            skip = mark.end()
        elif char == '"':
            inside = not inside
        elif not inside:
            depth += 1 if char in "[{" else -1
            deepest = max(deepest, depth)
            if deepest > DEEPEST:
                break
    return deepest


def object_of(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    """A dict of ``pairs``; the first value of a repeated key that is not null wins.

    The others stay under ``key#2``, ``key#3``, so that none is lost.
    """
    found = dict(pairs)
    return found if len(found) == len(pairs) else _object_of_repeated(pairs)


def _object_of_repeated(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    repeated: list[tuple[str, object]] = []
    for key, value in pairs:
        if found.get(key) is None:
            found[key] = value
        elif value is not None and value != found[key]:
            repeated.append((key, value))
    numbers: dict[str, int] = {}
    for key, value in repeated:
        numbers[key] = number = _free_number(found, key, numbers.get(key, 1) + 1)
        found[f"{key}#{number}"] = value
    return found


def object_of_pairs(value: list[object]) -> dict[str, object] | None:
    """``[{"key": …, "value": …}, …]`` as the object it stands for, or None."""
    pairs: list[tuple[str, object]] = []
    for item in value:
        if not isinstance(item, dict) or item.keys() != _PAIR or not isinstance(item["key"], str):
            return None
        pairs.append((item["key"], item["value"]))
    return object_of(pairs) if pairs else None


def free_name(taken: Mapping[str, object], name: str) -> str:
    """``name``, or ``name#2`` or the next number nobody has."""
    return name if name not in taken else f"{name}#{_free_number(taken, name, 2)}"


def _free_number(taken: Mapping[str, object], name: str, number: int) -> int:
    while f"{name}#{number}" in taken:
        number += 1
    return number


def integer(text: str) -> int | str:
    """A number that fits everywhere, or its text."""
    return int(text) if len(text) <= _LONGEST_INTEGER else text


def fitting(number: int) -> int | str:
    """As :func:`integer`, for a number somebody has read already."""
    return number if -_HUGE // 10 < number < _HUGE else str(number)


def decimal(text: str) -> float | str:
    """A finite number, or its text."""
    number = float(text)
    return number if math.isfinite(number) else text


_decoder = json.JSONDecoder(
    strict=False,
    object_pairs_hook=object_of,
    parse_int=integer,
    parse_float=decimal,
    parse_constant=str,
)
