"""SIGTERM under load: what was acknowledged is there, desktops are told to come back."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import aiohttp
import pytest

from tests.faults import nursery
from tests.relay.company import ANNA, StreamClient
from tests.relay.in_process import events, told
from uis_desktop.wire.closing import CloseCode
from uis_desktop.wire.frames import SUBPROTOCOL

_POSTERS, _BEFORE = 4, 200
#: The unit's TimeoutStopSec is 20 s.
_MOST_S = 10.0


async def _post(http: aiohttp.ClientSession, url: str, poster: int, taken: list[str]) -> None:
    """One event after the other until the relay takes no more."""
    for number in range(100_000):
        call = f"{poster}{number:07}"
        body = {"notification_mnemonic": "lost_call_session", "call_session_id": call,
                "employee_ids": [int(ANNA)]}  # fmt: skip
        try:
            async with http.post(url, json=body) as response:
                if response.status != 200:
                    return
                taken.append(call)
        except (aiohttp.ClientError, OSError):
            return


def _found(data: Path) -> tuple[nursery.Relay, str, str]:
    hook = str(told(data, "account", "add", "acme")["hook_path"])
    told(data, "employee", "add", "--account", "acme", "--id", ANNA, "--name", "Anna")
    relay = nursery.Relay(data)
    code = str(told(data, "invite", "--account", "acme", "--employee", ANNA)["code"])
    return relay, hook, code


@pytest.mark.timeout(60)
async def test_everything_acknowledged_is_there_and_desktops_are_told_to_come_back(
    tmp_path: Path,
) -> None:
    relay, hook, code = await asyncio.to_thread(_found, tmp_path / "data")
    url, taken = f"http://127.0.0.1:{relay.port}", list[str]()
    async with aiohttp.ClientSession() as http:
        wish = {"code": code, "device_name": "d"}
        async with http.post(f"{url}/v1/enrol", json=wish) as response:
            token = (await response.json())["device_token"]
        async with http.ws_connect(
            f"{url}/v1/stream",
            headers={"Authorization": f"Bearer {token}"},
            protocols=(SUBPROTOCOL,),
        ) as socket:
            desktop = StreamClient(socket)
            await desktop.resume()
            await desktop.until_live()
            posters = [
                asyncio.create_task(_post(http, url + hook, poster, taken))
                for poster in range(1, _POSTERS + 1)
            ]
            numbers = [(await desktop.frame())["sequence"] for _ in range(_BEFORE)]
            began = time.monotonic()
            stopping = asyncio.create_task(asyncio.to_thread(relay.stop))
            assert await desktop.close_code() == CloseCode.GOING_AWAY
            await asyncio.gather(*posters)
            assert await stopping == 0
            assert time.monotonic() - began < _MOST_S
    stored = await asyncio.to_thread(events, tmp_path / "data", "acme")
    calls = [str(event["call_session_id"]) for event in stored]
    assert numbers == list(range(1, _BEFORE + 1))
    assert len(taken) >= _BEFORE
    assert set(taken) <= set(calls)
    assert len(calls) == len(set(calls))
