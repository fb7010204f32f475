"""Who and what the account has: employees, groups, virtual numbers.

Facts: "Data API", ``get.account``, ``get.employees``, ``get.group_employees``,
``get.virtual_numbers``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from uis_desktop.simulator.data_api.fields import Row, Sort, fields
from uis_desktop.simulator.people import People
from uis_desktop.simulator.scenario import (
    Account,
    Employee,
    EmployeeGroup,
    Quirks,
    Status,
    VirtualNumber,
)

DIRECTIONS = (
    "in_external_allowed_call_directions",
    "in_internal_allowed_call_directions",
    "out_external_allowed_call_directions",
    "out_internal_allowed_call_directions",
)

ACCOUNT = [
    *fields(Sort.NUMBER, "app_id"),
    *fields(Sort.STRING, "name", "timezone"),
]

EMPLOYEES = [
    *fields(Sort.NUMBER, "id"),
    *fields(Sort.STRING, "login", "first_name", "last_name", "patronymic", "full_name", "email"),
    *fields(Sort.STRING, "status"),
    *fields(Sort.NUMBER, "status_id"),
    *fields(Sort.LIST, *DIRECTIONS),
    *fields(Sort.STRING, "call_recording"),
    *fields(Sort.NUMBER, "schedule_id"),
    *fields(Sort.STRING, "schedule_name"),
    *fields(Sort.OBJECTS, "coach", filterable=False),
    *fields(Sort.OBJECTS, "groups", "phone_numbers", "extension"),
]

GROUPS = [
    *fields(Sort.NUMBER, "id"),
    *fields(Sort.STRING, "name", "group_phone_number"),
    *fields(Sort.OBJECTS, "members"),
    *fields(Sort.BOOLEAN, "queue_enabled"),
    *fields(Sort.NUMBER, "channels_count"),
]

LINES = [
    *fields(Sort.NUMBER, "id"),
    *fields(Sort.STRING, "virtual_phone_number", "redirection_phone_number"),
    *fields(Sort.MOMENT, "activation_date"),
    *fields(Sort.STRING, "status", "category", "type", "name", "comment"),
    *fields(Sort.OBJECTS, "campaigns", "scenarios"),
]

#: For each way a status lets calls through, the four lists in their order.
_ALLOWED: Mapping[str, Sequence[Sequence[str]]] = {
    "all": (("in", "out"),) * 4,
    "internal": ((), ("in", "out"), (), ("in", "out")),
    "out": (("out",),) * 4,
    "none": ((),) * 4,
}


def directions(status: Status) -> Row:
    """Which calls the status lets through."""
    return dict(zip(DIRECTIONS, _ALLOWED[status.calls], strict=True))


def account_row(account: Account) -> Row:
    """The company."""
    return {"app_id": account.app_id, "name": account.name, "timezone": account.timezone}


def account_object(account: Account, components: Iterable[str]) -> Row:
    """The company as ``getobj.account`` shows it, and what it has paid for."""
    return {
        "app_id": account.app_id,
        "app_name": account.name,
        "timezone": account.timezone,
        "tp_name": None,
        "user_id": 1,
        "user_login": account.login,
        "user_name": account.login,
        "components": sorted(components),
        "permissions": [],
        "lang": "ru",
    }


def employee_row(employee: Employee, people: People, quirks: Quirks) -> Row:
    """An employee with his phones by priority, his extension and his groups."""
    last_name, _, first_names = employee.full_name.partition(" ")
    first_name, _, patronymic = first_names.partition(" ")
    status = people.statuses.of(employee.id)
    return {
        "id": employee.id,
        "login": None,
        "first_name": first_name or None,
        "last_name": last_name or None,
        "patronymic": patronymic or None,
        "full_name": employee.full_name,
        "email": employee.email,
        "status": status.mnemonic,
        "status_id": status.id,
        **directions(status),
        "call_recording": employee.call_recording,
        "schedule_id": None,
        "schedule_name": None,
        "coach": _coach(employee, people),
        "groups": [
            {"group_id": group.id, "group_name": group.name}
            for group in people.groups
            if employee.id in group.members
        ],
        "phone_numbers": [
            {
                "phone_id": phone_id(employee, index),
                "phone_number": phone.phone_number,
                "channels_count": phone.channels_count,
                "dial_time": round(phone.dial_time_s),
                "status": phone.status,
            }
            for index, phone in enumerate(employee.phone_numbers)
        ],
        "extension": _extension(employee, quirks),
    }


def group_row(group: EmployeeGroup, people: People, phones_key: str) -> Row:
    """A group with its members' first phones."""
    members = [found for id_ in group.members if (found := people.employee(id_)) is not None]
    return {
        "id": group.id,
        "name": group.name,
        "members": [
            {"employee_id": member.id, "employee_full_name": member.full_name} for member in members
        ],
        phones_key: [
            {
                "employee_phone_number": member.phone_numbers[0].phone_number,
                "employee_phone_number_id": phone_id(member, 0),
                "employee_full_name": member.full_name,
                "employee_id": member.id,
                "available": member.phone_numbers[0].status == "active",
            }
            for member in members
            if member.phone_numbers
        ],
        "group_phone_number": group.group_phone_number,
        "queue_enabled": group.queue_enabled,
        "channels_count": group.channels_count,
    }


def line_row(line: VirtualNumber) -> Row:
    """A rented number and the scenario behind it."""
    return {
        "id": line.id,
        "virtual_phone_number": line.virtual_phone_number,
        "redirection_phone_number": None,
        "activation_date": "2024-01-15",
        "status": line.status,
        "category": "usual",
        "type": "va",
        "name": line.name or None,
        "comment": None,
        "campaigns": [],
        "scenarios": [
            {
                "scenario_id": line.id,
                "scenario_name": line.scenario_name,
                "call_processing_rule_id": line.id,
                "is_active": True,
            }
        ]
        if line.scenario_name
        else [],
    }


def _coach(employee: Employee, people: People) -> Row:
    coach = None if employee.coach is None else people.employee(employee.coach)
    if coach is None:
        return {}
    return {
        "coach_id": coach.id,
        "coach_full_name": coach.full_name,
        "coach_always_enabled": False,
    }


def _extension(employee: Employee, quirks: Quirks) -> Row:
    known = employee.extension is not None
    if not known and quirks.empty_extension == "empty":
        return {}
    return {
        "extension_phone_number": employee.extension,
        "extension_voice_mail_enabled": False if known else None,
        "extension_queue_enabled": False if known else None,
    }


def phone_id(employee: Employee, index: int) -> int:
    """An id for the employee's n-th phone."""
    return employee.id * 100 + index
