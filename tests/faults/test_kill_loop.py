"""Kill -9 three hundred times under load: nothing lost, doubled or out of order.

Posters do as UIS does: one event after the other, each again and again until it
is acknowledged.  A desktop follows the stream and resumes after every kill.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest

from tests.faults import nursery
from tests.relay.company import ANNA, StreamClient
from tests.relay.in_process import events, told
from tests.wire.stream_schema import checked_frame
from uis_desktop.wire.frames import SUBPROTOCOL

KILLS = 300
EVENTS = 10_000
_POSTERS = 4
#: Only ends a test that hangs; a machine that is busy with other things may be slow.
_PATIENCE_S = 60.0


@dataclass
class Company:
    """The relay's address, which changes with every life, and who uses it."""

    data: Path
    sabotage: nursery.Sabotage | None = None
    hook: str = ""
    token: str = ""
    relay: nursery.Relay | None = None
    acknowledged: list[tuple[int, int]] = field(default_factory=list)
    up: asyncio.Event = field(default_factory=asyncio.Event)
    #: Done when so many more events have been acknowledged.
    countdown: int = 0
    enough: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        """Where the relay is in this life."""
        assert self.relay is not None
        return f"http://127.0.0.1:{self.relay.port}"

    async def start(self) -> None:
        """A new life."""
        self.relay = await asyncio.to_thread(nursery.Relay, self.data, sabotage=self.sabotage)
        self.up.set()

    async def kill(self) -> None:
        """The end of it."""
        assert self.relay is not None
        self.up.clear()
        await asyncio.to_thread(self.relay.kill)

    async def stop(self) -> None:
        """It is asked to end, and does."""
        assert self.relay is not None
        assert await asyncio.to_thread(self.relay.stop) == 0

    def note(self, poster: int, number: int) -> None:
        """The relay has said that this event is safe."""
        self.acknowledged.append((poster, number))
        self.countdown -= 1
        if self.countdown <= 0:
            self.enough.set()

    async def more(self, count: int) -> None:
        """Wait for so many more acknowledged events."""
        self.countdown = count
        self.enough.clear()
        async with asyncio.timeout(_PATIENCE_S):
            await self.enough.wait()


async def _post(company: Company, http: aiohttp.ClientSession, poster: int) -> None:
    """One event after the other, each until it is acknowledged, and some once more."""
    number, again = 0, False
    while True:
        await company.up.wait()
        body = {
            "notification_mnemonic": "lost_call_session",
            "call_session_id": f"{poster}{number:07}",
            "employee_ids": [int(ANNA)],
        }
        try:
            async with http.post(company.url + company.hook, json=body) as response:
                safe = response.status == 200
        except (aiohttp.ClientError, OSError):
            continue
        # UIS sends again what was stored when our answer did not reach it.
        again = safe and not again and number % 10 == 0
        if safe and not again:
            company.note(poster, number)
            number += 1


async def _follow(company: Company, http: aiohttp.ClientSession, seen: list[int]) -> None:
    """A desktop: reads, and resumes where it stopped."""
    epoch: str | None = None
    while True:
        await company.up.wait()
        try:
            async with http.ws_connect(
                f"{company.url}/v1/stream",
                headers={"Authorization": f"Bearer {company.token}"},
                protocols=(SUBPROTOCOL,),
            ) as socket:
                desktop = StreamClient(socket)
                welcome = await desktop.resume(epoch=epoch, after=seen[-1] if seen else 0)
                assert epoch in {None, welcome["epoch"]}
                epoch = str(welcome["epoch"])
                async for message in socket:
                    frame = checked_frame(message.data)
                    if "sequence" in frame:
                        seen.append(int(str(frame["sequence"])))
        except (aiohttp.ClientError, OSError, AssertionError):
            if company.up.is_set() and epoch is None:
                raise


@asynccontextmanager
async def _busy(company: Company, seen: list[int]) -> AsyncIterator[None]:
    """Posters and a desktop at work."""
    async with aiohttp.ClientSession() as http:
        work = [asyncio.create_task(_post(company, http, n)) for n in range(1, _POSTERS + 1)]
        work.append(asyncio.create_task(_follow(company, http, seen)))
        try:
            yield
        finally:
            for task in work:
                task.cancel()
            outcomes = await asyncio.gather(*work, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome


def _found(data: Path, sabotage: nursery.Sabotage | None = None) -> Company:
    company = Company(data, sabotage)
    company.hook = str(told(data, "account", "add", "acme")["hook_path"])
    told(data, "employee", "add", "--account", "acme", "--id", ANNA, "--name", "Anna")
    return company


async def _enrol(company: Company) -> None:
    wish = ("invite", "--account", "acme", "--employee", ANNA)
    code = (await asyncio.to_thread(told, company.data, *wish))["code"]
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{company.url}/v1/enrol", json={"code": code, "device_name": "d"}) as reply,
    ):
        company.token = str((await reply.json())["device_token"])


async def _live_and_die(company: Company, *, kills: int, least_events: int) -> list[int]:
    """So many lives under load; the numbers the desktop has seen."""
    chance = random.Random(kills)
    seen: list[int] = []
    await company.start()
    await _enrol(company)
    each = least_events // kills
    async with _busy(company, seen):
        for _ in range(kills):
            await company.more(chance.randrange(each // 2, each * 2))
            await company.kill()
            await company.start()
        await company.more(max(1, least_events - len(company.acknowledged)))
    return seen


def _faults(company: Company, seen: list[int]) -> set[str]:
    """What the relay has done wrong, of all that it must not do."""
    stored = events(company.data, "acme")
    numbers = [int(str(event["seq"])) for event in stored]
    calls = [str(event["call_session_id"]) for event in stored]
    acknowledged = {f"{poster}{number:07}" for poster, number in company.acknowledged}
    of_posters = [[call for call in calls if call[0] == str(n)] for n in range(1, _POSTERS + 1)]
    found = {
        "lost": not acknowledged <= set(calls),
        "doubled": len(calls) != len(set(calls)),
        "a number left out": numbers != list(range(1, len(numbers) + 1)),
        "out of order": any(mine != sorted(mine) for mine in of_posters),
        "sent twice": len(seen) != len(set(seen)),
        "sent out of order": seen != sorted(seen),
        "not sent": set(seen) != set(numbers),
    }
    return {fault for fault, there in found.items() if there}


@pytest.mark.timeout(900)
async def test_ten_thousand_events_and_three_hundred_kills(tmp_path: Path) -> None:
    company = await asyncio.to_thread(_found, tmp_path / "data")
    seen = await _live_and_die(company, kills=KILLS, least_events=EVENTS)
    # What was under way when the posters were stopped is stored when the relay has ended.
    await company.stop()
    await company.start()
    await _read_the_rest(company, seen)
    await company.stop()
    assert len(company.acknowledged) >= EVENTS
    assert await asyncio.to_thread(_faults, company, seen) == set()


async def _read_the_rest(company: Company, seen: list[int]) -> None:
    """What the desktop had not read when it was stopped."""
    async with (
        aiohttp.ClientSession() as http,
        http.ws_connect(
            f"{company.url}/v1/stream",
            headers={"Authorization": f"Bearer {company.token}"},
            protocols=(SUBPROTOCOL,),
        ) as socket,
    ):
        desktop = StreamClient(socket)
        # The very first resume of a desktop names no epoch and gets the same numbers.
        await desktop.resume(epoch=None, after=max(seen, default=0))
        seen.extend(int(str(frame["sequence"])) for frame in await desktop.until_live())


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("sabotage", "fault"),
    [
        (nursery.acknowledge_too_early, "lost"),
        (nursery.store_backwards, "out of order"),
        (nursery.store_repeats, "doubled"),
        (nursery.skip_numbers, "a number left out"),
        (nursery.deliver_twice, "sent twice"),
        (nursery.forget_to_deliver, "not sent"),
    ],
)
async def test_the_loop_finds_a_relay_that(
    tmp_path: Path, sabotage: nursery.Sabotage, fault: str
) -> None:
    """The controls: each of these relays does one thing wrong."""
    company = await asyncio.to_thread(_found, tmp_path / "data", sabotage)
    seen: list[int] = []
    await company.start()
    await _enrol(company)
    async with _busy(company, seen):
        for _ in range(3):
            # Long enough for a slow disk to get several events of one poster at once.
            await company.more(300)
            await company.kill()
            await company.start()
    await _read_the_rest(company, seen)
    assert fault in await asyncio.to_thread(_faults, company, seen)
    await company.kill()
