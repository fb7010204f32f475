"""UIS asks during a ring who should take the call; answered from memory.

UIS does not publish how long it waits, and what is not 200 and JSON sends the
caller to the scenario's fallback (help centre, "Интерактивная обработка
вызова").  So there is one answer for everything that could go wrong: the
account's default route.
"""

from __future__ import annotations

from collections.abc import Iterable

from aiohttp import web

from uis_desktop.relay.directory.tables import Account
from uis_desktop.relay.hook import account_of, query_of
from uis_desktop.relay.intake.flatten import flatten
from uis_desktop.relay.intake.ladder import decode
from uis_desktop.relay.intake.values import phone_number
from uis_desktop.relay.interactive_answer import forward_to
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.metrics import Metrics
from uis_desktop.relay.patience import read_body
from uis_desktop.relay.phonebook import Phonebook
from uis_desktop.relay.refusals import Refused
from uis_desktop.relay.roster import Roster

_BODY_WITHIN_S = 1.0


class Interactive:
    """Sends a known caller to the employee responsible for him."""

    def __init__(
        self, *, roster: Roster, phonebook: Phonebook, metrics: Metrics, limits: Limits
    ) -> None:
        self._roster = roster
        self._phonebook = phonebook
        self._metrics = metrics
        self._limits = limits

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """Where UIS asks."""
        address = "/hook/{account}/{secret}/interactive"
        return web.get(address, self.route), web.post(address, self.route)

    async def route(self, request: web.Request) -> web.Response:
        """``GET|POST /hook/<account>/<secret>/interactive``: always 200 and JSON."""
        account = account_of(request, self._roster)
        caller = await self._caller(request)
        extension = self._extension(account, caller)
        self._metrics.interactive["default" if extension is None else "responsible"] += 1
        answer = account.interactive_default if extension is None else forward_to(extension)
        return web.Response(body=answer, content_type="application/json")

    async def _caller(self, request: web.Request) -> str | None:
        """The caller's number, from query, form or JSON."""
        try:
            body = await read_body(request, limit=self._limits.body, within_s=_BODY_WITHIN_S)
        except Refused:
            body = b""
        for source in (body, query_of(request)):
            fields = decode(source).fields
            if fields is None:
                continue
            number = phone_number(flatten(fields).values.get("numa"))
            if number is not None:
                return number
        return None

    def _extension(self, account: Account, caller: str | None) -> str | None:
        employee_id = self._phonebook.responsible(account.id, caller)
        employee = self._roster.employees(account.id).get(employee_id or "")
        return employee.extension if employee is not None else None
