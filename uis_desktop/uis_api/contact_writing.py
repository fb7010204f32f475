"""Writes UIS's address book (Data API, ``create.contacts`` and its neighbours).

Each change is one request, never repeated by itself: a contact that was made
twice would have to be found and removed by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import Enum
from typing import Literal

import msgspec

from uis_desktop.core.phone import Phone
from uis_desktop.errors import OutcomeUnknown
from uis_desktop.uis_api.listing import Ask
from uis_desktop.uis_api.numbers import number, numbers
from uis_desktop.uis_api.rpc import RpcResult


class _Same(Enum):
    SAME = "same"


#: Of a change: this stays as it is.
SAME = _Same.SAME
Same = Literal[_Same.SAME]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContact:
    """A contact that is to be made.

    Attributes:
        last_name: UIS requires one; of a company its name.
        phone_numbers: 1 to 10; UIS keeps E.164 digits, so an extension is lost.
        emails: up to 10.
        personal_manager_id: the employee who looks after him.
        organization_id, groups: ids of ``contact_organizations`` and ``group_contacts``.
    """

    last_name: str
    phone_numbers: Sequence[Phone]
    first_name: str | None = None
    patronymic: str | None = None
    emails: Sequence[str] = ()
    personal_manager_id: str | None = None
    organization_id: str | None = None
    groups: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedContact:
    """What a contact is to become; :data:`SAME` stays, None clears, lists are replaced whole.

    The documentation asks for ``last_name`` and ``phone_numbers`` with every change.
    """

    id: str
    last_name: str
    phone_numbers: Sequence[Phone]
    first_name: str | Same | None = SAME
    patronymic: str | Same | None = SAME
    emails: Sequence[str] | Same = SAME
    personal_manager_id: str | Same | None = SAME
    organization_id: str | Same | None = SAME
    groups: Sequence[str] | Same = SAME


class _Made(msgspec.Struct, frozen=True):
    id: int | str


class ContactWriting:
    """Makes, changes and removes contacts."""

    def __init__(self, change: Ask) -> None:
        self._change = change

    async def create(self, contact: NewContact) -> str:
        """Make a contact; its id.

        Raises:
            ServiceRefused: nothing was made; ``duplicate_entity``, ``already_in_use``,
                ``data_limit_exceeded``, ``invalid_parameter_value`` with the field.
            ServiceUnreachable: certainly nothing was made.
            OutcomeUnknown: it may have been made.
            SignInRefused: login, password or key are not accepted.
        """
        params = _params(contact)
        # Nothing to clear yet.
        given = {name: value for name, value in params.items() if value not in (None, [])}
        return _made(await self._change("create.contacts", given))

    async def update(self, contact: ChangedContact) -> None:
        """Change a contact.

        Raises:
            ServiceRefused: as :meth:`create`, and ``entity_not_found``.
            ServiceUnreachable, OutcomeUnknown, SignInRefused
        """
        await self._change("update.contacts", {"id": number(contact.id, "id"), **_params(contact)})

    async def delete(self, *ids: str) -> None:
        """Remove contacts, all or none.

        Raises:
            ServiceRefused: ``entity_not_found``, ``dependency_error``.
            ServiceUnreachable, OutcomeUnknown, SignInRefused
        """
        if not ids:
            return
        wanted = numbers(ids, "ids")
        await self._change(
            "delete.contacts", {"id": wanted[0]} if len(wanted) == 1 else {"ids": wanted}
        )


def _params(contact: NewContact | ChangedContact) -> dict[str, object]:
    """Without ``id`` and what stays the same.

    Raises:
        ServiceRefused: an id is no number.
    """
    given: dict[str, object] = {
        name: value
        for name in (one.name for one in fields(contact) if one.name != "id")
        if (value := getattr(contact, name)) is not SAME
    }
    given["phone_numbers"] = [phone.digits for phone in contact.phone_numbers]
    if contact.emails is not SAME:
        given["emails"] = list(contact.emails)
    if contact.groups is not SAME:
        given["groups"] = numbers(contact.groups, "groups")
    for name in ("personal_manager_id", "organization_id"):
        id_ = given.get(name)
        if isinstance(id_, str):
            given[name] = number(id_, name)
    return given


def _made(result: RpcResult) -> str:
    """The id; UIS's sample has it beside ``data``, its conventions have it inside.

    Raises:
        OutcomeUnknown: it is nowhere.
    """
    if result.id is not None:
        return str(result.id)
    try:
        return str(msgspec.json.decode(result.data, type=_Made).id)
    except (ValueError, RecursionError) as error:
        raise OutcomeUnknown("create.contacts: no id in the reply") from error
