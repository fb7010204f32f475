"""The rows of the reports: a session, and each of its legs."""

from __future__ import annotations

from collections.abc import Iterable

from uis_desktop.simulator.archive import Archived
from uis_desktop.simulator.calls import Call, Leg, whole_seconds
from uis_desktop.simulator.data_api.fields import Row, Sort, fields
from uis_desktop.simulator.data_api.reports import LocalTimes
from uis_desktop.simulator.finish_reasons import finish_reason
from uis_desktop.simulator.leg_numbers import from_to, phone_of
from uis_desktop.simulator.people import People
from uis_desktop.simulator.scenario import Employee, Tag

CALLS = [
    *fields(Sort.NUMBER, "id"),
    *fields(Sort.MOMENT, "start_time", "finish_time"),
    *fields(Sort.STRING, "direction", "source"),
    *fields(Sort.BOOLEAN, "is_lost"),
    *fields(Sort.STRING, "finish_reason"),
    *fields(Sort.NUMBER, "communication_id"),
    *fields(Sort.STRING, "communication_type", "contact_phone_number", "virtual_phone_number"),
    *fields(
        Sort.NUMBER,
        "wait_duration",
        "total_wait_duration",
        "talk_duration",
        "clean_talk_duration",
        "total_duration",
    ),
    *fields(Sort.LIST, "call_records", "wav_call_records", filterable=False),
    *fields(Sort.STRING, "full_record_file_link", filterable=False),
    *fields(Sort.NUMBER, "cpn_region_id", "cpn_country_id"),
    *fields(Sort.STRING, "cpn_region_name", "cpn_country_name"),
    *fields(
        Sort.NUMBER,
        "communication_number",
        "postprocess_duration",
        "lost_call_processing_duration",
        "first_answered_employee_id",
        "last_answered_employee_id",
        "first_talked_employee_id",
        "last_talked_employee_id",
        "last_answered_employee_rating",
        "scenario_id",
        "contact_id",
        on_request=True,
    ),
    *fields(
        Sort.STRING,
        "first_answered_employee_full_name",
        "last_answered_employee_full_name",
        "first_talked_employee_full_name",
        "last_talked_employee_full_name",
        "operator_phone_number",
        "scenario_name",
        "call_api_external_id",
        "call_api_request_id",
        "contact_full_name",
        on_request=True,
    ),
    *fields(Sort.BOOLEAN, "is_transfer", on_request=True),
    *fields(Sort.OBJECTS, "employees", "tags", on_request=True),
    *fields(Sort.LIST, "voice_mail_records", filterable=False, on_request=True),
    *fields(Sort.OBJECTS, "scenario_operations", filterable=False, on_request=True),
    *fields(Sort.LIST, "attributes", on_request=True),
]

LEGS = [
    *fields(Sort.NUMBER, "id", "call_session_id"),
    *fields(Sort.MOMENT, "start_time", "connect_time"),
    *fields(Sort.NUMBER, "duration", "total_duration"),
    *fields(Sort.STRING, "finish_reason", "finish_reason_description"),
    *fields(Sort.STRING, "virtual_phone_number", "calling_phone_number", "called_phone_number"),
    *fields(Sort.STRING, "direction"),
    *fields(Sort.BOOLEAN, "is_transfered", "is_operator"),
    *fields(Sort.NUMBER, "employee_id"),
    *fields(Sort.STRING, "employee_full_name", "employee_phone_number"),
    *fields(Sort.NUMBER, "employee_rating", "scenario_id"),
    *fields(Sort.STRING, "scenario_name"),
    *fields(Sort.BOOLEAN, "is_coach", "is_failed", "is_talked"),
    *fields(Sort.NUMBER, "contact_id"),
    *fields(Sort.STRING, "contact_full_name", "contact_phone_number"),
    *fields(Sort.NUMBER, "action_id", "group_id"),
    *fields(Sort.STRING, "action_name", "group_name"),
    *fields(Sort.LIST, "call_records", "wav_call_records", filterable=False),
]


class ReportRows:
    """Makes rows of calls; the contact is named as the address book has him today."""

    def __init__(self, people: People, times: LocalTimes) -> None:
        self._people = people
        self._times = times

    def call(self, archived: Archived) -> Row:
        """A row of ``get.calls_report``."""
        call = archived.call
        contact = self._people.contact(call.origin.contact_phone_number)
        answered = [leg for leg in call.legs if leg.employee and leg.connected_at]
        talked = [leg for leg in answered if leg.talk_started_at]
        attributes = ["first"] if call.origin.communication_number == 1 else []
        return {
            "id": call.id,
            "start_time": self._times.text(call.started_at),
            "finish_time": self._times.text(call.ended_at),
            "direction": call.origin.direction,
            "source": call.origin.call_source,
            "is_lost": call.ended_at is not None and call.lost,
            "finish_reason": finish_reason(call) if call.ended_at else None,
            "communication_id": call.communication_id,
            "communication_type": "call",
            # "Always empty for plain PBX sessions."
            "communication_number": None,
            "contact_phone_number": call.origin.contact_phone_number,
            "virtual_phone_number": call.origin.line.virtual_phone_number,
            **_durations(call),
            "call_records": [record.hash for record in archived.records],
            "wav_call_records": [],
            "full_record_file_link": archived.records[0].link if archived.records else None,
            "voice_mail_records": [],
            "cpn_region_id": None,
            "cpn_region_name": None,
            "cpn_country_id": None,
            "cpn_country_name": None,
            "is_transfer": call.transferred,
            "employees": _employees(call),
            **_ends("answered_employee", answered),
            **_ends("talked_employee", talked),
            "last_answered_employee_rating": None,
            "operator_phone_number": phone_of(talked[-1]) if talked else None,
            "scenario_id": call.origin.line.id if call.origin.scenario_name else None,
            "scenario_name": call.origin.scenario_name,
            "scenario_operations": [],
            "call_api_external_id": call.origin.external_id,
            "call_api_request_id": None,
            "contact_id": contact.id if contact else None,
            "contact_full_name": contact.full_name if contact else None,
            "tags": [_tag(tag) for tag in call.tags],
            "attributes": [*attributes, *(["lost"] if call.ended_at and call.lost else [])],
        }

    def leg(self, source: tuple[Archived, Leg]) -> Row:
        """A row of ``get.call_legs_report``."""
        archived, leg = source
        call, origin, employee = archived.call, archived.call.origin, leg.employee
        contact = self._people.contact(origin.contact_phone_number)
        ended_at = leg.ended_at or call.clock.now()
        calling, called = from_to(call, leg)
        return {
            "id": leg.id,
            "call_session_id": call.id,
            "start_time": self._times.text(leg.started_at),
            "connect_time": self._times.text(leg.connected_at),
            "duration": whole_seconds(leg.connected_at, ended_at) if leg.connected_at else 0,
            "total_duration": whole_seconds(leg.started_at, ended_at),
            "finish_reason": leg.finish_reason,
            "finish_reason_description": None,
            "virtual_phone_number": origin.line.virtual_phone_number,
            "calling_phone_number": calling,
            "called_phone_number": called,
            "direction": origin.direction,
            "is_transfered": leg.finish_reason == "transfer_disconnects",
            "is_operator": leg.role != "contact",
            "employee_id": employee.id if employee else None,
            "employee_full_name": employee.full_name if employee else None,
            "employee_phone_number": phone_of(leg),
            "employee_rating": None,
            "scenario_id": origin.line.id if origin.scenario_name else None,
            "scenario_name": origin.scenario_name,
            "is_coach": leg.role == "coach",
            "is_failed": leg.connected_at is None,
            "is_talked": leg.talk_started_at is not None
            or (leg.role == "contact" and call.first_talk_at is not None),
            "contact_id": contact.id if contact else None,
            "contact_full_name": contact.full_name if contact else None,
            "contact_phone_number": origin.contact_phone_number,
            "action_id": None,
            "action_name": None,
            "group_id": None,
            "group_name": None,
            "call_records": [record.hash for record in archived.records]
            if leg.talk_started_at
            else [],
            "wav_call_records": [],
        }


def _durations(call: Call) -> Row:
    ended_at = call.ended_at or call.clock.now()
    return {
        "wait_duration": call.wait_s,
        "total_wait_duration": call.wait_s,
        "talk_duration": call.talk_s,
        "clean_talk_duration": call.talk_s,
        "total_duration": whole_seconds(call.started_at, ended_at),
        "postprocess_duration": 0,
        "lost_call_processing_duration": None,
    }


def _employees(call: Call) -> list[Row]:
    """Everybody whose phone was in the call, once."""
    rung = {leg.employee.id: leg.employee for leg in call.legs if leg.employee}
    return [
        {
            "employee_id": employee.id,
            "employee_full_name": employee.full_name,
            "is_answered": any(leg.connected_at for leg in _legs_of(call, employee)),
            "is_talked": any(leg.talk_started_at for leg in _legs_of(call, employee)),
        }
        for employee in rung.values()
    ]


def _legs_of(call: Call, employee: Employee) -> Iterable[Leg]:
    return (leg for leg in call.legs if leg.employee is employee)


def _ends(what: str, legs: list[Leg]) -> Row:
    """The first and the last of them."""
    row: dict[str, object] = {}
    for which, leg in (
        (("first", legs[0]), ("last", legs[-1]))
        if legs
        else (
            ("first", None),
            ("last", None),
        )
    ):
        employee = leg.employee if leg else None
        row[f"{which}_{what}_id"] = employee.id if employee else None
        row[f"{which}_{what}_full_name"] = employee.full_name if employee else None
    return row


def _tag(tag: Tag) -> Row:
    """Who put it there, and when, is not kept."""
    return {
        "tag_id": tag.id,
        "tag_name": tag.name,
        "tag_type": "manual",
        "tag_change_time": None,
        "tag_user_id": None,
        "tag_user_login": None,
        "tag_employee_id": None,
        "tag_employee_full_name": None,
    }
