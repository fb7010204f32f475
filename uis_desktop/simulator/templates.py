"""Notification templates, and how UIS fills them in.

The eight built-in templates are the flat ones Planfix's help article tells
administrators to paste ("Интеграция с UIS"); the nested ones are what the cabinet
fills in by itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import get_args
from urllib.parse import quote

import msgspec

from uis_desktop.simulator.scenario import KindWord, Quirks, Template
from uis_desktop.simulator.wording import Values, literal, worded

_PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")

_AS_DOCUMENTED = Quirks()

_TITLES: Mapping[KindWord, str] = {
    "incoming": "Входящий звонок на виртуальный номер",
    "call_ended": "Завершение звонка",
    "recorded": "Записанный разговор",
    "waiting": "Ожидание ответа",
    "outgoing": "Исходящий звонок",
    "talk_started": "Начало разговора",
    "talk_ended": "Окончание разговора",
    "lost": "Потерянный звонок",
}

_MNEMONICS: Mapping[KindWord, str] = {
    "incoming": "in_call_session",
    "call_ended": "call_session_finished",
    "outgoing": "out_call_session",
    "lost": "lost_call_session",
    # No real payload of these four has ever been published: the values are invented,
    # and a receiver must not depend on them.
    "recorded": "call_session_recorded",
    "waiting": "employee_leg_waiting",
    "talk_started": "talk_session_started",
    "talk_ended": "talk_session_finished",
}

_HEAD = "notification_name notification_mnemonic virtual_phone_number notification_time"

_FIELDS: Mapping[KindWord, str] = {
    "incoming": "scenario_name contact_phone_number communication_number contact_id"
    " contact_full_name call_session_id",
    "call_ended": "external_id contact_phone_number communication_number employee_full_name"
    " employee_id call_source direction call_session_id scenario_name talk_time_duration"
    " total_time_duration wait_time_duration tag_names",
    "recorded": "scenario_name contact_phone_number communication_number contact_id"
    " contact_full_name call_session_id employee_full_name employee_id file_link"
    " file_duration tag_ids tag_names",
    "waiting": "external_id contact_phone_number contact_id employee_full_name employee_id"
    " call_source call_session_id direction leg_id",
    "outgoing": "contact_phone_number contact_id contact_full_name call_session_id"
    " employee_full_name employee_id employee_phone_number",
    "talk_started": "external_id contact_phone_number contact_id employee_full_name employee_id"
    " call_source call_session_id direction leg_ids",
    "talk_ended": "external_id contact_phone_number communication_number employee_full_name"
    " employee_id call_source call_session_id direction scenario_name talk_time_duration leg_ids",
    "lost": "scenario_name wait_time_duration employee_ids contact_phone_number"
    " communication_number contact_id contact_full_name call_session_id",
}

#: The containers of the cabinet's own templates, and what is put into them.
_CONTAINERS: Mapping[str, str] = {
    "contact_info": "contact_phone_number communication_number contact_id contact_full_name",
    "employee_info": "employee_full_name employee_id employee_phone_number",
    "call_info": "call_source direction call_session_id scenario_name talk_time_duration"
    " total_time_duration wait_time_duration tag_names",
    "call_record_file_info": "file_link file_duration",
}

#: Kinds whose nested template has the session's id at the top, not in ``call_info``.
_ID_ON_TOP: Sequence[KindWord] = ("incoming", "lost", "recorded")

KINDS: Sequence[KindWord] = get_args(KindWord)


def template_of(kind: KindWord) -> Template:
    """The flat template of that kind."""
    fields = f"{_HEAD} {_FIELDS[kind]}".split()
    return _template(kind, _object(fields))


def nested_template_of(kind: KindWord) -> Template:
    """The template of that kind as the cabinet fills it in."""
    fields = _FIELDS[kind].split()
    parts = [_member(name) for name in _HEAD.split()]
    for container, names in _CONTAINERS.items():
        on_top = {"call_session_id"} if kind in _ID_ON_TOP else set()
        inside = [name for name in names.split() if name in fields and name not in on_top]
        fields = [name for name in fields if name not in inside]
        if inside:
            parts.append(f'"{container}":{_object(inside)}')
    parts.extend(_member(name) for name in fields)
    body = "{" + ",".join(parts) + "}"
    return _template(kind, body.replace('"file_duration":', '"call_record_duration":'))


def quoted(template: Template) -> Template:
    """The same template with the commonest mistake: quotes around every placeholder."""
    return msgspec.structs.replace(template, body=_PLACEHOLDER.sub(r'"\g<0>"', template.body))


def with_own_names(template: Template) -> Template:
    """The same template as somebody has filled it in who forgot the braces."""
    return msgspec.structs.replace(template, body=_PLACEHOLDER.sub(r'"\g<1>"', template.body))


def as_form(template: Template) -> Template:
    """The same text, called a form: to many servers it is then one long name."""
    return msgspec.structs.replace(template, content_type="application/x-www-form-urlencoded")


def render(template: Template, values: Values, quirks: Quirks = _AS_DOCUMENTED) -> str:
    """The text UIS sends: every known placeholder replaced by a JSON literal.

    An empty value becomes ``null``; a placeholder that is unknown, or not
    available for this event, stays as it is.  In a GET template the values are
    percent-encoded, for they become part of a query.
    """
    known = {
        **worded(values, quirks),
        "notification_name": template.name,
        "notification_mnemonic": template.mnemonic,
    }

    def filled_in(match: re.Match[str]) -> str:
        if match[1] not in known:
            return match[0]
        text = literal(known[match[1]], quirks)
        return quote(text, safe="") if template.method == "GET" else text

    return _PLACEHOLDER.sub(filled_in, template.body)


def _template(kind: KindWord, body: str) -> Template:
    return Template(kind=kind, name=_TITLES[kind], mnemonic=_MNEMONICS[kind], body=body)


def _member(name: str) -> str:
    return f'"{name}":{{{{{name}}}}}'


def _object(names: Sequence[str]) -> str:
    return "{" + ",".join(_member(name) for name in names) + "}"
