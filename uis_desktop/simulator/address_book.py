"""The PBX's address book: contacts as the Data API keeps them, and their organizations."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from uis_desktop.simulator.made_up import made_up_contacts
from uis_desktop.simulator.scenario import Contact, Scenario

_FIRST_MADE_UP = 1_000_001


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One contact; numbers are E.164 without ``+``."""

    id: int
    last_name: str
    first_name: str | None = None
    patronymic: str | None = None
    emails: Sequence[str] = ()
    phone_numbers: Sequence[str] = ()
    personal_manager_id: int | None = None
    organization_id: int | None = None
    groups: Sequence[int] = ()

    @property
    def full_name(self) -> str:
        """The names that are there, the family name first."""
        return " ".join(filter(None, (self.last_name, self.first_name, self.patronymic)))


class Names:
    """Names with an id: of organizations, or of groups; each name is there once."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}
        self._ids: dict[str, int] = {}
        self._last_id = 0

    @property
    def all(self) -> Sequence[tuple[int, str]]:
        """Ids and names."""
        return tuple(self._names.items())

    def name(self, id_: int | None) -> str | None:
        """The name; None if there is none with that id."""
        return None if id_ is None else self._names.get(id_)

    def id_of(self, name: str) -> int:
        """The id of that name; it is entered if it is new."""
        if name not in self._ids:
            self._last_id += 1
            self._names[self._last_id] = name
            self._ids[name] = self._last_id
        return self._ids[name]

    def known(self, name: str) -> int | None:
        """The id of that name, if it is there."""
        return self._ids.get(name)

    def rename(self, id_: int, name: str) -> None:
        """It is called otherwise from now on."""
        del self._ids[self._names[id_]]
        self._names[id_] = name
        self._ids[name] = id_

    def remove(self, id_: int) -> None:
        """It is gone."""
        del self._ids[self._names.pop(id_)]


class AddressBook:
    """Contacts by id, in the order of their ids, and by number."""

    def __init__(self, scenario: Scenario) -> None:
        self._people: dict[int, Person] = {}
        self._by_number: dict[str, int] = {}
        self.organizations = Names()
        self.groups = Names()
        for contact in sorted(scenario.contacts, key=lambda contact: contact.id):
            self.put(self.read(contact))
        for contact in made_up_contacts(
            scenario.generate_contacts,
            first_id=_FIRST_MADE_UP,
            managers=[employee.id for employee in scenario.employees],
        ):
            self.put(self.read(contact))
        self._ids = itertools.count(max(self._people, default=0) + 1)

    def first(self, count: int) -> Sequence[Person]:
        """The first ones; a book may be large."""
        return tuple(itertools.islice(self._people.values(), count))

    @property
    def people(self) -> Sequence[Person]:
        """Everybody."""
        return tuple(self._people.values())

    def person(self, contact_id: int) -> Person | None:
        """The contact with that id."""
        return self._people.get(contact_id)

    def with_number(self, phone_number: str) -> Person | None:
        """Whose number that is."""
        contact_id = self._by_number.get(phone_number)
        return None if contact_id is None else self._people[contact_id]

    def new_id(self) -> int:
        """An id nobody has had."""
        return next(self._ids)

    def read(self, contact: Contact) -> Person:
        """The contact of a scenario, as the book keeps it; its organization is entered, too."""
        last_name, _, first_names = contact.full_name.partition(" ")
        first_name, _, patronymic = first_names.partition(" ")
        organization_id = None
        if contact.organization is not None:
            organization_id = self.organizations.id_of(contact.organization)
        return Person(
            id=contact.id,
            last_name=last_name,
            first_name=first_name or None,
            patronymic=patronymic or None,
            emails=contact.emails,
            phone_numbers=tuple(dict.fromkeys((contact.phone_number, *contact.phone_numbers))),
            personal_manager_id=contact.personal_manager_id,
            organization_id=organization_id,
            groups=tuple(map(self.groups.id_of, contact.groups)),
        )

    def put(self, person: Person) -> None:
        """Add the contact, or change the one with this id."""
        self._forget_numbers(self._people.get(person.id))
        self._people[person.id] = person
        for number in person.phone_numbers:
            self._by_number[number] = person.id

    def remove(self, contact_id: int) -> bool:
        """Take the contact out; False if there was none."""
        person = self._people.pop(contact_id, None)
        self._forget_numbers(person)
        return person is not None

    def taken(self, phone_numbers: Iterable[str], *, but_by: int | None) -> str | None:
        """One of the numbers that another contact has."""
        for number in phone_numbers:
            if self._by_number.get(number, but_by) != but_by:
                return number
        return None

    def _forget_numbers(self, person: Person | None) -> None:
        if person is None:
            return
        for number in person.phone_numbers:
            if self._by_number.get(number) == person.id:
                del self._by_number[number]
