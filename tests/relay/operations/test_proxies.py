"""The relay behind nginx and Caddy, with the examples an administrator copies."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from tests.relay.company import ANNA, StreamClient
from tests.relay.operations.certificates import make_certificate
from tests.relay.operations.proxies import caddy, nginx
from tests.relay.running import RelayProcess, told
from uis_desktop.wire.frames import SUBPROTOCOL


class Site:
    """A relay process with an account, an employee and his device."""

    def __init__(self, data: Path) -> None:
        self.relay = RelayProcess(data, "--trusted-proxies", "127.0.0.1", "--log-format", "json")
        account = told(data, "account", "add", "acme")
        self.hook = str(account["hook_path"])
        told(data, "employee", "add", "--account", "acme", "--id", ANNA, "--name", "Anna")
        self.code = str(told(data, "invite", "--account", "acme", "--employee", ANNA)["code"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("data"))
    yield site
    assert site.relay.stop() == 0
    assert site.hook not in site.relay.log()


async def _the_whole_way(site: Site, url: str, trust: ssl.SSLContext | bool) -> None:
    """Enrol, follow the stream, post a notification and see it: all through the proxy."""
    connector = aiohttp.TCPConnector(ssl=trust)
    async with aiohttp.ClientSession(connector=connector) as http:
        code = told(site.relay.data, "invite", "--account", "acme", "--employee", ANNA)["code"]
        wish = {"code": code, "device_name": "through a proxy"}
        async with http.post(f"{url}/v1/enrol", json=wish) as response:
            assert response.status == 200
            token = (await response.json())["device_token"]
        async with http.ws_connect(
            f"{url}/v1/stream",
            headers={"Authorization": f"Bearer {token}"},
            protocols=(SUBPROTOCOL,),
            compress=0,
        ) as socket:
            desktop = StreamClient(socket)
            welcome = await desktop.resume()
            await desktop.until_live()
            notification = {
                "notification_mnemonic": "in_call_session",
                "call_session_id": f"9{welcome['latest']}",
                "contact_phone_number": "79001234567",
            }
            async with http.post(url + site.hook, data=json.dumps(notification)) as response:
                assert response.status == 200
            frame = await desktop.frame()
            assert frame["subject"] == notification["call_session_id"]
        async with http.get(f"{url}/metrics") as response:
            assert response.status == 404
        async with http.get(f"{url}/readyz") as response:
            assert response.status == 200


async def test_behind_nginx(site: Site, tmp_path: Path) -> None:
    certificate, key = make_certificate(tmp_path, "relay")
    trust = ssl.create_default_context(cafile=str(certificate))
    with nginx(tmp_path, site.relay.url, certificate, key) as url:
        await _the_whole_way(site, url, trust)
    written = (tmp_path / "uis-relay.log").read_text()
    assert "/hook/acme/***" in written
    assert site.hook not in written


async def test_behind_caddy(site: Site, tmp_path: Path) -> None:
    with caddy(tmp_path, site.relay.url) as url:
        await _the_whole_way(site, url, trust=True)
