"""JSON as the standard has it, and nothing lost: not even a repeated key."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping

#: Objects and arrays inside each other; UIS's own templates need three.
DEEPEST = 32

_MARKS = re.compile(r'["\\\[\]{}]')
_LONGEST_INTEGER = 18


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
        return json.loads(
            text,
            strict=False,
            object_pairs_hook=object_of,
            parse_int=integer,
            parse_float=decimal,
            parse_constant=str,
        )
    except (ValueError, RecursionError) as error:
        raise NotJson(str(error)) from error


def depth_of(text: str) -> int:
    """How deep objects and arrays are nested, brackets in strings not counted."""
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
    return deepest


def object_of(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    """A dict of ``pairs``; the first value of a repeated key that is not null wins.

    The others stay under ``key#2``, ``key#3``, so that none is lost.
    """
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


def decimal(text: str) -> float | str:
    """A finite number, or its text."""
    number = float(text)
    return number if math.isfinite(number) else text
