"""Additional parameters: what the administrator chose of a call's own keys, and as what."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_LONGEST_LABEL = 60
_LONGEST_VALUE = 300
_MOST_ITEMS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownParameter:
    """A key of ``CallEvent.extra`` that is worth showing, and what people call it.

    Attributes:
        name: the key; ``attributes.color`` is the key ``color`` inside ``attributes``.
    """

    name: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a call tells of a chosen key, in words from outside."""

    label: str
    value: str


def told(extra: Mapping[str, object], chosen: Iterable[ShownParameter]) -> tuple[Parameter, ...]:
    """The chosen parameters that the call tells, in the order they were chosen."""
    words = ((one.label, _words(_value(extra, one.name))) for one in chosen)
    return tuple(
        Parameter(label=label[:_LONGEST_LABEL], value=value) for label, value in words if value
    )


def _value(extra: Mapping[str, object], name: str) -> object:
    if name in extra:
        return extra[name]
    outer, dot, inner = name.partition(".")
    content = extra.get(outer)
    return _value(content, inner) if dot and isinstance(content, Mapping) else None


def _words(value: object) -> str:
    """A JSON value as one writes it; empty for nothing."""
    match value:
        case None:
            words = ""
        case bool():
            words = "+" if value else "−"
        case str():
            words = value
        case float() if value.is_integer():
            words = str(int(value))
        case list() | tuple():
            words = ", ".join(filter(None, map(_words, value[:_MOST_ITEMS])))
        case dict():
            words = json.dumps(value, ensure_ascii=False) if value else ""
        case _:
            words = str(value)
    return words.strip()[:_LONGEST_VALUE]
