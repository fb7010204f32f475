"""What employees say of themselves: at work, at lunch, gone."""

from __future__ import annotations

from collections.abc import Sequence

from uis_desktop.simulator.scenario import Scenario, Status

#: Those every account has; the words are UIS's ("Data API", ``get.employees``, ``status``).
BUILT_IN: Sequence[Status] = (
    Status(id=1, name="Доступен", mnemonic="available", color="#48b23f"),
    Status(id=2, name="Перерыв", mnemonic="break", color="#e8a80c", calls="none"),
    Status(id=3, name="Не беспокоить", mnemonic="do_not_disturb", color="#cc5d35", calls="out"),
    Status(
        id=4, name="Нет на месте", mnemonic="not_at_workplace", color="#828282", calls="internal"
    ),
    Status(
        id=5,
        name="Нет на работе",
        mnemonic="not_at_work",
        color="#828282",
        calls="none",
        is_worktime=False,
    ),
    Status(
        id=6,
        name="Исходящий обзвон",
        mnemonic="auto_out_call",
        color="#3f80b2",
        calls="out",
        is_select_allowed=False,
    ),
    Status(id=7, name="Неизвестно", mnemonic="unknown", color="#828282", is_select_allowed=False),
    Status(id=101, name="На обучении", color="#8f3fb2", calls="internal"),
)


class Statuses:
    """Which there are, and who has which."""

    def __init__(self, scenario: Scenario) -> None:
        self._statuses = {status.id: status for status in scenario.statuses or BUILT_IN}
        self._of_employees: dict[int, int] = {
            employee.id: employee.status_id
            for employee in scenario.employees
            if employee.status_id in self._statuses
        }

    @property
    def all(self) -> Sequence[Status]:
        """Every status, those that are gone, too."""
        return tuple(self._statuses.values())

    def status(self, status_id: int) -> Status | None:
        """The status with that id."""
        return self._statuses.get(status_id)

    def of(self, employee_id: int) -> Status:
        """The employee's; the first one until he says otherwise."""
        first = next(iter(self._statuses))
        return self._statuses[self._of_employees.get(employee_id, first)]

    def change(self, employee_id: int, status: Status) -> None:
        """From now on this is the employee's."""
        self._of_employees[employee_id] = status.id
