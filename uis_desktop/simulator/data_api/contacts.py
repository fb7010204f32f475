"""The address book's methods ("Data API", ``get.contacts`` and its neighbours).

The documentation does not say when a contact is a duplicate; here it is when
another one has one of its numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from uis_desktop.simulator.address_book import AddressBook, Person
from uis_desktop.simulator.data_api.fields import Row, Sort, fields
from uis_desktop.simulator.data_api.query import Listing, lists
from uis_desktop.simulator.parameters import E164, JsonType, Parameter
from uis_desktop.simulator.people import People
from uis_desktop.simulator.refusals import Refusal
from uis_desktop.simulator.rpc import Created, Method, Params

CONTACTS = [
    *fields(Sort.NUMBER, "id"),
    *fields(Sort.STRING, "first_name", "last_name", "patronymic", "full_name"),
    *fields(Sort.LIST, "emails", "phone_numbers"),
    *fields(Sort.NUMBER, "personal_manager_id"),
    *fields(Sort.STRING, "personal_manager_full_name"),
    *fields(Sort.NUMBER, "organization_id"),
    *fields(Sort.STRING, "organization_name"),
    *fields(Sort.OBJECTS, "groups"),
]

_MOST = 10
_S, _N, _A = JsonType.STRING, JsonType.NUMBER, JsonType.ARRAY

_PERSON = (
    Parameter(name="last_name", type=_S, required=True, pattern=re.compile(r".*\S.*", re.DOTALL)),
    Parameter(name="phone_numbers", type=_A, required=True),
    Parameter(name="first_name", type=_S, nullable=True),
    Parameter(name="patronymic", type=_S, nullable=True),
    Parameter(name="emails", type=_A, nullable=True),
    Parameter(name="personal_manager_id", type=_N, nullable=True),
    Parameter(name="organization_id", type=_N, nullable=True),
    Parameter(name="groups", type=_A, nullable=True),
)
CREATE = _PERSON
UPDATE = (Parameter(name="id", type=_N, required=True), *_PERSON)
DELETE = (Parameter(name="id", type=_N), Parameter(name="ids", type=_A))


class Contacts:
    """Reads and writes the address book."""

    def __init__(self, people: People) -> None:
        self._people = people

    def methods(self) -> Mapping[str, Method]:
        """By name."""
        return {
            "get.contacts": lists(Listing(CONTACTS, self.row), lambda _: self._book.people),
            "create.contacts": Method("data_api", CREATE, self.create),
            "update.contacts": Method("data_api", UPDATE, self.update),
            "delete.contacts": Method("data_api", DELETE, self.delete),
        }

    def row(self, person: Person) -> Row:
        """A contact as ``get.contacts`` shows him."""
        manager_id = person.personal_manager_id
        manager = None if manager_id is None else self._people.employee(manager_id)
        return {
            "id": person.id,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "patronymic": person.patronymic,
            "full_name": person.full_name,
            "emails": person.emails,
            "phone_numbers": person.phone_numbers,
            "personal_manager_id": manager.id if manager else None,
            "personal_manager_full_name": manager.full_name if manager else None,
            "organization_id": person.organization_id,
            "organization_name": self._book.organizations.name(person.organization_id),
            "groups": [
                {"group_id": group_id, "group_name": self._book.groups.name(group_id)}
                for group_id in person.groups
            ],
        }

    def create(self, params: Params) -> object:
        """``create.contacts``."""
        given = self._given(params, None)
        last_name = str(given.pop("last_name"))
        return Created(self._put(Person(id=self._book.new_id(), last_name=last_name), given))

    def update(self, params: Params) -> object:
        """``update.contacts``: what is not named stays, null clears, lists are replaced."""
        person = self._person(params["id"], "id")
        self._put(person, self._given(params, person.id))
        return {}

    def delete(self, params: Params) -> object:
        """``delete.contacts``: one or several, all or none."""
        if "id" in params and "ids" in params:
            raise Refusal("invalid_parameters_combination", "ids", params["ids"])
        if "id" in params:
            wanted, where = [params["id"]], "id"
        else:
            wanted, where = _list(params, "ids"), "ids"
        people = [self._person(contact_id, where) for contact_id in wanted]
        for person in people:
            self._book.remove(person.id)
        return {}

    @property
    def _book(self) -> AddressBook:
        return self._people.address_book

    def _put(self, person: Person, changes: Mapping[str, object]) -> int:
        # The types were checked with the parameters.
        self._book.put(replace(person, **changes))  # type: ignore[arg-type]
        return person.id

    def _person(self, contact_id: object, where: str) -> Person:
        if type(contact_id) is not int:
            raise Refusal("data_type_error", where, contact_id)
        person = self._book.person(contact_id)
        if person is None:
            raise Refusal("entity_not_found", where, contact_id)
        return person

    def _given(self, params: Params, own_id: int | None) -> dict[str, object]:
        """What the parameters say about a contact, checked."""
        given = {row.name: params[row.name] for row in _PERSON if row.name in params}
        numbers = _strings(given.get("phone_numbers"), "phone_numbers")
        if not numbers:
            raise Refusal("invalid_parameter_value", "phone_numbers", [])
        for number in numbers:
            if not E164.fullmatch(number):
                raise Refusal("invalid_parameter_value", "phone_numbers", number)
        if (taken := self._book.taken(numbers, but_by=own_id)) is not None:
            raise Refusal("duplicate_entity", "phone_numbers", taken)
        given["phone_numbers"] = numbers
        if "emails" in given:
            given["emails"] = _strings(given["emails"], "emails")
        self._check_links(given)
        return given

    def _check_links(self, given: dict[str, object]) -> None:
        """Manager, organization and groups exist."""
        manager_id, organization_id = given.get("personal_manager_id"), given.get("organization_id")
        if isinstance(manager_id, int) and self._people.employee(manager_id) is None:
            raise Refusal("entity_not_found", "personal_manager_id", manager_id)
        if isinstance(organization_id, int) and not self._book.organizations.name(organization_id):
            raise Refusal("entity_not_found", "organization_id", organization_id)
        if "groups" in given:
            given["groups"] = self._groups(given["groups"])

    def _groups(self, wanted: object) -> Sequence[int]:
        groups = wanted if isinstance(wanted, list) else []
        for group_id in groups:
            if type(group_id) is not int:
                raise Refusal("data_type_error", "groups", group_id)
            if self._book.groups.name(group_id) is None:
                raise Refusal("entity_not_found", "groups", group_id)
        return tuple(dict.fromkeys(groups))


def _list(params: Params, name: str) -> list[object]:
    value = params.get(name)
    if value is None:
        raise Refusal("required_parameter_missed", name)
    return value if isinstance(value, list) else [value]


def _strings(value: object, where: str) -> Sequence[str]:
    ones = value if isinstance(value, list) else []
    for one in ones:
        if not isinstance(one, str):
            raise Refusal("data_type_error", where, one)
    if len(ones) > _MOST:
        raise Refusal("data_limit_exceeded", where, value)
    return tuple(dict.fromkeys(ones))
