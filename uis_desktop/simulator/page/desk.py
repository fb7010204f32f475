"""The page's buttons and forms; each leads back to the page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from uis_desktop.simulator.calls import Call, Leg
from uis_desktop.simulator.page.show import Page
from uis_desktop.simulator.parameters import E164
from uis_desktop.simulator.scenario import InboundCall, OutgoingCall
from uis_desktop.simulator.simulator import Simulator


class Declined(Exception):
    """A wish that cannot be granted; says the word for why."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


_Wish = Callable[[web.Request], Awaitable[None]]


class Desk:
    """Does what the page's buttons say.

    A browser names the page a form is sent from; without that name nothing is
    done, for then it may be anybody's.
    """

    def __init__(self, simulator: Simulator, page: Page) -> None:
        self._simulator = simulator
        self._page = page

    def routes(self) -> list[web.RouteDef]:
        """What goes where."""
        leg = "/desk/calls/{call:[0-9]+}/legs/{leg:[0-9]+}"
        wishes: dict[str, _Wish] = {
            f"{leg}/answer": self._answer,
            f"{leg}/hang_up": self._hang_up,
            "/desk/call_in": self._call_in,
            "/desk/call_out": self._call_out,
            "/desk/answers": self._answers,
            "/desk/timeline": self._start_timeline,
        }
        return [web.post(path, self._granting(wish)) for path, wish in wishes.items()]

    def _granting(self, wish: _Wish) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def grant(request: web.Request) -> web.StreamResponse:
            if "Origin" not in request.headers:
                raise web.HTTPForbidden(text="not from another page")
            try:
                await wish(request)
            except Declined as declined:
                return self._page.response(request, declined.word)
            raise web.HTTPSeeOther("/")

        return grant

    async def _answer(self, request: web.Request) -> None:
        call, leg = self._leg(request)
        if not self._simulator.switchboard.answer(call, leg):
            raise Declined("does_not_ring")

    async def _hang_up(self, request: web.Request) -> None:
        call, leg = self._leg(request)
        self._simulator.switchboard.drop(call, leg, "hand")

    async def _call_in(self, request: web.Request) -> None:
        form = await request.post()
        who = str(form.get("who", "")).strip()
        if who and not E164.fullmatch(who):
            raise Declined("bad_number")
        line = str(form.get("line", ""))
        if self._simulator.people.line(line) is None:
            raise Declined("gone")
        self._simulator.switchboard.play(InboundCall(line=line, contact=who or None))

    async def _call_out(self, request: web.Request) -> None:
        form = await request.post()
        contact, employee_id = str(form.get("contact", "")).strip(), str(form.get("employee", ""))
        if not E164.fullmatch(contact):
            raise Declined("bad_number")
        known = employee_id.isdecimal() and self._simulator.people.employee(int(employee_id))
        if not known:
            raise Declined("gone")
        line = self._simulator.people.lines[0].virtual_phone_number
        self._simulator.switchboard.play(
            OutgoingCall(employee=known.id, contact=contact, line=line)
        )

    async def _answers(self, request: web.Request) -> None:
        form = await request.post()
        self._simulator.people.by_hand = form.get("by_hand") == "yes"

    async def _start_timeline(self, request: web.Request) -> None:
        self._simulator.timeline.start()

    def _leg(self, request: web.Request) -> tuple[Call, Leg]:
        call = self._simulator.switchboard.call(int(request.match_info["call"]))
        leg = None if call is None else call.leg(int(request.match_info["leg"]))
        if call is None or leg is None:
            raise Declined("gone")
        return call, leg
