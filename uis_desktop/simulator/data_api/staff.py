"""Employees, their groups and their statuses.

Facts: "Data API", ``get.employees``, ``update.employees``, ``get.statuses``,
``get.group_employees``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import msgspec

from uis_desktop.simulator.data_api import directory
from uis_desktop.simulator.data_api.fields import Row, Sort, fields
from uis_desktop.simulator.data_api.query import QUERY, Listing, lists
from uis_desktop.simulator.parameters import JsonType, Parameter
from uis_desktop.simulator.people import People
from uis_desktop.simulator.refusals import Refusal
from uis_desktop.simulator.rpc import Method, Params
from uis_desktop.simulator.scenario import Employee, EmployeeGroup, Quirks, Status

STATUSES = [
    *fields(Sort.NUMBER, "id"),
    *fields(Sort.STRING, "name", "mnemonic", "description", "color"),
    *fields(
        Sort.BOOLEAN, "is_deleted", "is_select_allowed", "is_worktime", "is_auto_out_calls_ready"
    ),
    *fields(Sort.LIST, "allowed_phone_protocols", *directory.DIRECTIONS),
]

_NAME = re.compile(r".*\S.*", re.DOTALL)
#: ``last_name`` is marked as required even where only the status changes.
_UPDATE = (
    Parameter(name="id", type=JsonType.NUMBER, required=True),
    Parameter(name="last_name", type=JsonType.STRING, required=True, pattern=_NAME),
    Parameter(name="first_name", type=JsonType.STRING, nullable=True),
    Parameter(name="patronymic", type=JsonType.STRING, nullable=True),
    Parameter(name="email", type=JsonType.STRING, nullable=True),
    Parameter(name="status_id", type=JsonType.NUMBER),
)


class Staff:
    """The methods on the people who work here."""

    def __init__(self, people: People, quirks: Callable[[], Quirks]) -> None:
        self._people = people
        self._quirks = quirks

    def methods(self) -> Mapping[str, Method]:
        """By name."""
        statuses = Listing(STATUSES, status_row)
        return {
            "get.employees": Method("data_api", QUERY, self._employees),
            "update.employees": Method("data_api", _UPDATE, self._update),
            "get.statuses": lists(statuses, lambda _: self._people.statuses.all),
            "get.group_employees": Method("data_api", QUERY, self._groups),
        }

    def _employees(self, params: Params) -> object:
        people, quirks = self._people, self._quirks()
        listing: Listing[Employee] = Listing(
            directory.EMPLOYEES,
            lambda employee: directory.employee_row(employee, people, quirks),
        )
        return listing.page(self._people.employees, params)

    def _groups(self, params: Params) -> object:
        phones_key = self._quirks().group_phones
        listing: Listing[EmployeeGroup] = Listing(
            [*directory.GROUPS, *fields(Sort.OBJECTS, phones_key)],
            lambda group: directory.group_row(group, self._people, phones_key),
        )
        return listing.page(self._people.groups, params)

    def _update(self, params: Params) -> object:
        employee_id = params["id"]
        employee = self._people.employee(employee_id) if isinstance(employee_id, int) else None
        if employee is None:
            raise Refusal("entity_not_found", "id", employee_id)
        status = self._status(params)
        changes: dict[str, object] = {"full_name": _full_name(employee, params)}
        if "email" in params:
            changes["email"] = params["email"]
        self._people.rename(msgspec.structs.replace(employee, **changes))
        if status is not None:
            self._people.statuses.change(employee.id, status)
        return {}

    def _status(self, params: Params) -> Status | None:
        if "status_id" not in params:
            return None
        status_id = params["status_id"]
        status = self._people.statuses.status(status_id) if isinstance(status_id, int) else None
        if status is None or status.is_deleted:
            raise Refusal("entity_not_found", "status_id", status_id)
        if not status.is_select_allowed:
            raise Refusal("invalid_parameter_value", "status_id", status_id)
        return status


def status_row(status: Status) -> Row:
    """A status, and which calls it lets through."""
    return {
        "id": status.id,
        "name": status.name,
        "mnemonic": status.mnemonic,
        "description": status.description,
        "color": status.color,
        "is_deleted": status.is_deleted,
        "is_select_allowed": status.is_select_allowed,
        "is_worktime": status.is_worktime,
        "is_auto_out_calls_ready": status.mnemonic == "auto_out_call",
        "allowed_phone_protocols": ["PSTN", "SIP", "SIP_TRUNK", "FMC"],
        **directory.directions(status),
    }


def _full_name(employee: Employee, params: Params) -> str:
    """Family name first; what is not named stays, null clears."""
    names = employee.full_name.split(" ", 2)
    old = dict(zip(("last_name", "first_name", "patronymic"), names, strict=False))
    wanted = (params.get(name, old.get(name)) for name in ("last_name", "first_name", "patronymic"))
    return " ".join(str(name) for name in wanted if name)
