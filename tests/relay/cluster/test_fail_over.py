"""Several relays on one log: one dies, NATS dies, and nothing acknowledged is lost."""

from __future__ import annotations

import asyncio
import time
from asyncio import to_thread
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.relay.cluster.followers import Follower, Poster, faults
from tests.relay.cluster.site import EMPLOYEES, site
from tests.relay.nats import needs_nats
from tests.relay.running import send
from uis_desktop.net.https import Https

pytestmark = [needs_nats, pytest.mark.timeout(180)]
POSTERS = 8
DEADLINE_S = 60.0


@asynccontextmanager
async def _rings(poster: Poster) -> AsyncIterator[None]:
    """A steady load, about 200 a second as long as nothing is slow."""
    posting = [asyncio.create_task(poster.post_steadily(0.04)) for _ in range(POSTERS)]
    try:
        yield
    finally:
        poster.enough.set()
        await asyncio.gather(*posting)


async def _last_ones(poster: Poster, followers: list[Follower]) -> None:
    """One more ring for everybody, and everybody has got it."""
    async with Https() as https:
        for _ in EMPLOYEES:
            call = None
            while call is None:
                call = await poster.post(https)
            employee = next(one for one, calls in poster.acknowledged.items() if call in calls)
            for follower in followers:
                if follower.employee == employee:
                    await follower.until_call(call)


def _check(poster: Poster, followers: list[Follower]) -> None:
    for follower in followers:
        assert faults(poster.acknowledged[follower.employee], follower.received) == []
        assert follower.missed == []
    alike: dict[str, list[tuple[int, str]]] = {}
    for follower in followers:
        assert alike.setdefault(follower.employee, follower.received) == follower.received


async def test_a_killed_relay_loses_nothing_and_its_desktops_are_soon_live_at_another(
    tmp_path: Path,
) -> None:
    async with site(tmp_path, "a", "b", "c") as place:
        followers = [
            follower
            for employee in EMPLOYEES
            for follower in await place.connect(employee, desktops=2)
        ]
        poster = Poster(place.hook, EMPLOYEES)
        async with asyncio.timeout(DEADLINE_S):
            async with _rings(poster):
                await poster.until(200)
                busiest = await place.busiest()
                killed_at = time.monotonic()
                await to_thread(place.kill, busiest)
                await poster.until(200)
                for follower in followers:
                    await follower.until_live()
            await _last_ones(poster, followers)
        took = [follower.live_at[-1] - killed_at for follower in followers if follower.lost_at]
        assert took, "nobody was connected to the relay that was killed"
        print(  # noqa: T201
            f"{len(took)} of {len(followers)} desktops live at another relay after"
            f" {min(took):.2f}-{max(took):.2f} s; {poster.count} acknowledged,"
            f" {poster.refused} not"
        )
        _check(poster, followers)


async def test_killed_nats_loses_nothing_and_the_relays_come_back_by_themselves(
    tmp_path: Path,
) -> None:
    async with site(tmp_path, "a", "b") as place:
        followers = [
            follower for employee in EMPLOYEES for follower in await place.connect(employee)
        ]
        poster = Poster(place.hook, EMPLOYEES)
        async with asyncio.timeout(DEADLINE_S):
            async with _rings(poster):
                await poster.until(100)
                for _ in range(2):
                    await to_thread(place.nats.kill)
                    answer = await to_thread(send, place.hook, b'{"notification_name":"Lost call"}')
                    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
                    for relay in place.relays.values():
                        assert (await to_thread(send, f"{relay.url}/readyz")).status == 503
                        assert (await to_thread(send, f"{relay.url}/healthz")).status == 200
                    await to_thread(place.nats.start)
                    await poster.until(100)
            await _last_ones(poster, followers)
        for relay in place.relays.values():
            assert (await to_thread(send, f"{relay.url}/readyz")).status == 200
        _check(poster, followers)


@pytest.mark.parametrize(
    ("received", "found"),
    [
        ([(1, "1"), (2, "2"), (4, "3")], []),
        ([(1, "1"), (4, "3")], ["2 was acknowledged and is lost"]),
        ([(1, "1"), (2, "2"), (3, "2"), (4, "3")], ["2 came twice"]),
        ([(1, "1"), (3, "3"), (2, "2")], ["2 came after 3"]),
    ],
)
def test_what_would_be_wrong_is_noticed(received: list[tuple[int, str]], found: list[str]) -> None:
    assert faults({"1", "2", "3"}, received) == found
