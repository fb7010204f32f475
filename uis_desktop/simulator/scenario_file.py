"""Reading a scenario: every mistake is named with the key it is in."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import UNSET

from uis_desktop.simulator.scenario import (
    EmployeeAnswers,
    InboundCall,
    OutgoingCall,
    Row,
    Scenario,
)
from uis_desktop.simulator.statuses import BUILT_IN

#: Said of an address that is none; the address itself may hold a secret.
WEB_ADDRESS_WANTED = "an address that begins with http:// or https:// is wanted"


class ScenarioUnreadable(Exception):
    """The scenario is not valid; the text names the key."""


def load_scenario(path: Path) -> Scenario:
    """The scenario in that file.

    Raises:
        ScenarioUnreadable: the file cannot be read or is not valid.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ScenarioUnreadable(f"{path}: {os.strerror(error.errno or 0)}") from error
    try:
        scenario = msgspec.json.decode(raw, type=Scenario)
    except msgspec.DecodeError as error:
        raise ScenarioUnreadable(f"{path}: {error}") from error
    for complaint in complaints(scenario):
        raise ScenarioUnreadable(f"{path}: {complaint}")
    return scenario


def complaints(scenario: Scenario) -> Iterator[str]:
    """What the types cannot tell: names that lead nowhere, things named twice."""
    yield from _account(scenario)
    for key, url in (
        ("notifications.url", scenario.notifications.url),
        ("interactive.url", scenario.interactive.url),
    ):
        if url is not None and not is_web_address(url):
            yield f"{key}: {WEB_ADDRESS_WANTED}"
    yield from _twice("employees", "id", [employee.id for employee in scenario.employees])
    yield from _twice(
        "virtual_numbers",
        "virtual_phone_number",
        [line.virtual_phone_number for line in scenario.virtual_numbers],
    )
    employees = {employee.id for employee in scenario.employees}
    yield from _contacts(scenario, employees)
    yield from _twice("employee_groups", "id", [group.id for group in scenario.employee_groups])
    for index, group in enumerate(scenario.employee_groups):
        yield from _unknown(f"employee_groups[{index}].members", group.members, employees)
    for index, line in enumerate(scenario.virtual_numbers):
        yield from _unknown(f"virtual_numbers[{index}].ring", line.ring, employees)
    yield from _staff(scenario, employees)
    for index, row in enumerate(scenario.timeline):
        yield from row_complaints(f"timeline[{index}]", row, scenario)


def _contacts(scenario: Scenario, employees: set[int]) -> Iterator[str]:
    yield from _twice(
        "contacts", "phone_number", [contact.phone_number for contact in scenario.contacts]
    )
    yield from _twice("contacts", "id", [contact.id for contact in scenario.contacts])
    for index, contact in enumerate(scenario.contacts):
        if contact.personal_manager_id is not None:
            where = f"contacts[{index}].personal_manager_id"
            yield from _unknown(where, [contact.personal_manager_id], employees)


def _staff(scenario: Scenario, employees: set[int]) -> Iterator[str]:
    """Trainers and statuses that are there, keys that do one thing, tags that have one name."""
    statuses = {status.id for status in scenario.statuses or BUILT_IN}
    for index, employee in enumerate(scenario.employees):
        if employee.coach is not None:
            yield from _unknown(f"employees[{index}].coach", [employee.coach], employees)
        if employee.status_id is not None and employee.status_id not in statuses:
            yield f"employees[{index}].status_id: there is no status {employee.status_id}"
    account = scenario.account
    yield from _twice("account.tags", "id", [tag.id for tag in account.tags])
    options = account.talk_options
    yield from _twice("account.talk_options", "button", [option.button for option in options])
    tags = {str(tag.id) for tag in account.tags}
    for index, option in enumerate(options):
        if option.mnemonic == "tag_call" and option.value not in tags:
            yield f"account.talk_options[{index}].value: there is no tag {option.value}"
        if option.mnemonic == "transfer_call" and not option.value:
            yield f"account.talk_options[{index}].value: say who is rung"


def row_complaints(where: str, row: Row, scenario: Scenario) -> Iterator[str]:
    """What is wrong with one call of the timeline."""
    employees = {employee.id for employee in scenario.employees}
    lines = {line.virtual_phone_number for line in scenario.virtual_numbers}
    if row.line not in lines:
        yield f"{where}.line: there is no virtual number {row.line}"
    if isinstance(row, OutgoingCall):
        yield from _unknown(f"{where}.employee", [row.employee], employees)
        yield from _transfer(where, row, employees)
        return
    line_ring = next(
        (line.ring for line in scenario.virtual_numbers if line.virtual_phone_number == row.line),
        (),
    )
    yield from _inbound(where, row, line_ring, employees)


def _inbound(
    where: str, row: InboundCall, line_ring: tuple[int, ...], employees: set[int]
) -> Iterator[str]:
    ring = line_ring if row.ring is UNSET else row.ring
    yield from _unknown(f"{where}.ring", ring, employees)
    if isinstance(row.answers, EmployeeAnswers) and row.answers.employee not in ring:
        yield f"{where}.answers.employee: the phones of {row.answers.employee} do not ring"
    yield from _transfer(where, row, employees)


def _transfer(where: str, row: Row, employees: set[int]) -> Iterator[str]:
    if row.transfer is not UNSET:
        yield from _unknown(f"{where}.transfer.to", [row.transfer.to], employees)


def is_web_address(url: str) -> bool:
    """Something can be sent there by HTTP."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _account(scenario: Scenario) -> Iterator[str]:
    account = scenario.account
    if not _is_timezone(account.timezone):
        yield f"account.timezone: there is no time zone {account.timezone!r}"
    for index, network in enumerate(account.allowlist):
        if not _is_network(network):
            yield f"account.allowlist[{index}]: {network!r} is not an address or a network"


def _is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text)
    except ValueError:
        return False
    return True


def _twice(where: str, key: str, values: Iterable[object]) -> Iterator[str]:
    seen: set[object] = set()
    for index, value in enumerate(values):
        if value in seen:
            yield f"{where}[{index}].{key}: {value} is there twice"
        seen.add(value)


def _unknown(where: str, wanted: Iterable[int], known: set[int]) -> Iterator[str]:
    for employee_id in wanted:
        if employee_id not in known:
            yield f"{where}: there is no employee {employee_id}"
