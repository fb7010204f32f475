"""What the account has beside people: virtual numbers, scenarios, files, SIP lines.

Facts: "Data API", ``get.virtual_numbers``, ``get.scenarios``,
``get.media_files``, ``get.sip_lines``.
"""

from __future__ import annotations

from collections.abc import Mapping

from uis_desktop.simulator.data_api import directory
from uis_desktop.simulator.data_api.fields import Row, Sort, fields
from uis_desktop.simulator.data_api.query import Listing, lists
from uis_desktop.simulator.people import People
from uis_desktop.simulator.rpc import Method
from uis_desktop.simulator.scenario import (
    Account,
    Employee,
    EmployeePhone,
    MediaFile,
    VirtualNumber,
)

SCENARIOS = [
    *fields(Sort.NUMBER, "id"),
    *fields(Sort.STRING, "name"),
    *fields(Sort.OBJECTS, "virtual_phone_numbers", "sites", "campaigns"),
]
FILES = [
    *fields(Sort.NUMBER, "id"),
    *fields(Sort.STRING, "name"),
    *fields(Sort.NUMBER, "duration"),
    *fields(Sort.STRING, "play_link"),
    *fields(Sort.NUMBER, "size"),
    *fields(Sort.STRING, "type"),
    *fields(Sort.BOOLEAN, "normalization"),
]
SIP_LINES = [
    *fields(Sort.NUMBER, "id"),
    *fields(Sort.STRING, "phone_number"),
    *fields(Sort.NUMBER, "employee_id"),
    *fields(Sort.STRING, "employee_full_name"),
    *fields(Sort.NUMBER, "channels_count", "dial_time"),
    *fields(Sort.STRING, "status"),
]

_BYTES_A_SECOND = 16_000
_SIP = "0"


class Equipment:
    """Lists it; nothing of it can be changed through the Data API here."""

    def __init__(self, account: Account, people: People) -> None:
        self._account = account
        self._people = people

    def methods(self) -> Mapping[str, Method]:
        """By name."""
        return {
            "get.virtual_numbers": lists(
                Listing(directory.LINES, directory.line_row), lambda _: self._people.lines
            ),
            "get.scenarios": lists(Listing(SCENARIOS, _scenario), lambda _: self._with_scenario()),
            "get.media_files": lists(Listing(FILES, _file), lambda _: self._account.media_files),
            "get.sip_lines": lists(Listing(SIP_LINES, _sip_line), lambda _: self._sip_lines()),
        }

    def _with_scenario(self) -> list[VirtualNumber]:
        return [line for line in self._people.lines if line.scenario_name]

    def _sip_lines(self) -> list[tuple[Employee, int, EmployeePhone]]:
        return [
            (employee, index, phone)
            for employee in self._people.employees
            for index, phone in enumerate(employee.phone_numbers)
            if phone.phone_number.startswith(_SIP)
        ]


def _scenario(line: VirtualNumber) -> Row:
    number = {"virtual_phone_number_id": line.id, "virtual_phone_number": line.virtual_phone_number}
    return {
        "id": line.id,
        "name": line.scenario_name,
        "virtual_phone_numbers": [number],
        "sites": [],
        "campaigns": [],
    }


def _file(file: MediaFile) -> Row:
    return {
        "id": file.id,
        "name": file.name,
        "duration": file.duration,
        "play_link": None,
        "size": file.duration * _BYTES_A_SECOND,
        "type": "user",
        "normalization": False,
    }


def _sip_line(source: tuple[Employee, int, EmployeePhone]) -> Row:
    employee, index, phone = source
    return {
        "id": directory.phone_id(employee, index),
        "phone_number": phone.phone_number,
        "employee_id": employee.id,
        "employee_full_name": employee.full_name,
        "channels_count": phone.channels_count,
        "dial_time": round(phone.dial_time_s),
        "status": phone.status,
    }
