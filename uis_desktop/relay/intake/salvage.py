"""The last rung: single fields out of a text nobody can parse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from uis_desktop.relay.intake.known_names import KNOWN_NAMES
from uis_desktop.relay.intake.strict_json import object_of

_KNOWN = "|".join(sorted(KNOWN_NAMES, key=len, reverse=True))
_WORD = r"[^\s,;\"'}\]&]{1,256}"
# Every quantifier is bounded and a match is never given back: linear on any text.
_FIELD = re.compile(
    # A name UIS knows, or any name in quotes or at the beginning of a line.
    rf"(?:(?<!\w)(?P<known>{_KNOWN})[\\\"']{{0,4}}\s{{0,16}}[:=]"
    r"|\"(?P<own>[^\W\d]\w{0,63})\\?\"\s{0,16}[:=]"
    r"|(?<![^\r\n])[ \t]{0,16}(?P<line>[^\W\d]\w{0,63})[ \t]{0,8}[:=])\s{0,16}"
    # A text in quotes, an array, a number, or words up to the next sign or name.
    r"(?:[\\\"']{1,4}(?P<text>[^\"\\\r\n]{0,2048})|(?P<array>\[[^\[\]\r\n]{0,2048}\])"
    r"|(?P<number>-?\d{1,40})(?![\w.:-])"
    rf"|(?P<words>(?![{{\[]){_WORD}(?:[ ](?![^\W\d]\w{{0,63}}[\"']?\s?[:=]){_WORD}){{0,16}}))"
)
_VALUES = ("text", "array", "number", "words")
#: Without one of these the text tells nothing about a call.
_TELLING = frozenset({"call_session_id", "notification_name", "notification_mnemonic"})


def salvage(text: str) -> dict[str, object] | None:
    """The fields one can make out in ``text``, or None if they tell nothing."""
    found = object_of(list(_fields(text)))
    return found if found.keys() & _TELLING else None


def _fields(text: str) -> Iterator[tuple[str, object]]:
    for match in _FIELD.finditer(text):
        value = next((match[group] for group in _VALUES if match[group]), None)
        yield match["known"] or match["own"] or match["line"], value
