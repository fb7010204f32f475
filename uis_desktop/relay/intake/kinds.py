"""Which of the eight a notification is: mnemonic, mapping, title, fields, in that order.

Only four mnemonics are published, titles are the user's own text, and fields
come and go with his template; so each is asked in turn, the surest first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from uis_desktop.core.events import Kind
from uis_desktop.relay.intake.signs import Sign, signs_of
from uis_desktop.relay.intake.titles import by_title

_MNEMONICS: Mapping[str, Kind] = {
    "in_call_session": Kind.INCOMING,
    "out_call_session": Kind.OUTGOING,
    "call_session_finished": Kind.CALL_ENDED,
    "lost_call_session": Kind.LOST,
    "set_mark": Kind.OTHER,
    "unanswered_chats": Kind.OTHER,
}

_KINDS = frozenset(kind.value for kind in Kind)

_DURATIONS = frozenset({"talk_time_duration", "total_time_duration", "wait_time_duration"})
_NUMBERS = frozenset({"contact_phone_number", "virtual_phone_number"})
_LEGS = frozenset({"leg_id", "leg_ids"})


@dataclass(frozen=True, slots=True)
class Told:
    """The kind of a notification.

    Attributes:
        guessed: neither mnemonic, mapping nor title told it, only the fields.
    """

    kind: Kind
    guessed: bool = False


def kind_of_fields(
    values: Mapping[str, object], unfilled: Collection[str], mapping: Mapping[str, str]
) -> Told:
    """The kind of notification; ``OTHER`` for what is none of the eight.

    ``unfilled`` names are there in the template only and tell nothing; ``mapping``
    is the administrator's, from a folded sign to the word for a kind.
    """
    told = kind_of_signs(signs_of(values), mapping)
    if told is not None:
        return Told(told)
    kind = by_fields(values, unfilled)
    return Told(kind, guessed=kind is not Kind.OTHER)


def kind_of_signs(signs: Sequence[Sign], mapping: Mapping[str, str]) -> Kind | None:
    """The kind that mnemonic, mapping or title tell; None if they tell nothing."""
    for sign in signs:
        if sign.sort != "name" and sign.text in _MNEMONICS:
            return _MNEMONICS[sign.text]
    for sign in signs if mapping else ():
        if mapping.get(sign.text) in _KINDS:
            return Kind(mapping[sign.text])
    for sign in reversed(signs):
        titled = by_title(sign.text)
        if titled is not None:
            return titled
    return None


def by_fields(values: Mapping[str, object], unfilled: Collection[str]) -> Kind:
    """The kind by the fields of UIS's own eight templates."""
    told = {name for name, value in values.items() if value is not None}
    named = values.keys() - unfilled if unfilled else set(values)
    return _by_fields(told, named) or _by_fields(named, named) or _incoming(told, named)


def _by_fields(names: Collection[str], template: Collection[str]) -> Kind | None:
    """The field that only one kind's template has (UIS's own eight templates)."""
    names = set(names)
    if names & {"file_link", "call_record_duration"}:
        return Kind.RECORDED
    if "total_time_duration" in names:
        return Kind.CALL_ENDED
    if "leg_ids" in names:
        return Kind.TALK_ENDED if _tells_talk_time(names, set(template)) else Kind.TALK_STARTED
    return _by_ring(names, set(template))


def _tells_talk_time(names: set[str], template: set[str]) -> bool:
    """The talk is over; a template for all kinds at once names its length always."""
    own_template = not template & {"total_time_duration", "file_link"}
    return "talk_time_duration" in (template if own_template else names)


def _by_ring(names: set[str], template: set[str]) -> Kind | None:
    if names & {"employee_ids", "wait_time_duration"} and not names & _LEGS:
        return Kind.LOST
    if "leg_id" in names:
        return Kind.WAITING
    if "employee_phone_number" in names and not template & (_DURATIONS | _LEGS):
        return Kind.OUTGOING
    return None


def _incoming(told: set[str], named: Collection[str]) -> Kind:
    """No employee and no direction yet, but a call with a number."""
    if any(name.startswith("employee_") for name in named) or "direction" in named:
        return Kind.OTHER
    if "call_session_id" in told and not _NUMBERS.isdisjoint(named):
        return Kind.INCOMING
    return Kind.OTHER
