"""A contact as a file tells it, checked against the company."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from uis_desktop.core import phone
from uis_desktop.core.contacts import Contact
from uis_desktop.core.events import Employee
from uis_desktop.core.phone import Number
from uis_desktop.core.plain_text import plain
from uis_desktop.errors import UisError

MOST_BAD_LINES = 100

_BETWEEN_NUMBERS = re.compile(r"[;|]|,(?!,)(?<!,,)|\s/\s")
#: How nearly all numbers of a Russian address book look, once cleaned.
_RUSSIAN = re.compile(r"(?:\+7|7|8(?=[3-9]))([0-9]{10})\Z")
_NOISE = str.maketrans("", "", " ()-.\t\u00a0")
#: A number that Excel took for a sum: 7,9001E+10.
_ROUNDED = re.compile(r"[0-9][.,]?[0-9]*E\+[0-9]+\Z", re.IGNORECASE)
_LONGEST_TEXT = 500
_LONGEST_CELL = 8000
_MOST_NUMBERS = 50


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of the file, counted from 1, and what is wrong with it.

    Attributes:
        message, russian: the same words for the administrator in two languages.
    """

    line: int
    message: str
    russian: str = field(default="", compare=False)

    def words(self, language: str) -> str:
        """What is wrong, in ``ru`` or ``en``."""
        return self.russian if language == "ru" and self.russian else self.message


class _BadValue(ValueError):
    """A contact that cannot be used, in words of two languages."""

    def __init__(self, message: str, russian: str) -> None:
        super().__init__(message)
        self.russian = russian


class FileRefused(UisError):
    """Nothing was read.

    Attributes:
        lines: what is wrong, the first :data:`MOST_BAD_LINES` of it.
        more: how many bad lines there are beside them.
    """

    def __init__(self, lines: Iterable[BadLine]) -> None:
        found = list(lines)
        self.lines = tuple(found[:MOST_BAD_LINES])
        self.more = len(found) - len(self.lines)
        super().__init__(f"{len(found)} bad lines")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A contact before it is checked; ``line`` is where it begins."""

    line: int
    name: str
    phones: str
    company: str = ""
    employee: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds.

    Attributes:
        encoding: how it was written, as people call it: ``UTF-8``, ``UTF-16``, ``cp1251``.
    """

    contacts: list[Contact]
    bad: list[BadLine] = field(default_factory=list)
    encoding: str = ""

    def good(self) -> list[Contact]:
        """The contacts that can be used, if there are some.

        Raises:
            FileRefused: no line can be used.
        """
        return self.contacts or self.all()

    def all(self) -> list[Contact]:
        """The contacts, if there are some and no line is bad.

        An export that went wrong must not look like a company without contacts.

        Raises:
            FileRefused
        """
        if self.bad:
            raise FileRefused(self.bad)
        if not self.contacts:
            raise FileRefused([BadLine(1, "there is no contact in it", "в нём нет контактов")])
        return self.contacts


class Gathering:
    """The contacts of a file and its bad lines, row by row; rows with one id are one contact."""

    def __init__(self, staff: Staff, source: str) -> None:
        self._staff = staff
        self._source = source
        self._found: dict[str, Contact] = {}
        self._bad: list[BadLine] = []

    def take(self, row: Row | BadLine) -> None:
        """The next one."""
        if isinstance(row, BadLine):
            self._bad.append(row)
            return
        try:
            contact = _contact(row, self._staff, self._source)
        except _BadValue as error:
            self._bad.append(BadLine(row.line, str(error), error.russian))
            return
        self._found[contact.id] = _merged(self._found.get(contact.id), contact)

    def contents(self, encoding: str) -> Contents:
        """What came."""
        bad = sorted(self._bad, key=lambda one: one.line)
        return Contents(list(self._found.values()), bad, encoding)


class Responsible(NamedTuple):
    """Who cares for a contact: an employee we know, or a name that was written."""

    id: str | None = None
    name: str | None = None


class Staff:
    """Who is meant by an id, an extension or a full name."""

    def __init__(self, employees: Iterable[Employee], *, strict: bool = True) -> None:
        """``strict``: whom we do not know is a mistake; else his name is kept as it is."""
        self._known: dict[str, Employee] = {}
        self._strict = strict
        self._called: defaultdict[str, set[str]] = defaultdict(set)
        for employee in employees:
            self._known[employee.id] = employee
            self._called[_folded(employee.name)].add(employee.id)
            if employee.extension:
                self._called[employee.extension].add(employee.id)

    def meant_by(self, text: str) -> Responsible:
        """Who that is.

        Raises:
            _BadValue: it is nobody's, or several people's.
        """
        if not text:
            return Responsible()
        found = {text} if text in self._known else self._called.get(_folded(text), set())
        if len(found) == 1:
            employee = self._known[next(iter(found))]
            return Responsible(employee.id, employee.name)
        if not self._strict:
            return Responsible(name=text)
        how_many, russian = ("more than one", "несколько") if found else ("no", "нет")
        raise _BadValue(
            f"{how_many} employee is {text[:80]!r}: write his id, extension or full name",
            f"сотрудников «{text[:80]}»: {russian}; укажите id, внутренний номер или имя",
        )


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())


def _contact(row: Row, staff: Staff, source: str) -> Contact:
    """The contact of a row.

    Raises:
        _BadValue
    """
    cells = (row.name, row.company, row.id, row.employee, row.phones)
    if max(map(len, cells)) > _LONGEST_CELL or max(map(len, cells[:3])) > _LONGEST_TEXT:
        raise _BadValue(
            f"a value longer than {_LONGEST_TEXT} characters: is a quote missing?",
            f"значение длиннее {_LONGEST_TEXT} знаков: не пропущена ли кавычка?",
        )
    name, company = plain(row.name, _LONGEST_TEXT), plain(row.company, _LONGEST_TEXT)
    if not name and not company:
        raise _BadValue(
            "no name: fill in the name or the company", "нет имени: заполните имя или компанию"
        )
    numbers = tuple(dict.fromkeys(_numbers(row.phones)))
    if not numbers:
        raise _BadValue("no phone number", "нет номера телефона")
    if len(numbers) > _MOST_NUMBERS:
        raise _BadValue(
            f"more than {_MOST_NUMBERS} phone numbers in one contact",
            f"больше {_MOST_NUMBERS} номеров у одного контакта",
        )
    responsible = staff.meant_by(plain(row.employee, _LONGEST_TEXT))
    return Contact(
        id=f"{source}:{plain(row.id, _LONGEST_TEXT) or _id(name, company, numbers)}",
        full_name=name or company,
        company=company or None,
        phone_numbers=numbers,
        employee_id=responsible.id,
        employee_name=responsible.name,
    )


def _numbers(text: str) -> Iterator[Number]:
    for cell in text.split("\n"):
        if _ROUNDED.match(cell.strip()):
            raise _BadValue(
                f"Excel has rounded the phone number {cell[:40]!r}: format the column as text",
                f"Excel округлил номер «{cell[:40]}»: задайте столбцу текстовый формат",
            )
        for part in _BETWEEN_NUMBERS.split(cell):
            written = _unquoted(part)
            if written:
                yield _number(written)


def _number(written: str) -> Number:
    russian = _RUSSIAN.match(written.translate(_NOISE))
    if russian is not None:
        return Number("+7" + russian.group(1))
    number = phone.key(written)
    if number is None:
        shown = plain(written, 40)
        raise _BadValue(f"not a phone number: {shown!r}", f"не номер телефона: «{shown}»")
    return number


def _unquoted(part: str) -> str:
    """Without what keeps Excel from counting: ``="7900…"`` and ``'7900…``."""
    return part.strip().removeprefix("=").strip("\"'\u200e\u202a\u202c\u2068\u2069 ")


def _id(name: str, company: str, numbers: tuple[Number, ...]) -> str:
    """The same for the same contact in the next export of the same address book."""
    told = "\n".join((name.casefold(), company.casefold(), numbers[0]))
    return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


def _merged(old: Contact | None, new: Contact) -> Contact:
    if old is None:
        return new
    numbers = tuple(dict.fromkeys((*old.phone_numbers, *new.phone_numbers)))
    cared_for = new if new.employee_id or new.employee_name else old
    return Contact(
        id=new.id,
        full_name=new.full_name,
        company=new.company or old.company,
        phone_numbers=numbers,
        employee_id=cared_for.employee_id,
        employee_name=cared_for.employee_name,
    )
