"""A person's own contacts, beside the company's directory.

The directory is the company's: an import never changes it, and its copying never
touches what is the person's own.  Who is in both stands in the list twice, unless
the directory tells everything the file does; a card tells the directory's name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from uis_desktop.core.contacts import Contact
from uis_desktop.core.phone import Number

#: Before the id of each of them; ``own:123``.
OWN = "own"


def is_own(contact_id: str) -> bool:
    """It is the person's, not the company's."""
    return contact_id.startswith(f"{OWN}:")


class Fate(StrEnum):
    """What an import does with a contact of a file."""

    NEW = "new"
    CHANGED = "changed"
    THERE = "there"


@dataclass(frozen=True, slots=True)
class Judged:
    """A contact of a file, as it will be after the import."""

    contact: Contact
    fate: Fate


@dataclass(frozen=True, slots=True)
class PastImport:
    """An import that can be undone.

    Attributes:
        title: the name of the file.
        count: how many contacts it brought or changed that are still as it left them.
    """

    id: int
    title: str
    at: datetime
    count: int


@dataclass(slots=True)
class ImportPlan:
    """What becomes of the contacts of a file; asked for page by page, so that it may wait.

    The file's name, company and responsible employee count; numbers and notes the person
    has kept stay.  It is the same contact if the key is the same, or the name and one
    of the numbers.
    """

    judged: dict[str, Judged] = field(default_factory=dict)
    counts: Counter[Fate] = field(default_factory=Counter)

    def judge(
        self,
        page: Iterable[Contact],
        same_key: Mapping[str, Contact],
        sharing: Mapping[Number, Iterable[Contact]],
    ) -> None:
        """Take a page of the file in.

        ``same_key``: own contacts by id.  ``sharing``: whoever has a number, by the number.
        """
        for told in page:
            others = [one for number in told.phone_numbers for one in sharing.get(number, ())]
            mine = same_key.get(told.id) or _same_person(told, others)
            if mine is None and any(_tells_all(one, told) for one in others):
                self._put(told.id, Judged(told, Fate.THERE))
                continue
            key = told.id if mine is None else mine.id
            before = self.judged.get(key)
            base = mine if before is None else before.contact
            after = told if base is None else merged(base, told)
            self._put(key, Judged(after, _fate(mine, after)))

    def _put(self, key: str, judged: Judged) -> None:
        before = self.judged.get(key)
        if before is not None:
            self.counts[before.fate] -= 1
        self.judged[key] = judged
        self.counts[judged.fate] += 1

    def wanted(self) -> Iterator[Contact]:
        """What is to be written."""
        return (one.contact for one in self.judged.values() if one.fate is not Fate.THERE)


def merged(mine: Contact, told: Contact) -> Contact:
    """An own contact with what a file tells of him."""
    cared_for = told if told.employee_id or told.employee_name else mine
    return replace(
        mine,
        full_name=told.full_name,
        company=told.company or mine.company,
        phone_numbers=tuple(dict.fromkeys((*mine.phone_numbers, *told.phone_numbers))),
        employee_id=cared_for.employee_id,
        employee_name=cared_for.employee_name,
    )


def _fate(mine: Contact | None, after: Contact) -> Fate:
    if mine is None:
        return Fate.NEW
    return Fate.THERE if after == mine else Fate.CHANGED


def _same_person(told: Contact, others: Iterable[Contact]) -> Contact | None:
    name = _folded(told.full_name)
    alike = (one for one in others if is_own(one.id) and _folded(one.full_name) == name)
    return min(alike, key=lambda one: one.id, default=None)


def _tells_all(known: Contact, told: Contact) -> bool:
    """Whether a contact of the directory leaves nothing to add."""
    return (
        not is_own(known.id)
        and _folded(known.full_name) == _folded(told.full_name)
        and set(told.phone_numbers) <= set(known.phone_numbers)
    )


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").split())
