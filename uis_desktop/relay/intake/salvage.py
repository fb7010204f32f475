"""The last rung: single fields out of a text nobody can parse."""

from __future__ import annotations

import re

from uis_desktop.relay.intake.known_names import KNOWN_NAMES
from uis_desktop.relay.intake.strict_json import object_of

# Every quantifier is bounded and a match is never given back: linear on any text.
_FIELD = re.compile(
    r"(?<!\w)(" + "|".join(sorted(KNOWN_NAMES, key=len, reverse=True)) + r")"
    r"[\\\"']{0,4}\s{0,16}[:=]\s{0,16}"
    r"(?:[\\\"']{1,4}([^\"\\\r\n]{0,2048})|(\[[^\[\]\r\n]{0,2048}\])|([^\s,\"}\]&]{1,256}))"
)
#: Without one of these the text tells nothing about a call.
_TELLING = frozenset({"call_session_id", "notification_name", "notification_mnemonic"})


def salvage(text: str) -> dict[str, object] | None:
    """The known fields one can make out in ``text``, or None if they tell nothing."""
    found = object_of(
        [
            (match.group(1), match.group(2) or match.group(3) or match.group(4))
            for match in _FIELD.finditer(text)
        ]
    )
    return found if found.keys() & _TELLING else None
