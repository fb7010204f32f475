"""A simulator process, and a client that reaches it straight or through the relay."""

from __future__ import annotations

from asyncio import timeout, to_thread
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
import msgspec
import pytest

from tests.forked import Program
from uis_desktop.core.phone import Phone
from uis_desktop.uis_api.calls import UisCallApi


class Ready(msgspec.Struct):
    call_api: str
    data_api: str
    login: str
    password: str
    virtual_phone_number: str
    employee_id: int
    web: str


_DOES_NOT_RING = 409


@dataclass
class Office:
    """A simulator, a way to control it, and a client."""

    ready: Ready
    control: httpx.AsyncClient
    api: UisCallApi

    async def order(self, what: str, body: object) -> None:
        """Use the simulator's control desk."""
        (await self.control.post(f"/control/{what}", json=body)).raise_for_status()

    async def asked(self, method: str) -> list[str]:
        """The outcome of every request of this method that reached UIS."""
        answer = (await self.control.get("/control/requests")).raise_for_status()
        return [one["outcome"] for one in answer.json()["requests"] if one["method"] == method]

    async def calls(self) -> list[dict[str, object]]:
        """Every call there ever was."""
        state = (await self.control.get("/control/state")).raise_for_status().json()
        return [*state["calls"], *state["finished"]]

    async def dial(self, number: str = "79001234567") -> str:
        """Click."""
        return await self.api.start_employee_call(
            contact=Phone(number),
            virtual_phone_number=self.ready.virtual_phone_number,
            employee_id=str(self.ready.employee_id),
            external_id="tray-1",
        )

    async def pick_up(self, call: str, employee_id: int | None = None) -> None:
        """The employee, or the contact, takes the call as soon as his phone rings."""
        wish = {"contact": True} if employee_id is None else {"employee_id": employee_id}
        async with timeout(10):
            while True:
                answer = await self.control.post(f"/control/calls/{call}/pick_up", json=wish)
                if answer.status_code != _DOES_NOT_RING:
                    break
        answer.raise_for_status()

    async def ring(self, call: str) -> None:
        """Wait until somebody's phone rings."""
        async with timeout(10):
            while not (await self.one(call))["legs"]:
                pass

    async def talk(self) -> str:
        """A call in which both talk; its session id."""
        call = await self.dial()
        await self.pick_up(call, self.ready.employee_id)
        await self.pick_up(call)
        return call

    async def state_of(self, call: str) -> object:
        """Where the simulator is in its state diagram."""
        return (await self.one(call))["state"]

    async def one(self, call: str) -> dict[str, object]:
        """A call, as the simulator's desk shows it."""
        (found,) = [one for one in await self.calls() if str(one["call_session_id"]) == call]
        return found


#: For what must be the same through the relay.
both_ways = pytest.mark.parametrize("office", ["direct", "through the relay"], indirect=True)


@asynccontextmanager
async def simulator() -> AsyncIterator[Ready]:
    """A process of its own, for as long as it is entered."""
    process = await to_thread(Program, "uis_desktop.simulator", "serve", "--listen", "127.0.0.1:0")
    try:
        yield msgspec.json.decode(await to_thread(process.stdout.readline), type=Ready)
    finally:
        process.terminate()
        await to_thread(process.communicate, 10)
