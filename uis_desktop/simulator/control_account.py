"""The control desk's drawers for the account: who is in it, what it may do and spend."""

from __future__ import annotations

import ipaddress
from typing import Annotated

import msgspec
from aiohttp import web
from msgspec import UNSET, Meta, UnsetType

from uis_desktop.simulator.api_doors import json_response
from uis_desktop.simulator.control_bodies import BadWish, Strict, body_of, shaped
from uis_desktop.simulator.scenario import (
    AccessKey,
    Api,
    Component,
    Contact,
    Destination,
    Employee,
    EmployeeGroup,
    Quirks,
)
from uis_desktop.simulator.simulator import Simulator

_Points = Annotated[int, Meta(ge=0)]


class _Budget(Strict, frozen=True, kw_only=True):
    api: Api
    minute_remaining: _Points | None = None
    day_remaining: _Points | None = None


class _Account(Strict, frozen=True, kw_only=True):
    allowlist: tuple[str, ...] | UnsetType = UNSET
    components: tuple[Component, ...] | UnsetType = UNSET
    destinations: tuple[Destination, ...] | UnsetType = UNSET
    rights: tuple[Api, ...] | UnsetType = UNSET
    active: bool | UnsetType = UNSET


_ANYTHING = msgspec.json.Decoder(dict[str, object])
_BUDGET = msgspec.json.Decoder(_Budget)
_KEY = msgspec.json.Decoder(AccessKey)
_ACCOUNT = msgspec.json.Decoder(_Account)


class AccountControl:
    """Changes what a scenario file has set."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def routes(self) -> list[web.RouteDef]:
        """What goes where."""
        return [
            web.put("/control/address_book/{id:[0-9]+}", self._put_contact),
            web.delete("/control/address_book/{id:[0-9]+}", self._remove_contact),
            web.put("/control/staff/{id:[0-9]+}", self._put_employee),
            web.delete("/control/staff/{id:[0-9]+}", self._remove_employee),
            web.put("/control/groups/{id:[0-9]+}", self._put_group),
            web.delete("/control/groups/{id:[0-9]+}", self._remove_group),
            web.post("/control/budget", self._leave_budget),
            web.post("/control/account", self._change_account),
            web.post("/control/keys", self._put_key),
            web.post("/control/quirks", self._change_quirks),
        ]

    async def _put_contact(self, request: web.Request) -> web.StreamResponse:
        contact = shaped(await _with_id(request), Contact)
        book = self._simulator.people.address_book
        person = book.read(contact)
        if (taken := book.taken(person.phone_numbers, but_by=person.id)) is not None:
            raise BadWish(409, f"another contact has {taken}")
        book.put(person)
        return json_response({})

    async def _remove_contact(self, request: web.Request) -> web.StreamResponse:
        return _removed(self._simulator.people.address_book.remove(_id(request)))

    async def _put_employee(self, request: web.Request) -> web.StreamResponse:
        self._simulator.people.put_employee(shaped(await _with_id(request), Employee))
        return json_response({})

    async def _remove_employee(self, request: web.Request) -> web.StreamResponse:
        return _removed(self._simulator.people.remove_employee(_id(request)))

    async def _put_group(self, request: web.Request) -> web.StreamResponse:
        self._simulator.people.put_group(shaped(await _with_id(request), EmployeeGroup))
        return json_response({})

    async def _remove_group(self, request: web.Request) -> web.StreamResponse:
        return _removed(self._simulator.people.remove_group(_id(request)))

    async def _leave_budget(self, request: web.Request) -> web.StreamResponse:
        wish = await body_of(request, _BUDGET)
        self._simulator.budgets[wish.api].leave(
            minute=wish.minute_remaining, day=wish.day_remaining
        )
        return json_response({})

    async def _change_account(self, request: web.Request) -> web.StreamResponse:
        wish = await body_of(request, _ACCOUNT)
        standing = self._simulator.standing
        if wish.allowlist is not UNSET:
            for network in wish.allowlist:
                _check_network(network)
            standing.allow(wish.allowlist)
        if wish.components is not UNSET:
            standing.include(wish.components)
        if wish.destinations is not UNSET:
            standing.let_call(wish.destinations)
        if wish.rights is not UNSET:
            standing.entitle(wish.rights)
        if wish.active is not UNSET:
            standing.active = wish.active
        return json_response({})

    async def _put_key(self, request: web.Request) -> web.StreamResponse:
        key = await body_of(request, _KEY)
        for logins in self._simulator.logins:
            logins.put_key(key)
        return json_response({})

    async def _change_quirks(self, request: web.Request) -> web.StreamResponse:
        wish = await body_of(request, _ANYTHING)
        now = msgspec.structs.asdict(self._simulator.standing.quirks)
        self._simulator.standing.quirks = shaped({**now, **wish}, Quirks)
        return json_response({})


def _id(request: web.Request) -> int:
    return int(request.match_info["id"])


async def _with_id(request: web.Request) -> dict[str, object]:
    """The body, with the id of the address."""
    wish = await body_of(request, _ANYTHING)
    return {**wish, "id": _id(request)}


def _removed(was_there: bool) -> web.StreamResponse:
    if not was_there:
        raise BadWish(404, "there is nothing with that id")
    return json_response({})


def _check_network(text: str) -> None:
    try:
        ipaddress.ip_network(text)
    except ValueError as error:
        raise BadWish(400, f"allowlist: {text!r} is not an address or a network") from error
