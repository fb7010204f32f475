"""What a notification says of its own sort: mnemonic, event code, name."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

#: What administrators call a constant of their own that tells the events apart.
EVENT_CODES = ("event", "event_code", "event_type", "event_name", "event_id", "type")
_EVENT_CODES = frozenset(EVENT_CODES)
_LONGEST = 1000


class Sign(NamedTuple):
    """A text the administrator can map to a kind, folded."""

    sort: Literal["mnemonic", "event", "name"]
    text: str


def fold(text: str) -> str:
    """A sign as it is compared: neither case, ``ё`` nor spaces matter."""
    return _folded(text[:_LONGEST])


@functools.lru_cache(maxsize=1024)
def _folded(text: str) -> str:
    """Remembered: an account has few titles, and each comes again and again."""
    return " ".join(text.casefold().replace("ё", "е").split())


def signs_of(values: Mapping[str, object]) -> tuple[Sign, ...]:
    """The signs of a notification, the surest first: mnemonic, event code, name."""
    signs: list[Sign] = []
    mnemonic = values.get("notification_mnemonic")
    if mnemonic is not None:
        signs += [Sign("mnemonic", text) for text in _texts(mnemonic)]
    if not _EVENT_CODES.isdisjoint(values):
        for name in EVENT_CODES:
            signs += [Sign("event", text) for text in _texts(values.get(name))]
    title = values.get("notification_name")
    if title is not None:
        signs += [Sign("name", text) for text in _texts(title)]
    return tuple(signs)


def _texts(value: object) -> Iterator[str]:
    """The words of a sign, also where it is an object ``{"key": …, "value": …}``."""
    match value:
        case bool() | None:
            return
        case str() | int():
            if folded := fold(str(value)):
                yield folded
        case dict():
            for inner in list(value.values())[:4]:
                if isinstance(inner, str | int):
                    yield from _texts(inner)
