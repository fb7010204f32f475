"""What the administrator might map, read off the notifications that came."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from uis_desktop.core.events import CallEvent, CallIncoming, Kind
from uis_desktop.relay.intake.kinds import by_fields, kind_of_signs
from uis_desktop.relay.intake.signs import Sign, signs_of


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sign nobody knows, and what notifications with it probably are.

    Attributes:
        sign: what to map (a key of ``AccountSettings.kinds``).
        sort: where it stands in the notification.
        kind: the kind its fields speak of; None if they speak of none of the eight.
        count: so many of the notifications have it.
    """

    sign: str
    sort: Literal["mnemonic", "event", "name"]
    kind: Kind | None
    count: int


def suggest_kinds(events: Iterable[CallEvent], kinds: Mapping[str, str]) -> list[Suggestion]:
    """The signs that told nothing, the most frequent first.

    ``events`` are stored ones, in any order; ``kinds`` is the mapping there is.  A
    notification that mnemonic, mapping or title told suggests nothing.
    """
    seen: dict[Sign, Counter[Kind]] = {}
    for event in events:
        values = _values_of(event)
        sign = _unknown_sign(values, kinds)
        if sign is not None:
            seen.setdefault(sign, Counter())[by_fields(values, ())] += 1
    found = [_suggestion(sign, counts) for sign, counts in seen.items()]
    return sorted(found, key=lambda suggestion: (-suggestion.count, suggestion.sign))


def _suggestion(sign: Sign, counts: Counter[Kind]) -> Suggestion:
    kind = counts.most_common(1)[0][0]
    return Suggestion(sign.text, sign.sort, None if kind is Kind.OTHER else kind, counts.total())


def _unknown_sign(values: Mapping[str, object], kinds: Mapping[str, str]) -> Sign | None:
    """The surest sign of a notification whose signs told nothing."""
    signs = signs_of(values)
    return signs[0] if signs and kind_of_signs(signs, kinds) is None else None


def _values_of(event: CallEvent) -> dict[str, object]:
    """The values as the notification named them; what it did not tell is left out."""
    values = dict(event.extra)
    for field in dataclasses.fields(event):
        value = getattr(event, field.name)
        if field.name not in {"extra", "at"} and value not in (None, (), ""):
            values[field.name] = value
    if isinstance(event, CallIncoming):
        del values["direction"]  # implied, not told
    if "file_links" in values:
        values["file_link"] = values.pop("file_links")
    return values
