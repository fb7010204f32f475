"""Employees with their desktops, as the page shows them, and what one may type of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from uis_desktop.core import phone
from uis_desktop.core.events import Employee
from uis_desktop.relay.admin.forms import Form
from uis_desktop.relay.admin.staff_rows import Papers
from uis_desktop.relay.admin.words import Words
from uis_desktop.relay.directory.invites import OpenInvite
from uis_desktop.relay.directory.tables import Device

_LONGEST_ID, _LONGEST_NAME, _LONGEST_EXTENSION = 18, 200, 7
_MOST_NUMBERS, _LONGEST_NUMBER = 100, 64


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceLine:
    """A desktop; ``seen`` is None if it has never been connected."""

    device: Device
    connected: bool
    seen: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An employee with everything on file about him."""

    employee: Employee
    phone_numbers: tuple[str, ...]
    devices: list[DeviceLine]
    invites: list[OpenInvite]

    @property
    def online(self) -> bool:
        """One of his desktops is connected."""
        return any(line.connected for line in self.devices)


def persons(
    employees: Iterable[Employee],
    papers: Papers,
    seen: Mapping[str, datetime],
    connected: Collection[str],
) -> list[Person]:
    """Everybody by name."""
    return [
        Person(
            employee=employee,
            phone_numbers=papers.phone_numbers.get(employee.id, ()),
            devices=[
                DeviceLine(
                    device=device, connected=device.id in connected, seen=seen.get(device.id)
                )
                for device in papers.devices
                if device.employee_id == employee.id
            ],
            invites=[one for one in papers.invites if one.employee_id == employee.id],
        )
        for employee in sorted(employees, key=lambda one: (one.name.casefold(), one.id))
    ]


def sought(found: Iterable[Person], text: str) -> list[Person]:
    """Those whose name, extension, id or number has this in it."""
    wanted = text.casefold()
    return [
        person
        for person in found
        if wanted in person.employee.name.casefold()
        or any(
            wanted in told
            for told in (
                person.employee.id,
                person.employee.extension or "",
                *person.phone_numbers,
                *person.employee.lines,
            )
        )
    ]


def check_employee(form: Form, words: Words) -> None:
    """Say beside each field what is wrong with it."""
    id_, name, extension = form.text("id"), form.text("name"), form.text("extension")
    if not id_.isascii() or not id_.isdecimal() or len(id_) > _LONGEST_ID:
        form.errors["id"] = words("people.id_wrong")
    if not 0 < len(name) <= _LONGEST_NAME:
        form.errors["name"] = words("people.name_wrong")
    if extension and (
        not extension.isascii() or not extension.isdecimal() or len(extension) > _LONGEST_EXTENSION
    ):
        form.errors["extension"] = words("people.extension_wrong")
    for line in form.lines("lines")[: _MOST_NUMBERS + 1]:
        number = phone.key(line)
        if number is None or not number.startswith("+"):
            form.errors["lines"] = words("people.line_wrong", line=line[:40])
    numbers = form.lines("phone_numbers")
    if len(numbers) > _MOST_NUMBERS or any(len(one) > _LONGEST_NUMBER for one in numbers):
        form.errors["phone_numbers"] = words("people.phone_numbers_wrong")
    if len(form.lines("lines")) > _MOST_NUMBERS:
        form.errors["lines"] = words("people.lines_too_many")
