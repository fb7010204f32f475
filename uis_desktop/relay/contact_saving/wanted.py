"""A contact as a desktop wants it written, checked ("Data API", ``create.contacts``)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

import msgspec

from uis_desktop.core.phone import Phone, dialled
from uis_desktop.relay.call_proxy.replies import Declined
from uis_desktop.relay.uis.contact_records import contact_record, e164
from uis_desktop.uis_api.contact_writing import ChangedContact, NewContact
from uis_desktop.uis_api.data_records import UisContact
from uis_desktop.wire.frames import ContactRecord

CREATE, UPDATE = "create.contacts", "update.contacts"

_MOST_NUMBERS = 10
_LONGEST = 300
_T = TypeVar("_T", bound=msgspec.Struct)


class _New(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    last_name: str
    phone_numbers: list[str]
    first_name: str | None = None
    patronymic: str | None = None
    personal_manager_id: int | None = None


class _Changed(_New, frozen=True, forbid_unknown_fields=True, kw_only=True):
    id: int


class Wanted:
    """What is to be written; made only of what may be."""

    def __init__(
        self, method: str, params: Mapping[str, object], employees: Collection[str]
    ) -> None:
        """``employees``: ids of those who may be responsible.

        Raises:
            Declined
        """
        if method not in {CREATE, UPDATE}:
            raise Declined("method_not_found")
        self.method = method
        self._asked = _read(params, _Changed if method == UPDATE else _New)
        manager = self._asked.personal_manager_id
        if manager is not None and str(manager) not in employees:
            raise Declined("invalid_parameter_value", field="personal_manager_id")
        self.phones = _phones(self._asked.phone_numbers)
        names = (self._asked.last_name, self._asked.first_name, self._asked.patronymic)
        if not self._asked.last_name.strip() or any(len(one or "") > _LONGEST for one in names):
            raise Declined("invalid_parameter_value", field="last_name")

    @property
    def new(self) -> NewContact:
        """As it is to be made."""
        return NewContact(
            last_name=self._asked.last_name,
            first_name=self._asked.first_name,
            patronymic=self._asked.patronymic,
            phone_numbers=self.phones,
            personal_manager_id=_text(self._asked.personal_manager_id),
        )

    @property
    def changed(self) -> ChangedContact | None:
        """What is to become of a contact; None if it is to be made."""
        if not isinstance(self._asked, _Changed):
            return None
        return ChangedContact(
            id=str(self._asked.id),
            last_name=self._asked.last_name,
            first_name=self._asked.first_name,
            patronymic=self._asked.patronymic,
            phone_numbers=self.phones,
            personal_manager_id=_text(self._asked.personal_manager_id),
        )

    def record(self, id_: str, company: str | None) -> ContactRecord:
        """As the directory keeps it until UIS is asked again."""
        names = (self._asked.last_name, self._asked.first_name, self._asked.patronymic)
        record, _ = contact_record(
            UisContact(
                id=id_,
                full_name=" ".join(filter(None, names)),
                company=company,
                phone_numbers=tuple(phone.digits for phone in self.phones),
                personal_manager_id=_text(self._asked.personal_manager_id),
            )
        )
        return record


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)


def _read(params: Mapping[str, object], shape: type[_T]) -> _T:
    try:
        return msgspec.convert(params, shape)
    except msgspec.ValidationError as error:
        raise Declined("data_type_error") from error


def _phones(numbers: list[str]) -> list[Phone]:
    """Public numbers, as UIS wants them.

    Raises:
        Declined
    """
    known = [e164(number) for number in numbers]
    if not 1 <= len(known) <= _MOST_NUMBERS or None in known:
        raise Declined("invalid_parameter_value", field="phone_numbers")
    return [dialled(number) for number in known if number is not None]
