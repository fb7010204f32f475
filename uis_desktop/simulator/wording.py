"""How UIS writes the values of a notification; it has been seen to do so in several ways."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from uis_desktop.simulator.scenario import Quirks

Values = Mapping[str, object]

_TIMES = ("notification_time", "start_time")
_TO_THE_SECOND = len("2024-05-17 10:15:30")
_PHONES = (
    "virtual_phone_number",
    "contact_phone_number",
    "calling_phone_number",
    "called_phone_number",
)


def worded(values: Values, quirks: Quirks) -> Values:
    """The same values, in the ways the quirks name."""
    changed = dict(values)
    for name in _TIMES:
        if name in changed and quirks.notification_times == "seconds":
            changed[name] = str(changed[name])[:_TO_THE_SECOND]
    for name in _PHONES:
        if changed.get(name) and quirks.notification_phones == "plus":
            changed[name] = f"+{changed[name]}"
    if quirks.notification_numbers == "strings":
        # Not isinstance: in Python True is an int.
        changed = {k: str(v) if type(v) is int else v for k, v in changed.items()}
    return changed


def literal(value: object, quirks: Quirks) -> str:
    """A value as JSON; an empty one is ``null``."""
    if value is None or value == "" or value == []:
        return "null"
    text = msgspec.json.encode(value).decode()
    if quirks.notification_slashes == "escaped":
        text = text.replace("/", r"\/")
    if quirks.notification_letters == "escaped":
        text = "".join(sign if sign.isascii() else _escaped(sign) for sign in text)
    return text


def _escaped(sign: str) -> str:
    units = sign.encode("utf-16-be")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
