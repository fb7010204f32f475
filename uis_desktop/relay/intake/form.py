"""Form and query text: ``a=1&b=2``, with what badly made templates do to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from uis_desktop.relay.intake.known_names import KNOWN_NAMES
from uis_desktop.relay.intake.repairs import Repair, Repairs
from uis_desktop.relay.intake.strict_json import object_of

_NAME = re.compile(r"[\w№#][\w№# .:/()\-]{0,127}(?:\[[\w.\-]{0,64}\])?\Z")
_INNER = re.compile(r"(.+)\[([^\[\]]+)\]\Z")
_GLUED = re.compile(
    r"(?:[;,\s]{1,8}|(?<![A-Za-z_?&/]))("
    + "|".join(sorted(KNOWN_NAMES, key=len, reverse=True))
    + r")="
)
_TEXT = re.compile(r'\s*+"(?:[^"\\]|\\.)*+"\s*+', re.DOTALL)
#: Also as a web page's source writes it, and lines without any.
_SEPARATOR = re.compile(r"&amp;|&|[\r\n]+(?=[A-Za-z_]\w{0,63}=)")
_OTHER_SEPARATOR = re.compile(r"(?:;\s{0,8}|[\r\n]+)(?=[A-Za-z_]\w{0,63}=)")
#: A literal as UIS puts it in, and right behind it the next name.
_LITERAL_AND_NAME = re.compile(
    r"\s{0,8}(\"(?:[^\"\\]|\\.)*+\"|\[[^\[\]]*+\]|\{\{[^{}]{0,128}\}\}|-?\d{1,40}|null|true|false)"
    r"\s{0,8}[;,?]?\s{0,8}([A-Za-z_]\w{1,63})="
)
#: What UIS's literals begin and end with; an ``&`` between them separates nothing.
_CLOSING = {'"': '"', "[": "]"}
_MOST_PAIRS = 2000
#: An ``&`` in a name or a link tears a value into at most so many pieces.
_MOST_PIECES = 16


def unquoted(text: str) -> str:
    """Percent-encoding and ``+`` taken away; UTF-8, or else cp1251."""
    raw = unquote_to_bytes(text.replace("+", " ").encode("utf-8", "surrogateescape"))
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1251", "replace")


def read_form(text: str, repairs: Repairs) -> dict[str, object] | None:
    """The fields of a form or a query, or None if the text is not one."""
    separator = _SEPARATOR if "&" in text else _OTHER_SEPARATOR
    parts = [part for part in separator.split(text.strip().removeprefix("?")) if part]
    if not parts or len(parts) > _MOST_PAIRS:
        return None
    pairs: list[tuple[str, object]] = []
    for part in _mended(parts):
        name, equals, value = part.partition("=")
        name = unquoted(name).strip().strip('"')
        if not _NAME.match(name) or not (equals or pairs):
            return None
        pairs.extend(_unglued(name, unquoted(value), repairs))
    return object_of(_gathered(pairs))


def _mended(parts: list[str]) -> Iterator[str]:
    """Parts with a value put together again that has an ``&`` of its own."""
    at = 0
    while at < len(parts):
        pieces = _pieces(parts, at)
        yield "%26".join(parts[at : at + pieces])
        at += pieces


def _pieces(parts: list[str], at: int) -> int:
    """How many parts the literal that begins in this one takes; one if it never ends."""
    value = unquoted(parts[at].partition("=")[2]).strip()
    closing = _CLOSING.get(value[:1])
    if closing is None or (value.endswith(closing) and value != closing):
        return 1
    for last in range(at + 1, min(at + _MOST_PIECES, len(parts))):
        if unquoted(parts[last]).rstrip().endswith(closing):
            return 1 if _begins_a_literal(parts[last]) else last - at + 1
    return 1


def _begins_a_literal(part: str) -> bool:
    """It is a field of its own: ``name="value"``."""
    name, equals, value = part.partition("=")
    return bool(equals) and unquoted(value).lstrip()[:1] in _CLOSING and name in KNOWN_NAMES


def _unglued(name: str, value: str, repairs: Repairs) -> list[tuple[str, object]]:
    """A field whose template forgot the ``&`` before the next one."""
    if value.lstrip('"[ ').startswith("http") or _TEXT.fullmatch(value):
        return [(name, value)]
    pieces = _GLUED.split(value)
    found = list(_behind_literals(name, pieces[0]))
    for known, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        found += _behind_literals(known, piece)
    if len(found) > 1:
        repairs.note(Repair.GLUED_FIELDS, name)
    return found


def _behind_literals(name: str, value: str) -> Iterator[tuple[str, object]]:
    """``5city=Омск``: behind a literal can only be a name, known or not."""
    at = 0
    while (match := _LITERAL_AND_NAME.match(value, at)) is not None:
        yield name, match[1]
        name, at = match[2], match.end()
    yield name, value[at:]


def _gathered(pairs: list[tuple[str, object]]) -> list[tuple[str, object]]:
    """``legs[]=1&legs[]=2`` as one list, ``call_info[direction]=in`` as an object."""
    lists: dict[str, list[object]] = {}
    inside: dict[str, list[tuple[str, object]]] = {}
    gathered: list[tuple[str, object]] = []
    for name, value in pairs:
        if name.endswith("[]"):
            if name not in lists:
                lists[name] = []
                gathered.append((name[:-2], lists[name]))
            lists[name].append(value)
        elif (inner := _INNER.match(name)) is not None:
            inside.setdefault(inner.group(1), []).append((inner.group(2), value))
        else:
            gathered.append((name, value))
    return gathered + [(name, object_of(fields)) for name, fields in inside.items()]
