"""Colleagues: the company's employees, found by name and called by extension."""

from __future__ import annotations

from dataclasses import dataclass

from uis_desktop.core import phone
from uis_desktop.core.contacts import Contact
from uis_desktop.core.phone import Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """An employee of the company.

    Attributes:
        extension: the short number people know him by.
        phone_number: what UIS rings first, as the Call API wants it (a SIP number, or
            E.164 without ``+``); ``start.employee_call`` takes no extension.
    """

    id: str
    name: str
    extension: str | None = None
    phone_number: str | None = None

    @property
    def numbers(self) -> tuple[Number, ...]:
        """What is dialled to reach him: the extension; his number only if he has none."""
        own = self.phone_number
        number = phone.key(self.extension) or phone.key(own) or phone.kept(own)
        return (number,) if number else ()

    def as_contact(self) -> Contact:
        """Him among the contacts."""
        return Contact(id=f"colleague:{self.id}", full_name=self.name, phone_numbers=self.numbers)
