"""Asks the company who should get an inbound call ("Интерактивная обработка вызова").

UIS does not publish its timeout; integrators believe in about two seconds.  No
answer, another status than 200 or no JSON: the scenario's own way is taken.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import aiohttp
import msgspec

from uis_desktop.simulator.calls import Call
from uis_desktop.simulator.clock import Clock
from uis_desktop.simulator.journal import InteractiveQuestion, Journal
from uis_desktop.simulator.notifier import without_path
from uis_desktop.simulator.people import People
from uis_desktop.simulator.scenario import Employee, Interactive


@dataclass(frozen=True, slots=True)
class _Reply:
    """What came back, and why it is of no use, if so."""

    status: int | None = None
    answer: object = None
    reason: str | None = None


class InteractiveClient:
    """Puts the question; ``async with`` opens and closes its connections."""

    def __init__(
        self,
        settings: Interactive,
        *,
        clock: Clock,
        people: People,
        journal: Journal[InteractiveQuestion],
    ) -> None:
        self.url = settings.url
        self._settings = settings
        self._clock = clock
        self._people = people
        self._journal = journal
        self._http: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> InteractiveClient:
        self._http = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=self._settings.timeout_s),
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._http is not None:
            await self._http.close()

    async def employees_for(self, call: Call) -> Sequence[Employee] | None:
        """Whose phones should ring; None: the scenario knows best."""
        if self.url is None:
            return None
        started = time.monotonic()
        reply = await self._ask(self.url, call)
        elapsed_ms = (time.monotonic() - started) * 1000
        phones = _phones(reply.answer) if reply.reason is None else []
        reached = chain.from_iterable(map(self._people.employees_reached_by, phones))
        found = list({employee.id: employee for employee in reached}.values())
        route = "phones" if found else _other_route(reply)
        reason = reply.reason
        if reason is None and route == "fallback":
            reason = "nobody_has_these_phones" if phones else "no_phones"
        self._journal.add(
            InteractiveQuestion(
                at=self._clock.now(),
                call_session_id=call.id,
                url=without_path(self.url),
                status=reply.status,
                elapsed_ms=round(elapsed_ms, 1),
                answer=reply.answer,
                route=route,
                reason=reason,
            )
        )
        return found or None

    async def _ask(self, url: str, call: Call) -> _Reply:
        if self._http is None:
            raise RuntimeError("the interactive client is not open")
        question: dict[str, str] = {
            self._settings.id_name: str(call.id),
            "numa": call.origin.contact_phone_number or "",
            "numb": call.origin.line.virtual_phone_number,
            **{name: _ticked(name, call) for name in self._settings.parameters},
        }
        in_query = self._settings.method == "GET" or self._settings.format == "query"
        as_json = self._settings.format == "json" and not in_query
        try:
            async with self._http.request(
                self._settings.method,
                url,
                params=question if in_query else None,
                data=question if not in_query and not as_json else None,
                json=question if as_json else None,
                allow_redirects=False,
            ) as response:
                return _read(response.status, await response.read())
        except TimeoutError:
            return _Reply(reason="timeout")
        except aiohttp.ClientError:
            return _Reply(reason="unreachable")


def _ticked(name: str, call: Call) -> str:
    """The real format of the time is not known; nobody presses keys here."""
    return call.started_at.strftime("%H%M") if name == "start_time" else "None"


def _other_route(reply: _Reply) -> str:
    """Where the answer sends the caller if not to phones; he is rung for all the same here."""
    if reply.reason is None and isinstance(reply.answer, dict):
        if reply.answer.get("returned_code"):
            return "returned_code"
        if reply.answer.get("message_name") or reply.answer.get("text"):
            return "message"
    return "fallback"


def _read(status: int, body: bytes) -> _Reply:
    try:
        answer = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError):
        return _Reply(status, None, "not_json" if status == 200 else "status")
    return _Reply(status, answer, None if status == 200 else "status")


def _phones(answer: object) -> Sequence[str]:
    phones = answer.get("phones") if isinstance(answer, dict) else None
    return [phone for phone in phones if isinstance(phone, str)] if isinstance(phones, list) else []
