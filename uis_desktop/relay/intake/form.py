"""Form and query text: ``a=1&b=2``, also with JSON as its only name."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from uis_desktop.relay.intake.known_names import KNOWN_NAMES
from uis_desktop.relay.intake.strict_json import object_of

_NAME = re.compile(r"[\w.\-]{1,128}(?:\[[\w.\-]{0,64}\])?\Z")
_GLUED = re.compile(
    r"(?<![A-Za-z_?&/])(" + "|".join(sorted(KNOWN_NAMES, key=len, reverse=True)) + r")="
)
_MOST_PAIRS = 2000


def unquoted(text: str) -> str:
    """Percent-encoding and ``+`` taken away; UTF-8, or else cp1251."""
    raw = unquote_to_bytes(text.replace("+", " ").encode("utf-8", "surrogateescape"))
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1251", "replace")


def read_form(text: str) -> tuple[dict[str, object], list[str]] | None:
    """The fields of a form or a query, or None if the text is not one."""
    parts = [part for part in text.strip().split("&") if part]
    if not parts or len(parts) > _MOST_PAIRS:
        return None
    pairs: list[tuple[str, object]] = []
    notes: list[str] = []
    for part in parts:
        name, equals, value = part.partition("=")
        name = unquoted(name).strip().strip('"')
        if not _NAME.match(name) or not (equals or pairs):
            return None
        pairs.extend(_unglued(name, unquoted(value), notes))
    return object_of(_lists_joined(pairs)), notes


def _unglued(name: str, value: str, notes: list[str]) -> list[tuple[str, object]]:
    """A field whose template forgot the ``&`` before the next one."""
    if value.lstrip('"[ ').startswith("http"):
        return [(name, value)]
    pieces = _GLUED.split(value)
    if len(pieces) > 1:
        notes.append(f"{name}: a forgotten & glued the next field to it")
    glued = zip(pieces[1::2], pieces[2::2], strict=True)
    return [(name, pieces[0]), *glued]


def _lists_joined(pairs: list[tuple[str, object]]) -> list[tuple[str, object]]:
    """``legs[]=1&legs[]=2`` as one list."""
    lists: dict[str, list[object]] = {}
    joined: list[tuple[str, object]] = []
    for name, value in pairs:
        if not name.endswith("[]"):
            joined.append((name, value))
        elif name in lists:
            lists[name].append(value)
        else:
            lists[name] = [value]
            joined.append((name[:-2], lists[name]))
    return joined
