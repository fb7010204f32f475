"""Contacts: who a number belongs to, and finding one by a few typed letters."""

from __future__ import annotations

from dataclasses import dataclass

from uis_desktop.core.phone import Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody outside with his numbers.

    Attributes:
        id: the source's id for him, behind the source's name: ``uis:123``.
        phone_numbers: by priority.
        employee_id: the employee who is responsible for him.
        employee_name: the name of that employee, if it is known.
        note: what the person has written about one of his own.
    """

    id: str
    full_name: str
    company: str | None = None
    phone_numbers: tuple[Number, ...] = ()
    employee_id: str | None = None
    employee_name: str | None = None
    note: str = ""
