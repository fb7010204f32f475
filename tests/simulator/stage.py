"""A simulator on loopback that lives faster, somebody who listens to it, and a client."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import msgspec
from aiohttp import web

from uis_desktop.simulator.clock import Timer
from uis_desktop.simulator.office import built_in_office
from uis_desktop.simulator.scenario import Account, Scenario
from uis_desktop.simulator.server import Served, served

Json = dict[str, Any]
DEADLINE_S = 10.0
SPEED = 50.0

INCOMING = "in_call_session"
WAITING = "employee_leg_waiting"
OUTGOING = "out_call_session"
TALK_STARTED = "talk_session_started"
TALK_ENDED = "talk_session_finished"
ENDED = "call_session_finished"
LOST = "lost_call_session"
RECORDED = "call_session_recorded"


class FastClock:
    """Time that runs ``SPEED`` times faster, and can be put forward."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._start = datetime(2026, 5, 18, 7, 0, 5, tzinfo=UTC)
        self._skipped = timedelta(0)

    def now(self) -> datetime:
        passed_s = (time.monotonic() - self._began) * SPEED
        return self._start + timedelta(seconds=passed_s) + self._skipped

    def call_later(self, delay_s: float, callback: Callable[[], None]) -> Timer:
        return asyncio.get_running_loop().call_later(delay_s / SPEED, callback)

    async def sleep(self, delay_s: float) -> None:
        await asyncio.sleep(delay_s / SPEED)

    def skip(self, seconds: float) -> None:
        """Only the date changes; what is to happen later does not come sooner."""
        self._skipped += timedelta(seconds=seconds)


@dataclass(frozen=True)
class Heard:
    """A request the receiver got."""

    method: str
    content_type: str
    query: str
    body: bytes

    @property
    def json(self) -> Json:
        loaded: Json = json.loads(self.body)
        return loaded


@dataclass
class Receiver:
    """Takes notifications; answers with the ``statuses`` first, then 200."""

    statuses: list[int] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    stuck_calls: set[int] = field(default_factory=set)
    url: str = ""
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def take(self, request: web.Request) -> web.StreamResponse:
        heard = Heard(
            request.method, request.content_type, request.query_string, await request.read()
        )
        async with self._news:
            self.heard.append(heard)
            self._news.notify_all()
        if self.stuck_calls and heard.json["call_session_id"] in self.stuck_calls:
            await asyncio.Event().wait()
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)

    async def until(self, enough: Callable[[list[Heard]], bool]) -> list[Heard]:
        """Everything heard so far, once it is enough."""
        async with asyncio.timeout(DEADLINE_S), self._news:
            await self._news.wait_for(lambda: enough(self.heard))
        return list(self.heard)

    async def story(self, call_session_id: int, *, until: str) -> list[Json]:
        """The events of a call up to that mnemonic."""

        def told(heard: list[Heard]) -> bool:
            return any(e["notification_mnemonic"] == until for e in of_call(heard))

        def of_call(heard: list[Heard]) -> list[Json]:
            return [h.json for h in heard if h.json["call_session_id"] == call_session_id]

        return of_call(await self.until(told))


@dataclass
class Stage:
    """A simulator with everything around it."""

    served: Served
    clock: FastClock
    receiver: Receiver
    http: aiohttp.ClientSession
    token: str = ""

    async def raw(self, body: bytes, url: str | None = None, **headers: str) -> tuple[int, bytes]:
        """Exactly these bytes at the Call API."""
        headers = {"Content-Type": "application/json", **headers}
        async with self.http.post(
            url or self.served.call_api, data=body, headers=headers
        ) as answer:
            return answer.status, await answer.read()

    async def call(self, method: str, params: Mapping[str, object], url: str | None = None) -> Json:
        """A well-formed request and the whole reply; the token is put in unless given."""
        params = {"access_token": self.token, **params} if self.token else params
        request = {"jsonrpc": "2.0", "id": "r1", "method": method, "params": params}
        status, body = await self.raw(json.dumps(request).encode(), url)
        assert status == 200
        reply: Json = json.loads(body)
        return reply

    async def sign_in(self, url: str | None = None) -> Json:
        self.token = ""
        reply = await self.call("login.user", {"login": "demo", "password": "demo-password"}, url)
        self.token = reply["result"]["data"]["access_token"]
        return reply

    async def post(self, path: str, body: object = None, **headers: str) -> tuple[int, Json]:
        """A wish at the control desk."""
        async with self.http.post(
            f"{self.served.web}control/{path}", json=body or {}, headers=headers
        ) as answer:
            return answer.status, await answer.json()

    async def put(self, path: str, body: object) -> tuple[int, Json]:
        """What somebody or something is to be, at the control desk."""
        async with self.http.put(f"{self.served.web}control/{path}", json=body) as answer:
            return answer.status, await answer.json()

    async def delete(self, path: str) -> int:
        """Away with it, at the control desk; the status."""
        async with self.http.delete(f"{self.served.web}control/{path}") as answer:
            return answer.status

    async def get(self, path: str) -> Json:
        """A look at the control desk."""
        async with self.http.get(f"{self.served.web}control/{path}") as answer:
            shown: Json = await answer.json()
            return shown

    async def start(self, row: Mapping[str, object]) -> int:
        """Start a call and say which."""
        status, answer = await self.post("calls", row)
        assert status == 200, answer
        call_session_id: int = answer["call_session_id"]
        return call_session_id

    async def state_of(self, call_session_id: int) -> Json:
        """What the desk shows of a call."""
        state = await self.get("state")
        calls: list[Json] = [*state["calls"], *state["finished"]]
        return next(call for call in calls if call["call_session_id"] == call_session_id)


@contextlib.asynccontextmanager
async def hosted(take: Callable[[web.Request], Any]) -> AsyncIterator[str]:
    """Something that answers every request on loopback."""
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", take)
    runner = web.AppRunner(
        application, access_log=None, shutdown_timeout=0.1, handler_cancellation=True
    )
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook/acc/s3cret"
    finally:
        await runner.cleanup()


def office(**changes: object) -> Scenario:
    """The built-in office, changed."""
    return msgspec.structs.replace(built_in_office(), **changes)


def office_account(**changes: object) -> Scenario:
    """The built-in office with another account."""
    account: Account = msgspec.structs.replace(built_in_office().account, **changes)
    return office(account=account)


@contextlib.asynccontextmanager
async def on_stage(scenario: Scenario | None = None) -> AsyncIterator[Stage]:
    """A simulator whose notifications somebody takes."""
    clock, receiver = FastClock(), Receiver()
    async with (
        hosted(receiver.take) as receiver.url,
        aiohttp.ClientSession() as http,
        served(scenario or built_in_office(), clock, "127.0.0.1", 0) as place,
    ):
        place.simulator.notifier.url = receiver.url
        yield Stage(place, clock, receiver, http)


def mnemonics(story: list[Json]) -> list[str]:
    """The kinds of these events."""
    return [event["notification_mnemonic"] for event in story]


async def ask(stage: Stage, method: str, **params: object) -> Json:
    """A question to the Data API, in its session."""
    if not stage.token:
        await stage.sign_in(stage.served.data_api)
    return await stage.call(method, params, stage.served.data_api)


async def listed(stage: Stage, method: str, **params: object) -> list[Json]:
    """What a method of the Data API lists."""
    reply = await ask(stage, method, **params)
    assert "result" in reply, reply
    rows: list[Json] = reply["result"]["data"]
    return rows


async def refused(stage: Stage, method: str, **params: object) -> tuple[str, str | None]:
    """Word and field of a refusal of the Data API."""
    reply = await ask(stage, method, **params)
    assert "error" in reply, reply
    data = reply["error"]["data"]
    return data["mnemonic"], data["field"]
