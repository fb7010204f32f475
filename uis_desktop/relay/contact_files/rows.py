"""A contact as a file tells it, checked against the company."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from uis_desktop.core import phone
from uis_desktop.core.events import Employee
from uis_desktop.errors import UisError
from uis_desktop.wire.frames import ContactRecord

_BETWEEN_NUMBERS = re.compile(r"[;,\n]|\s/\s")
_LONGEST_TEXT = 500


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of the file, counted from 1, and what is wrong with it."""

    line: int
    message: str


class FileRefused(UisError):
    """Nothing was read; ``lines`` says why."""

    def __init__(self, lines: Iterable[BadLine]) -> None:
        self.lines = tuple(lines)
        super().__init__(f"{len(self.lines)} bad lines")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A contact before it is checked; ``line`` is where it begins."""

    line: int
    name: str
    phones: str
    company: str = ""
    employee: str = ""
    id: str = ""


def text_of_file(raw: bytes) -> str:
    """UTF-8 with or without a byte order mark, or else cp1251 (Excel in Russia).

    Raises:
        FileRefused: neither.
    """
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused([BadLine(1, "neither UTF-8 nor cp1251")])


def contacts_of(rows: Iterable[Row], employees: Mapping[str, Employee]) -> list[ContactRecord]:
    """The contacts of a file; rows with one id become one contact.

    Raises:
        FileRefused: with every bad row.
    """
    found: dict[str, ContactRecord] = {}
    bad: list[BadLine] = []
    for row in rows:
        try:
            contact = _contact(row, employees)
        except ValueError as error:
            bad.append(BadLine(row.line, str(error)))
            continue
        found[contact.id] = _merged(found.get(contact.id), contact)
    if bad:
        raise FileRefused(bad)
    return list(found.values())


def _contact(row: Row, employees: Mapping[str, Employee]) -> ContactRecord:
    """Raises ValueError with words for the administrator."""
    name = " ".join(row.name.split())
    company = " ".join(row.company.split())
    if not name and not company:
        raise ValueError("no name")
    if max(len(name), len(company), len(row.id)) > _LONGEST_TEXT:
        raise ValueError(f"longer than {_LONGEST_TEXT} characters")
    numbers = tuple(dict.fromkeys(_numbers(row.phones)))
    if not numbers:
        raise ValueError("no phone number")
    return ContactRecord(
        id=f"file:{row.id.strip() or _id(name, company, numbers)}",
        full_name=name or company,
        company=company or None,
        phone_numbers=numbers,
        employee_id=_employee(row.employee.strip(), employees),
    )


def _numbers(text: str) -> Iterable[str]:
    for part in filter(None, map(str.strip, _BETWEEN_NUMBERS.split(text))):
        number = phone.key(part)
        if number is None:
            raise ValueError(f"not a phone number: {part[:40]!r}")
        yield number


def _id(name: str, company: str, numbers: tuple[str, ...]) -> str:
    """The same for the same contact in the next export of the same address book."""
    told = "\n".join((name.casefold(), company.casefold(), numbers[0]))
    return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


def _employee(text: str, employees: Mapping[str, Employee]) -> str | None:
    """The responsible employee, told by id, extension or full name."""
    if not text:
        return None
    if text in employees:
        return text
    wanted = " ".join(text.casefold().split())
    found = [
        employee.id
        for employee in employees.values()
        if text == employee.extension or wanted == " ".join(employee.name.casefold().split())
    ]
    if len(found) != 1:
        raise ValueError(f"{'no' if not found else 'more than one'} employee is {text[:80]!r}")
    return found[0]


def _merged(old: ContactRecord | None, new: ContactRecord) -> ContactRecord:
    if old is None:
        return new
    numbers = tuple(dict.fromkeys((*old.phone_numbers, *new.phone_numbers)))
    return ContactRecord(
        id=new.id,
        full_name=new.full_name,
        company=new.company or old.company,
        phone_numbers=numbers,
        employee_id=new.employee_id or old.employee_id,
    )
