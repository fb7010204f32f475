"""What a template can say about an event ("Уведомления", variables).

A name that is missing here for a kind of event is *unavailable*: its placeholder
stays in the text as it was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from uis_desktop.simulator.calls import Call, Leg
from uis_desktop.simulator.people import People
from uis_desktop.simulator.scenario import Account, Employee, EmployeePhone

Values = Mapping[str, object]


def of_every_event(call: Call, account: Account, people: People) -> Values:
    """What all eight kinds can tell."""
    now = call.clock.now()
    zone = ZoneInfo(account.timezone)
    contact = people.contact(call.origin.contact_phone_number)
    return {
        "notification_time": _local(now.astimezone(zone).isoformat(" ", "milliseconds")),
        "notification_timestamp": int(now.timestamp()),
        "start_time": _local(call.started_at.astimezone(zone).isoformat(" ", "milliseconds")),
        "app_id": account.app_id,
        "call_session_id": call.id,
        "communication_id": call.communication_id,
        "communication_type": "call",
        "communication_number": call.origin.communication_number,
        "virtual_phone_number": call.origin.line.virtual_phone_number,
        "contact_phone_number": call.origin.contact_phone_number,
        "contact_id": contact.id if contact else None,
        "contact_full_name": contact.full_name if contact else None,
        "contact_group_ids": None,
        "direction": call.origin.direction,
        "call_source": call.origin.call_source,
        "external_id": call.origin.external_id,
        "scenario_name": call.origin.scenario_name,
        "tag_ids": [tag.id for tag in call.tags],
        "tag_names": [tag.name for tag in call.tags],
    }


def of_leg(leg: Leg) -> Values:
    """What events about one employee's phone can tell, too."""
    return {**_of_employee(leg.employee, leg.phone), "leg_id": leg.id}


def of_talk(call: Call, leg: Leg) -> Values:
    """What a talk starting or ending can tell."""
    contact_leg = call.contact_leg
    return {
        **_of_employee(leg.employee, leg.phone),
        "leg_ids": [*([contact_leg.id] if contact_leg else []), leg.id],
    }


def of_end(call: Call) -> Values:
    """What the end of a session can tell."""
    talked = call.last_employee if call.first_talk_at else None
    return {
        **_of_employee(call.last_employee, None),
        "last_talked_employee_id": talked.id if talked else None,
        "last_talked_employee_full_name": talked.full_name if talked else None,
        "talk_time_duration": call.talk_s,
        "wait_time_duration": call.wait_s,
        "total_time_duration": call.wait_s + call.talk_s,
        "is_lost": call.lost,
        "is_transfer": call.transferred,
    }


def of_lost(call: Call) -> Values:
    """What a lost call can tell."""
    rung = {leg.employee.id: leg.employee for leg in call.legs if leg.employee}
    return {
        "wait_time_duration": call.wait_s,
        "employee_ids": list(rung),
        "noanswered_employee_full_names": [employee.full_name for employee in rung.values()],
        "is_lost": True,
    }


def of_record(call: Call, file_link: str) -> Values:
    """What a finished record can tell."""
    return {
        **_of_employee(call.last_employee, None),
        "file_link": file_link,
        "file_duration": call.talk_s,
    }


def _of_employee(employee: Employee | None, phone: EmployeePhone | None) -> Values:
    phones = employee.phone_numbers if employee else ()
    used = phone or (phones[0] if phones else None)
    return {
        "employee_id": employee.id if employee else None,
        "employee_full_name": employee.full_name if employee else None,
        "employee_email": employee.email if employee else None,
        "employee_phone_number": used.phone_number if used else None,
        "extension_phone_number": employee.extension if employee else None,
    }


def _local(iso: str) -> str:
    """The account's own time, without the offset UIS does not send."""
    return iso[: len("2024-05-17 10:15:30.123")]
