"""Employees, groups, lines, tags and time zone from UIS into the directory."""

from __future__ import annotations

import functools
import logging
import re

from uis_desktop.errors import ServiceRefused
from uis_desktop.relay.database.port import Database
from uis_desktop.relay.directory.from_uis import Office, Person, TakenIn, Team, take_in
from uis_desktop.relay.uis.contact_records import e164, text
from uis_desktop.uis_api.data import UisDataApi
from uis_desktop.uis_api.data_records import UisEmployee, UisGroup

_log = logging.getLogger(__name__)
_ID = re.compile(r"[0-9]{1,18}")
_EXTENSION = re.compile(r"[0-9]{1,7}")


async def employees_from_uis(api: UisDataApi, directory: Database, account: str) -> TakenIn:
    """Add and change what UIS knows of the company.

    Raises:
        SignInRefused, ServiceUnreachable, ServiceRefused, ReplyNotUnderstood: UIS.
        StorageUnusable: the directory.
    """
    told = await api.account()
    employees = await api.employees()
    groups = await api.groups()
    lines = await api.virtual_numbers()
    numbers = {e164(line.phone_number): line for line in lines if line.active}
    office = Office(
        people=[_person(employee) for employee in employees if _ID.fullmatch(employee.id)],
        teams=[_team(group) for group in groups],
        lines={
            number: text(line.name or "") or None
            for number, line in numbers.items()
            if number is not None
        },
        timezone=told.timezone,
        tags=await _tags(api),
    )
    return await directory.write(functools.partial(take_in, account=account, office=office))


async def _tags(api: UisDataApi) -> dict[str, str] | None:
    """The tags by id; None if this key may not read them: nothing else waits for that."""
    try:
        tags = await api.tagging.all()
    except ServiceRefused as error:
        _log.info("UIS does not tell its tags: %s", error.detail)
        return None
    named = {tag.id: text(tag.name) for tag in tags if _ID.fullmatch(tag.id)}
    return {id_: name for id_, name in named.items() if name}


def _person(employee: UisEmployee) -> Person:
    extension = employee.extension
    return Person(
        id=employee.id,
        name=text(employee.full_name) or employee.id,
        extension=extension if extension and _EXTENSION.fullmatch(extension) else None,
        phone_numbers=tuple(filter(None, map(_without_tones, employee.phone_numbers))),
    )


def _without_tones(number: str) -> str:
    """UIS writes digits that are dialled after the answer behind dots: ``7495…...2345``.

    Such a phone is somebody else's exchange; it is no number a call can be sent to.
    """
    return "" if "." in number else text(number)


def _team(group: UisGroup) -> Team:
    return Team(
        id=group.id,
        name=text(group.name) or group.id,
        phone_number=group.phone_number,
        members=group.members,
    )
