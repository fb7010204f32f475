"""The control desk: look at the pretend UIS and make things happen by hand.

Loopback only, JSON only.  A page of somebody else's that is open in the same
browser must not be able to start calls, hence the check of ``Origin``.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable
from typing import Annotated

import msgspec
from aiohttp import web
from msgspec import UNSET, Meta, UnsetType

from uis_desktop.simulator.api_doors import json_response
from uis_desktop.simulator.calls import Call
from uis_desktop.simulator.control_bodies import (
    BadWish,
    Nothing,
    Strict,
    after_of,
    body_of,
    shaped,
)
from uis_desktop.simulator.faults import (
    ApiFault,
    ApiTrouble,
    NotificationFault,
    NotificationTrouble,
)
from uis_desktop.simulator.refusals import MNEMONICS
from uis_desktop.simulator.scenario import Api, Behaviour, KindWord, Party, Row
from uis_desktop.simulator.scenario_file import (
    WEB_ADDRESS_WANTED,
    is_web_address,
    row_complaints,
)
from uis_desktop.simulator.simulator import Simulator
from uis_desktop.simulator.views import employee_view, state_view

_Delay = Annotated[float, Meta(ge=0)]
_Times = Annotated[int, Meta(ge=0, le=1_000_000)]
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class _HangUp(Strict, frozen=True, kw_only=True):
    """Without ``leg_id`` the whole call ends."""

    by: Party = "contact"
    leg_id: int | None = None


class _PickUp(Strict, frozen=True, kw_only=True):
    employee_id: int | None = None
    contact: bool = False


class _ApiFaultWish(Strict, frozen=True, kw_only=True):
    call_api: ApiFault | UnsetType | None = UNSET
    data_api: ApiFault | UnsetType | None = UNSET
    times: _Times = 1
    method: str | None = None
    mnemonic: str = "internal_error"
    delay_s: _Delay = 2.0


class _NotificationFault(Strict, frozen=True, kw_only=True):
    notifications: NotificationFault
    times: _Times = 1
    kind: KindWord | None = None
    delay_s: _Delay = 2.0


class _Addresses(Strict, frozen=True, kw_only=True):
    notify: str | UnsetType | None = UNSET
    interactive: str | UnsetType | None = UNSET


_ROW: msgspec.json.Decoder[Row] = msgspec.json.Decoder(Row)
_FAULT = msgspec.json.Decoder(dict[str, object])
_HANG_UP = msgspec.json.Decoder(_HangUp)
_PICK_UP = msgspec.json.Decoder(_PickUp)
_BEHAVIOUR = msgspec.json.Decoder(Behaviour)
_ADDRESSES = msgspec.json.Decoder(_Addresses)
_NOTHING = msgspec.json.Decoder(Nothing)


class Control:
    """The desk's answers, one method each."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def routes(self) -> list[web.RouteDef]:
        """What goes where."""
        return [
            web.get("/control/state", self._state),
            web.get("/control/requests", self._requests),
            web.get("/control/notifications", self._notifications),
            web.get("/control/interactive", self._questions),
            web.post("/control/calls", self._start_call),
            web.post("/control/calls/{id:[0-9]+}/hang_up", self._hang_up),
            web.post("/control/calls/{id:[0-9]+}/pick_up", self._pick_up),
            web.post("/control/employees/{id:[0-9]+}", self._change_employee),
            web.post("/control/contacts/{number:[0-9]+}", self._change_contact),
            web.post("/control/sessions/expire", self._expire_sessions),
            web.post("/control/faults", self._add_fault),
            web.post("/control/addresses", self._change_addresses),
            web.post("/control/timeline/start", self._start_timeline),
        ]

    async def _state(self, request: web.Request) -> web.StreamResponse:
        return json_response(state_view(self._simulator))

    async def _requests(self, request: web.Request) -> web.StreamResponse:
        return json_response({"requests": self._simulator.requests.after(after_of(request))})

    async def _notifications(self, request: web.Request) -> web.StreamResponse:
        entries = self._simulator.notifications.after(after_of(request))
        return json_response({"notifications": entries})

    async def _questions(self, request: web.Request) -> web.StreamResponse:
        return json_response({"interactive": self._simulator.questions.after(after_of(request))})

    async def _start_call(self, request: web.Request) -> web.StreamResponse:
        row = await body_of(request, _ROW)
        for complaint in row_complaints("call", row, self._simulator.scenario):
            raise BadWish(400, complaint)
        call = self._simulator.switchboard.play(row)
        return json_response({"call_session_id": call.id})

    async def _hang_up(self, request: web.Request) -> web.StreamResponse:
        wish, call = await body_of(request, _HANG_UP), self._call(request)
        if wish.leg_id is None:
            self._simulator.switchboard.hang_up(call, wish.by)
            return json_response({})
        if (leg := call.leg(wish.leg_id)) is None:
            raise BadWish(409, "there is no such leg now")
        self._simulator.switchboard.drop(call, leg, "hand")
        return json_response({})

    async def _pick_up(self, request: web.Request) -> web.StreamResponse:
        wish = await body_of(request, _PICK_UP)
        if wish.contact == (wish.employee_id is not None):
            raise BadWish(400, "either employee_id or contact: true")
        if not self._simulator.switchboard.pick_up(self._call(request), wish.employee_id):
            raise BadWish(409, "that phone does not ring")
        return json_response({})

    async def _change_employee(self, request: web.Request) -> web.StreamResponse:
        behaviour = await body_of(request, _BEHAVIOUR)
        employee = self._simulator.people.employee(int(request.match_info["id"]))
        if employee is None:
            raise BadWish(404, "there is no such employee")
        self._simulator.people.change_employee(employee.id, behaviour)
        return json_response(employee_view(self._simulator, employee))

    async def _change_contact(self, request: web.Request) -> web.StreamResponse:
        behaviour = await body_of(request, _BEHAVIOUR)
        self._simulator.people.change_contact(request.match_info["number"], behaviour)
        return json_response({})

    async def _expire_sessions(self, request: web.Request) -> web.StreamResponse:
        await body_of(request, _NOTHING)
        return json_response(
            {"expired": sum(logins.expire_all() for logins in self._simulator.logins)}
        )

    async def _add_fault(self, request: web.Request) -> web.StreamResponse:
        wish = await body_of(request, _FAULT)
        if wish.get("call_api") is not None or wish.get("data_api") is not None:
            self._add_api_fault(shaped(wish, _ApiFaultWish))
        else:
            self._add_notification_fault(shaped(wish, _NotificationFault))
        return json_response({})

    def _add_api_fault(self, wish: _ApiFaultWish) -> None:
        if wish.mnemonic not in MNEMONICS:
            raise BadWish(400, f"UIS has no mnemonic {wish.mnemonic!r}")
        wanted: tuple[tuple[Api, ApiFault | UnsetType | None], ...] = (
            ("call_api", wish.call_api),
            ("data_api", wish.data_api),
        )
        for api, fault in wanted:
            if fault is None or fault is UNSET:
                continue
            self._simulator.faults.add_api(
                ApiTrouble(
                    api=api,
                    fault=fault,
                    times=wish.times,
                    method=wish.method,
                    mnemonic=wish.mnemonic,
                    delay_s=wish.delay_s,
                )
            )

    def _add_notification_fault(self, wish: _NotificationFault) -> None:
        self._simulator.faults.add_notifications(
            NotificationTrouble(
                fault=wish.notifications,
                times=wish.times,
                kind=wish.kind,
                delay_s=wish.delay_s,
            )
        )

    async def _change_addresses(self, request: web.Request) -> web.StreamResponse:
        wish = await body_of(request, _ADDRESSES)
        for name, url in (("notify", wish.notify), ("interactive", wish.interactive)):
            if isinstance(url, str) and not is_web_address(url):
                raise BadWish(400, f"{name}: {WEB_ADDRESS_WANTED}")
        if wish.notify is not UNSET:
            self._simulator.notifier.url = wish.notify
        if wish.interactive is not UNSET:
            self._simulator.interactive.url = wish.interactive
        return json_response({})

    async def _start_timeline(self, request: web.Request) -> web.StreamResponse:
        await body_of(request, _NOTHING)
        if not self._simulator.timeline.start():
            raise BadWish(409, f"the timeline is {self._simulator.timeline.state}")
        return json_response({})

    def _call(self, request: web.Request) -> Call:
        call = self._simulator.switchboard.call(int(request.match_info["id"]))
        if call is None:
            raise BadWish(404, "there is no such call now")
        return call


@web.middleware
async def only_from_here(request: web.Request, handler: Answer) -> web.StreamResponse:
    """Everything but the APIs is for this machine, and for no page of somebody else's.

    The name in ``Host`` is looked at, too: a page may have its own name point here.
    """
    if request.path in ("/v4.0", "/v2.0"):
        return await handler(request)
    if not (_is_loopback(request.remote or "") and _is_loopback(request.url.host or "")):
        return json_response({"error": "loopback only"}, 403)
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        return json_response({"error": "not from another page"}, 403)
    try:
        return await handler(request)
    except BadWish as wish:
        return json_response({"error": wish.error}, wish.status)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
