"""``account list``, ``employee list``, ``device list``."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import apsw

from uis_desktop.core.events import Employee
from uis_desktop.relay.commands.office import Office
from uis_desktop.relay.commands.output import answer
from uis_desktop.relay.directory import devices, people
from uis_desktop.relay.directory.staff import Staff, read_staff
from uis_desktop.relay.directory.tables import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """An employee; ``devices`` counts those that may connect."""

    id: str
    name: str
    extension: str | None
    lines: tuple[str, ...]
    phone_numbers: tuple[str, ...]
    devices: int

    def line(self) -> str:
        """For people."""
        told = (
            self.id,
            self.name,
            self.extension and f"extension {self.extension}",
            ", ".join(self.lines) or "all lines",
            self.phone_numbers and f"phones {', '.join(self.phone_numbers)}",
            f"{self.devices} desktops",
        )
        return "  ".join(part for part in told if part)


def list_accounts(data: Path, options: Namespace) -> int:
    """``account list``: without the secrets of their addresses."""
    with Office(data, options) as office:
        accounts = office.read(people.accounts)
        staff = office.read(people.employees)
    answer(
        {"accounts": [_account(one, staff.get(one.id, {})) for one in accounts]},
        [
            f"{one.id}  {one.zone.key}  {len(staff.get(one.id, {}))} employees  {one.name}"
            for one in accounts
        ]
        or ["There is no account yet: uis-relay account add NAME"],
        as_json=options.json,
    )
    return 0


def list_employees(data: Path, options: Namespace) -> int:
    """``employee list``: by what each of them is reached, and how many desktops he has."""
    with Office(data, options) as office:
        found = office.read(lambda directory: _listed(directory, options.account))
    answer(
        {"employees": found},
        [one.line() for one in found]
        or ["There is no employee yet: uis-relay employee add, or employee fetch"],
        as_json=options.json,
    )
    return 0


def list_devices(data: Path, options: Namespace) -> int:
    """``device list``."""
    with Office(data, options) as office:
        found = office.read(
            lambda directory: devices.devices(
                directory, people.account(directory, options.account).id
            )
        )
    answer(
        {
            "devices": [
                {
                    "id": device.id,
                    "name": device.name,
                    "employee_id": device.employee_id,
                    "enrolled_at": device.enrolled_at,
                    "revoked_at": device.revoked_at,
                }
                for device in found
            ]
        },
        [
            f"{device.id}  employee {device.employee_id}  since {device.enrolled_at}"
            f"{'  revoked' if device.revoked_at else ''}  {device.name}"
            for device in found
        ],
        as_json=options.json,
    )
    return 0


def _account(account: Account, staff: dict[str, Employee]) -> dict[str, object]:
    return {
        "account": account.id,
        "name": account.name,
        "timezone": account.zone.key,
        "employees": len(staff),
    }


def _listed(directory: apsw.Connection, wanted: str) -> list[_Listed]:
    """Everybody of the account by name.

    Raises:
        DirectoryRefused: no such account.
    """
    account = people.account(directory, wanted).id
    staff = read_staff(directory).get(account, Staff()).employees
    desktops = Counter(
        device.employee_id
        for device in devices.devices(directory, account)
        if device.revoked_at is None
    )
    return [
        _Listed(
            id=one.id,
            name=one.name,
            extension=one.extension,
            lines=one.lines,
            phone_numbers=staff[one.id].phone_numbers,
            devices=desktops[one.id],
        )
        for one in sorted(
            people.employees(directory).get(account, {}).values(),
            key=lambda one: (one.name.casefold(), one.id),
        )
    ]
