"""Rows of the Data API to records; strict in what matters, lenient in everything else.

Seen in UIS's own documents and in the wild: ids as numbers and as strings, null or
``{}`` for an empty object, keys left out, one sample that calls the array of a
group's phones ``phone_number``, durations as ``00:00:30``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo

import msgspec

from uis_desktop.uis_api.data_records import (
    ReportedCall,
    ReportedLeg,
    RungEmployee,
    UisAccount,
    UisContact,
    UisEmployee,
    UisGroup,
    UisLine,
)
from uis_desktop.uis_api.lenient import Id, Seconds, as_id, as_seconds, listed, moment


class _Row(msgspec.Struct, frozen=True):
    """Every row has an id; without one it cannot be told from any other."""

    id: int | str


class _Account(msgspec.Struct, frozen=True):
    app_id: Id = None
    name: str | None = None
    app_name: str | None = None
    timezone: str | None = None


class _Phone(msgspec.Struct, frozen=True):
    phone_number: Id = None
    status: str | None = None


_Phones = list[str | int | _Phone] | str | int | None


class _Extension(msgspec.Struct, frozen=True):
    extension_phone_number: Id = None


class _Employee(_Row, frozen=True):
    full_name: str | None = None
    last_name: str | None = None
    first_name: str | None = None
    patronymic: str | None = None
    extension: _Extension | str | int | None = None
    phone_numbers: _Phones = None


class _Member(msgspec.Struct, frozen=True):
    employee_id: Id = None


_Members = list[_Member] | _Member | None


class _Group(_Row, frozen=True):
    name: str | None = None
    group_phone_number: Id = None
    members: _Members = None
    phone_numbers: _Members = None
    phone_number: _Members = None


class _Line(_Row, frozen=True):
    virtual_phone_number: Id = None
    name: str | None = None
    status: str | None = None


class _Contact(_Row, frozen=True):
    full_name: str | None = None
    last_name: str | None = None
    first_name: str | None = None
    patronymic: str | None = None
    phone_numbers: _Phones = None
    personal_manager_id: Id = None
    organization_name: str | None = None


class _Rung(msgspec.Struct, frozen=True):
    employee_id: Id = None
    employee_full_name: str | None = None
    is_answered: bool | None = None
    is_talked: bool | None = None


class _Tag(msgspec.Struct, frozen=True):
    tag_name: str | None = None


_Links = list[str] | str | None


class _Call(_Row, frozen=True):
    start_time: str | None = None
    finish_time: str | None = None
    direction: str | None = None
    source: str | None = None
    is_lost: bool | None = None
    finish_reason: str | None = None
    contact_phone_number: Id = None
    contact_id: Id = None
    contact_full_name: str | None = None
    virtual_phone_number: Id = None
    scenario_name: str | None = None
    call_api_external_id: Id = None
    communication_id: Id = None
    communication_number: int | str | None = None
    wait_duration: Seconds = None
    talk_duration: Seconds = None
    total_duration: Seconds = None
    employees: list[_Rung] | None = None
    last_talked_employee_id: Id = None
    last_talked_employee_full_name: str | None = None
    call_records: _Links = None
    full_record_file_link: str | None = None
    tags: list[_Tag] | None = None


class _Leg(_Row, frozen=True):
    call_session_id: Id = None
    employee_id: Id = None
    employee_full_name: str | None = None
    is_talked: bool | None = None


#: What is asked for of each method: no more than is read here.
FIELDS: dict[str, tuple[str, ...]] = {
    "get.employees": ("id", "full_name", "extension", "phone_numbers"),
    "get.virtual_numbers": ("id", "virtual_phone_number", "name", "status"),
    "get.contacts": (
        "id",
        "full_name",
        "last_name",
        "first_name",
        "patronymic",
        "phone_numbers",
        "personal_manager_id",
        "organization_name",
    ),
    "get.calls_report": _Call.__struct_fields__,
    "get.call_legs_report": _Leg.__struct_fields__,
}


def account(data: msgspec.Raw) -> UisAccount:
    """``get.account`` gives a list of one, ``getobj.account`` an object.

    Raises:
        ValueError: it is neither.
    """
    found = msgspec.json.decode(data, type=list[_Account] | _Account)
    row = found if isinstance(found, _Account) else (found or [_Account()])[0]
    return UisAccount(
        app_id=as_id(row.app_id), name=row.name or row.app_name, timezone=row.timezone
    )


def employee(raw: msgspec.Raw) -> UisEmployee:
    """A row of ``get.employees``."""
    row = msgspec.json.decode(raw, type=_Employee)
    extension = row.extension
    short = extension.extension_phone_number if isinstance(extension, _Extension) else extension
    return UisEmployee(
        id=str(row.id),
        full_name=_full_name(row),
        extension=as_id(short),
        phone_numbers=_phones(row.phone_numbers),
    )


def group(raw: msgspec.Raw) -> UisGroup:
    """A row of ``get.group_employees``."""
    row = msgspec.json.decode(raw, type=_Group)
    rows = (*listed(row.members), *listed(row.phone_numbers), *listed(row.phone_number))
    members = (as_id(member.employee_id) for member in rows)
    return UisGroup(
        id=str(row.id),
        name=row.name or "",
        phone_number=as_id(row.group_phone_number),
        members=tuple(dict.fromkeys(filter(None, members))),
    )


def line(raw: msgspec.Raw) -> UisLine:
    """A row of ``get.virtual_numbers``."""
    row = msgspec.json.decode(raw, type=_Line)
    return UisLine(
        id=str(row.id),
        phone_number=as_id(row.virtual_phone_number) or "",
        name=row.name or None,
        active=row.status in {None, "active"},
    )


def contact(raw: msgspec.Raw) -> UisContact:
    """A row of ``get.contacts``."""
    row = msgspec.json.decode(raw, type=_Contact)
    return UisContact(
        id=str(row.id),
        full_name=_full_name(row),
        company=row.organization_name or None,
        phone_numbers=_phones(row.phone_numbers),
        personal_manager_id=as_id(row.personal_manager_id),
    )


def call_in(zone: tzinfo) -> Callable[[msgspec.Raw], ReportedCall]:
    """Reads rows of ``get.calls_report`` of an account in this time zone."""

    def call(raw: msgspec.Raw) -> ReportedCall:
        row = msgspec.json.decode(raw, type=_Call)
        return ReportedCall(
            id=str(row.id),
            start_time=moment(row.start_time, zone),
            finish_time=moment(row.finish_time, zone),
            direction=row.direction,
            source=row.source,
            is_lost=bool(row.is_lost),
            finish_reason=row.finish_reason,
            contact_phone_number=as_id(row.contact_phone_number),
            contact_id=as_id(row.contact_id),
            contact_full_name=row.contact_full_name or None,
            virtual_phone_number=as_id(row.virtual_phone_number),
            scenario_name=row.scenario_name or None,
            external_id=as_id(row.call_api_external_id),
            communication_id=as_id(row.communication_id),
            communication_number=as_seconds(row.communication_number),
            wait_s=as_seconds(row.wait_duration),
            talk_s=as_seconds(row.talk_duration),
            total_s=as_seconds(row.total_duration),
            employees=None if row.employees is None else _rung(row.employees),
            last_talked=_last_talked(row),
            records=_links(row.call_records),
            full_record_file_link=row.full_record_file_link or None,
            tag_names=tuple(tag.tag_name for tag in row.tags or () if tag.tag_name),
            raw=bytes(raw),
        )

    return call


def leg(raw: msgspec.Raw) -> ReportedLeg:
    """A row of ``get.call_legs_report``."""
    row = msgspec.json.decode(raw, type=_Leg)
    return ReportedLeg(
        id=str(row.id),
        call_session_id=as_id(row.call_session_id) or "",
        employee_id=as_id(row.employee_id),
        employee_full_name=row.employee_full_name or None,
        is_talked=bool(row.is_talked),
    )


def _full_name(row: _Employee | _Contact) -> str:
    parts = (row.last_name, row.first_name, row.patronymic)
    return (row.full_name or " ".join(filter(None, parts))).strip()


def _phones(value: _Phones) -> tuple[str, ...]:
    """Numbers in their order; of employees only the active ones."""
    found: list[str] = []
    for phone in value if isinstance(value, list) else [value]:
        if isinstance(phone, _Phone):
            phone = phone.phone_number if phone.status != "inactive" else None
        if number := as_id(phone):
            found.append(number)
    return tuple(dict.fromkeys(found))


def _rung(rows: list[_Rung]) -> tuple[RungEmployee, ...]:
    return tuple(
        RungEmployee(id=id_, full_name=row.employee_full_name, is_talked=bool(row.is_talked))
        for row in rows
        if (id_ := as_id(row.employee_id)) is not None
    )


def _last_talked(row: _Call) -> RungEmployee | None:
    id_ = as_id(row.last_talked_employee_id)
    if id_ is None:
        return None
    return RungEmployee(id=id_, full_name=row.last_talked_employee_full_name, is_talked=True)


def _links(value: _Links) -> tuple[str, ...]:
    return tuple(link for link in listed(value) if link)
