"""Several relays behind nginx, with the example an administrator copies."""

from __future__ import annotations

import json
import ssl
from asyncio import to_thread
from pathlib import Path

import aiohttp
import pytest

from tests.relay.calls import waiting
from tests.relay.cluster.site import EMPLOYEES, site
from tests.relay.company import StreamClient
from tests.relay.nats import needs_nats
from tests.relay.operations.certificates import make_certificate
from tests.relay.operations.proxies import nginx_before_two
from uis_desktop.wire.frames import SUBPROTOCOL

pytestmark = [needs_nats, pytest.mark.timeout(180)]


async def _answer(http: aiohttp.ClientSession, url: str, body: object) -> tuple[int, str | None]:
    async with http.post(url, data=json.dumps(body)) as response:
        return response.status, response.headers.get("Retry-After")


async def test_uis_is_answered_while_a_relay_is_dead_and_while_nats_is(tmp_path: Path) -> None:
    certificate, key = await to_thread(make_certificate, tmp_path, "relay")
    trust = ssl.create_default_context(cafile=str(certificate))
    async with site(tmp_path, "a", "b") as place:
        (follower,) = await place.connect(EMPLOYEES[0])
        relays = (place.relays["a"].url, place.relays["b"].url)
        with nginx_before_two(tmp_path, relays, certificate, key) as url:
            hook = url + place.hook.removeprefix(place.middle.url)
            token = follower.enrolment.device_token
            async with aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(ssl=trust, force_close=True)
            ) as http:
                for call in range(1, 7):
                    assert await _answer(http, hook, waiting(call)) == (200, None)
                await to_thread(place.kill, "a")
                for call in range(7, 20):
                    assert await _answer(http, hook, waiting(call)) == (200, None)
                async with http.ws_connect(
                    f"{url}/v1/stream",
                    headers={"Authorization": f"Bearer {token}"},
                    protocols=(SUBPROTOCOL,),
                    compress=0,
                ) as socket:
                    desktop = StreamClient(socket)
                    await desktop.resume()
                    calls = [frame["subject"] for frame in await desktop.until_live()]
                    assert calls == [str(call) for call in range(1, 20)]
                await to_thread(place.nats.kill)
                for call in (20, 21):
                    assert await _answer(http, hook, waiting(call)) == (503, "5")
                    question = {"call_session_id": call, "numa": "79001234567"}
                    assert await _answer(http, f"{hook}/interactive", question) == (200, None)
                await to_thread(place.nats.start)
                await place.until_ready()
                assert await _answer(http, hook, waiting(22)) == (200, None)
        await follower.until_call("22")
