"""The whole file."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from uis_desktop.simulator.scenario.account import Account
from uis_desktop.simulator.scenario.delivery import Interactive, Notifications, Quirks
from uis_desktop.simulator.scenario.people import (
    Behaviour,
    Contact,
    Employee,
    EmployeeGroup,
    Status,
    VirtualNumber,
)
from uis_desktop.simulator.scenario.rows import Row
from uis_desktop.simulator.scenario.words import Strict


class Scenario(Strict, frozen=True, kw_only=True):
    """The whole file.

    Attributes:
        generate_contacts: so many more, made up, in the address book.
        statuses: of employees; none: those every account has.
        strangers: how contacts behave who are not in ``contacts``.
    """

    account: Account
    virtual_numbers: Annotated[tuple[VirtualNumber, ...], Meta(min_length=1)]
    employees: Annotated[tuple[Employee, ...], Meta(min_length=1)]
    employee_groups: tuple[EmployeeGroup, ...] = ()
    statuses: tuple[Status, ...] = ()
    contacts: tuple[Contact, ...] = ()
    generate_contacts: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    strangers: Behaviour = Behaviour(talks_s=30.0)
    notifications: Notifications = Notifications()
    interactive: Interactive = Interactive()
    quirks: Quirks = Quirks()
    timeline_starts: Literal["at_once", "on_request"] = "at_once"
    timeline: tuple[Row, ...] = ()
