"""The eight notification templates an administrator pastes into UIS.

Field lists as in Planfix's public instruction for UIS, with the placeholders
unquoted: UIS puts quotes around text by itself (help centre, "Уведомления").
"""

from __future__ import annotations

from dataclasses import dataclass

from uis_desktop.core.events import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """What to paste for one kind of notification, and under which title it is found."""

    kind: Kind
    title: str
    title_en: str
    fields: tuple[str, ...]

    @property
    def text(self) -> str:
        """The template, ready to paste."""
        lines = ",\n".join(f'  "{name}": {{{{{name}}}}}' for name in self.fields)
        return f"{{\n{lines}\n}}"


def _template(kind: Kind, title: str, title_en: str, fields: str) -> Template:
    names = ("notification_name", "notification_mnemonic", *fields.split())
    return Template(kind=kind, title=title, title_en=title_en, fields=names)


TEMPLATES: tuple[Template, ...] = (
    _template(
        Kind.INCOMING,
        "Входящий звонок на виртуальный номер",
        "Inbound call on a virtual phone number",
        "virtual_phone_number notification_time scenario_name contact_phone_number"
        " communication_number contact_id contact_full_name call_session_id",
    ),
    _template(
        Kind.CALL_ENDED,
        "Завершение звонка",
        "Call finished",
        "virtual_phone_number notification_time external_id contact_phone_number"
        " communication_number employee_full_name employee_id call_source direction"
        " call_session_id scenario_name talk_time_duration total_time_duration"
        " wait_time_duration tag_names",
    ),
    _template(
        Kind.RECORDED,
        "Записанный разговор",
        "Call recording completed",
        "virtual_phone_number notification_time scenario_name contact_phone_number"
        " communication_number contact_id contact_full_name call_session_id employee_full_name"
        " employee_id file_link file_duration tag_ids tag_names",
    ),
    _template(
        Kind.WAITING,
        "Ожидание ответа",
        "Waiting for the answer",
        "virtual_phone_number notification_time external_id contact_phone_number contact_id"
        " employee_full_name employee_id call_source call_session_id direction leg_id",
    ),
    _template(
        Kind.OUTGOING,
        "Исходящий звонок",
        "Outbound call",
        "virtual_phone_number notification_time contact_phone_number contact_id"
        " contact_full_name call_session_id employee_full_name employee_id"
        " employee_phone_number",
    ),
    _template(
        Kind.TALK_STARTED,
        "Начало разговора",
        "Talk started",
        "virtual_phone_number notification_time external_id contact_phone_number contact_id"
        " employee_full_name employee_id call_source call_session_id direction leg_ids",
    ),
    _template(
        Kind.TALK_ENDED,
        "Окончание разговора",
        "Talk finished",
        "virtual_phone_number notification_time external_id contact_phone_number"
        " communication_number employee_full_name employee_id call_source call_session_id"
        " direction scenario_name talk_time_duration leg_ids",
    ),
    _template(
        Kind.LOST,
        "Потерянный звонок",
        "Lost call",
        "virtual_phone_number notification_time scenario_name wait_time_duration employee_ids"
        " contact_phone_number communication_number contact_id contact_full_name"
        " call_session_id",
    ),
)
