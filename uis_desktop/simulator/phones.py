"""Which phones ring for whom, and what their owners will do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from uis_desktop.simulator.happenings import Ring
from uis_desktop.simulator.people import People, active_phones
from uis_desktop.simulator.scenario import Behaviour, Employee, EmployeePhone


def rings_of(
    people: People,
    employee: Employee,
    behaviour: Behaviour | None = None,
    phones: Sequence[EmployeePhone] | None = None,
) -> list[Ring]:
    """The employee's active phones (or these), in turn."""
    usual = behaviour or people.behaviour_of_employee(employee.id)
    chosen = active_phones(employee) if phones is None else phones
    return [Ring(employee, phone, usual) for phone in chosen]


def rings_of_all(people: People, employees: Iterable[Employee]) -> list[Ring]:
    """Everybody's phones, one after the other."""
    return [ring for employee in employees for ring in rings_of(people, employee)]


def ring_outside(people: People, phone_number: str) -> Ring:
    """A phone that is nobody's here."""
    return Ring(
        None, EmployeePhone(phone_number=phone_number), people.behaviour_of_contact(phone_number)
    )
