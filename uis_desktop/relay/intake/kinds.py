"""Which of the eight a notification is: by mnemonic, by title, by its fields.

Only four mnemonics are published, titles are the user's own text, and fields
come and go with his template; so each is asked in turn, the surest first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from uis_desktop.core.events import Kind

_MNEMONICS: Mapping[str, Kind] = {
    "in_call_session": Kind.INCOMING,
    "out_call_session": Kind.OUTGOING,
    "call_session_finished": Kind.CALL_ENDED,
    "lost_call_session": Kind.LOST,
    "set_mark": Kind.OTHER,
    "unanswered_chats": Kind.OTHER,
}

#: Every stem of a row in the title decides; the first row that fits.
_TITLES: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (Kind.OTHER, ("плеч",)),
    (Kind.OTHER, ("тег",)),
    (Kind.OTHER, ("сообщени",)),
    (Kind.OTHER, ("голосов", "почт")),
    (Kind.OTHER, ("факс",)),
    (Kind.OTHER, ("leg ",)),
    (Kind.OTHER, ("voicemail",)),
    (Kind.OTHER, ("fax",)),
    (Kind.RECORDED, ("записанн",)),
    (Kind.RECORDED, ("запись", "разговор")),
    (Kind.RECORDED, ("record", "call")),
    (Kind.LOST, ("потерян", "звон")),
    (Kind.LOST, ("пропущен", "звон")),
    (Kind.LOST, ("lost", "call")),
    (Kind.LOST, ("missed", "call")),
    (Kind.WAITING, ("ожидани", "ответ")),
    (Kind.WAITING, ("waiting", "answer")),
    (Kind.TALK_STARTED, ("начал", "разговор")),
    (Kind.TALK_STARTED, ("talk", "started")),
    (Kind.TALK_ENDED, ("окончани", "разговор")),
    (Kind.TALK_ENDED, ("завершени", "разговор")),
    (Kind.TALK_ENDED, ("talk", "finished")),
    (Kind.TALK_ENDED, ("talk", "ended")),
    (Kind.CALL_ENDED, ("завершени", "звон")),
    (Kind.CALL_ENDED, ("окончани", "звон")),
    (Kind.CALL_ENDED, ("call", "finished")),
    (Kind.CALL_ENDED, ("call", "ended")),
    (Kind.OUTGOING, ("исходящ", "звон")),
    (Kind.OUTGOING, ("outbound", "call")),
    (Kind.OUTGOING, ("outgoing", "call")),
    (Kind.INCOMING, ("входящ", "звон")),
    (Kind.INCOMING, ("inbound", "call")),
    (Kind.INCOMING, ("incoming", "call")),
)

_DURATIONS = frozenset({"talk_time_duration", "total_time_duration", "wait_time_duration"})
_LEGS = frozenset({"leg_id", "leg_ids"})


def kind_of_fields(values: Mapping[str, object], unfilled: Collection[str]) -> Kind:
    """The kind of notification; ``OTHER`` for what is none of the eight.

    ``unfilled`` names are there in the template only and tell nothing.
    """
    mnemonic = str(values.get("notification_mnemonic") or "").strip().casefold()
    if mnemonic in _MNEMONICS:
        return _MNEMONICS[mnemonic]
    titled = _by_title(str(values.get("notification_name") or ""))
    if titled is not None:
        return titled
    told = {name for name, value in values.items() if value is not None}
    named = values.keys() - set(unfilled)
    return _by_fields(told, named) or _by_fields(named, named) or _incoming(told, named)


def _by_title(title: str) -> Kind | None:
    title = title.casefold().replace("ё", "е")
    for kind, stems in _TITLES:
        if all(stem in title for stem in stems):
            return kind
    return None


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


def _incoming(told: set[str], named: set[str]) -> Kind:
    """No employee and no direction yet, but a call with a number."""
    if any(name.startswith("employee_") for name in named) or "direction" in named:
        return Kind.OTHER
    if "call_session_id" in told and named & {"contact_phone_number", "virtual_phone_number"}:
        return Kind.INCOMING
    return Kind.OTHER
