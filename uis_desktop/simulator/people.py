"""Who is there: employees, lines and contacts, and how they behave just now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from uis_desktop.simulator.address_book import AddressBook, Person
from uis_desktop.simulator.blacklist import Blacklist
from uis_desktop.simulator.scenario import (
    Behaviour,
    Employee,
    EmployeeGroup,
    EmployeePhone,
    Scenario,
    VirtualNumber,
)
from uis_desktop.simulator.statuses import Statuses

_BY_HAND = Behaviour(does="silent")


class People:
    """The people of a scenario; behaviours can be changed while it runs."""

    def __init__(self, scenario: Scenario) -> None:
        self._employees = {employee.id: employee for employee in scenario.employees}
        self._lines = {line.virtual_phone_number: line for line in scenario.virtual_numbers}
        self._groups = {group.id: group for group in scenario.employee_groups}
        #: What employees say of themselves.
        self.statuses = Statuses(scenario)
        #: Whom nobody may call, and whose calls are not put through.
        self.blacklist = Blacklist(scenario.account.blacklist)
        #: Contacts outside.
        self.address_book = AddressBook(scenario)
        self._employee_behaviours = {
            employee.id: employee.behaviour for employee in scenario.employees
        }
        self._contact_behaviours = {
            number: contact.behaviour
            for contact in scenario.contacts
            for number in (contact.phone_number, *contact.phone_numbers)
        }
        self._strangers = scenario.strangers
        #: Nobody answers by himself: somebody at the page does it for all.
        self.by_hand = False

    @property
    def employees(self) -> Sequence[Employee]:
        """All employees, as the scenario lists them."""
        return tuple(self._employees.values())

    @property
    def lines(self) -> Sequence[VirtualNumber]:
        """All virtual numbers."""
        return tuple(self._lines.values())

    @property
    def groups(self) -> Sequence[EmployeeGroup]:
        """Employees who are rung together."""
        return tuple(self._groups.values())

    def employee(self, employee_id: int) -> Employee | None:
        """The employee with that id."""
        return self._employees.get(employee_id)

    def employees_of(self, ids: Iterable[int]) -> Sequence[Employee]:
        """Those of them who are still there."""
        found = map(self._employees.get, ids)
        return tuple(employee for employee in found if employee is not None)

    def takes_calls(self, employee: Employee) -> bool:
        """What the employee says of himself lets calls from outside through."""
        return self.statuses.of(employee.id).calls == "all"

    def line(self, virtual_phone_number: str) -> VirtualNumber | None:
        """The virtual number, if it is ours."""
        return self._lines.get(virtual_phone_number)

    def line_of_scenario(self, scenario_id: int) -> VirtualNumber | None:
        """The line whose scenario that is; here a scenario has the id of its line."""
        for line in self._lines.values():
            if line.id == scenario_id and line.scenario_name:
                return line
        return None

    def contact(self, phone_number: str | None) -> Person | None:
        """Whom the address book has under that number."""
        return None if phone_number is None else self.address_book.with_number(phone_number)

    def employee_with_phone(self, phone_number: str) -> Employee | None:
        """Whose phone (not extension) that is."""
        for employee in self._employees.values():
            if any(phone.phone_number == phone_number for phone in employee.phone_numbers):
                return employee
        return None

    def employees_reached_by(self, number: str) -> Sequence[Employee]:
        """Who is rung by that extension, number of a group, or phone."""
        for employee in self._employees.values():
            if employee.extension == number:
                return (employee,)
        for group in self._groups.values():
            if group.group_phone_number == number:
                return self.employees_of(group.members)
        found = self.employee_with_phone(number)
        return () if found is None else (found,)

    def behaviour_of_employee(self, employee_id: int) -> Behaviour:
        """What the employee does when a phone rings."""
        return self._or_by_hand(self._employee_behaviours[employee_id])

    def behaviour_of_contact(self, phone_number: str | None) -> Behaviour:
        """What the outside party does; an employee may be one, too."""
        return self._or_by_hand(self._behaviour_of_contact(phone_number))

    def _behaviour_of_contact(self, phone_number: str | None) -> Behaviour:
        if phone_number is None:
            return self._strangers
        employee = self.employee_with_phone(phone_number)
        if employee is not None:
            return self._employee_behaviours[employee.id]
        return self._contact_behaviours.get(phone_number, self._strangers)

    def _or_by_hand(self, usual: Behaviour) -> Behaviour:
        return _BY_HAND if self.by_hand and usual.does != "busy" else usual

    def put_employee(self, employee: Employee) -> None:
        """Somebody is hired, or somebody's phones change."""
        self._employees[employee.id] = employee
        self._employee_behaviours[employee.id] = employee.behaviour

    def rename(self, employee: Employee) -> None:
        """Somebody is called otherwise, and behaves as before."""
        self._employees[employee.id] = employee

    def remove_employee(self, employee_id: int) -> bool:
        """Somebody has left; calls that go on are not disturbed.  False: there was none."""
        return self._employees.pop(employee_id, None) is not None

    def put_group(self, group: EmployeeGroup) -> None:
        """A group is formed or changes."""
        self._groups[group.id] = group

    def remove_group(self, group_id: int) -> bool:
        """A group is dissolved; False if there was none."""
        return self._groups.pop(group_id, None) is not None

    def change_employee(self, employee_id: int, behaviour: Behaviour) -> None:
        """From the next ring on the employee behaves like this."""
        self._employee_behaviours[employee_id] = behaviour

    def change_contact(self, phone_number: str, behaviour: Behaviour) -> None:
        """From the next ring on the contact behaves like this."""
        self._contact_behaviours[phone_number] = behaviour


def active_phones(employee: Employee, wanted: str | None = None) -> Sequence[EmployeePhone]:
    """The phones to ring, in turn.

    Args:
        employee: whose.
        wanted: only this one: a phone, or the extension (then all of them).
    """
    return tuple(
        phone
        for phone in employee.phone_numbers
        if phone.status == "active" and wanted in (None, employee.extension, phone.phone_number)
    )
