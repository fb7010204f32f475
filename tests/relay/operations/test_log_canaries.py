"""Everything secret goes through the relay, and none of it into its log."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import apsw
import pytest
import pytest_asyncio

from tests.adapters.pretend_uis import PretendUis, raw, refusal, result
from tests.relay.company import ANNA, StreamClient
from tests.relay.in_process import command, told
from tests.relay.running import JsonObject, RelayProcess, Reply, send
from uis_desktop.relay.directory.account_settings import UisAccess, change_settings
from uis_desktop.relay.directory.tables import open_directory
from uis_desktop.relay.secret_files import write_secret
from uis_desktop.relay.uis_keys import FOLDER
from uis_desktop.wire.frames import SUBPROTOCOL

PHONE = "79001234567"
UIS_KEY, METRICS_TOKEN, PASSWORD = "Canary-of-UIS", "canary-of-metrics", "canary of the page"


@dataclass
class Site:
    """A relay process at its most talkative, and everything that must stay between us."""

    relay: RelayProcess
    hook: str
    code: str
    link: str
    token: str = ""

    def send(
        self, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        return send(self.relay.url + path, body, headers)

    def as_desktop(self, path: str, body: object = None) -> Reply:
        data = None if body is None else json.dumps(body).encode()
        return self.send(path, data, {"Authorization": f"Bearer {self.token}"})

    @property
    def secrets(self) -> dict[str, str]:
        """By name."""
        return {
            "hook": self.hook.rpartition("/")[2],
            "invite": self.code,
            "link": self.link,
            "token": self.token,
            "key": UIS_KEY,
            "metrics token": METRICS_TOKEN,
            "password": PASSWORD,
            "phone": PHONE[1:],
            "phone as people write it": "123-45-67",
        }


@pytest_asyncio.fixture(params=["text", "json"])
async def site(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Site]:
    data, log_format = tmp_path / "data", str(request.param)
    monkeypatch.setenv("UIS_RELAY_METRICS_TOKEN", METRICS_TOKEN)
    async with PretendUis() as uis:
        site = await asyncio.to_thread(_found, data, uis.address, log_format)
        try:
            await asyncio.to_thread(_enrol, site)
            await _click(site, uis)
            yield site
        finally:
            await asyncio.to_thread(site.relay.stop)


def _found(data: Path, uis: str, log_format: str) -> Site:
    password = data.with_name("password")
    password.write_text(PASSWORD)
    hook = str(told(data, "account", "add", "acme")["hook_path"])
    told(data, "employee", "add", "--account", "acme", "--id", ANNA, "--name", "Anna")
    told(data, "admin", "password", "--password-file", str(password))
    _give_key(data, uis)
    relay = RelayProcess(data, "--verbose", "--log-format", log_format)
    code = str(told(data, "invite", "--account", "acme", "--employee", ANNA)["code"])
    link = str(told(data, "admin", "link")["link"])
    return Site(relay, hook, code, link.rpartition("/")[2])


def _give_key(data: Path, uis: str) -> None:
    write_secret(data / FOLDER / "acme", UIS_KEY)
    access = UisAccess(
        brand="other",
        call_api=uis,
        data_api="http://127.0.0.1:1/v2.0",
        sync_contacts=True,
        key_version=1,
    )
    directory = open_directory(data)
    change_settings(directory, "acme", uis=access)
    directory.close()


def _enrol(site: Site) -> None:
    wish = {"code": site.code, "device_name": "d"}
    reply = site.send("/v1/enrol", json.dumps(wish).encode())
    site.token = str(reply.json()["device_token"])
    wrongs: tuple[object, ...] = (wish, {"code": 5}, [])
    for wrong in wrongs:
        assert site.send("/v1/enrol", json.dumps(wrong).encode()).status in {400, 403}


async def _click(site: Site, uis: PretendUis) -> None:
    """Answers of UIS that quote what they were asked."""
    params: JsonObject = {
        "first_call": "employee",
        "switch_at_once": True,
        "early_switching": True,
        "direction": "out",
        "virtual_phone_number": "74950000001",
        "contact": PHONE,
        "employee": {"id": int(ANNA)},
    }
    answers = (
        result({"call_session_id": 5}),
        refusal("contact_invalid", message=f"bad number {PHONE}"),
        raw(f"<html>{UIS_KEY} {PHONE}"),
        raw(f"{UIS_KEY} {PHONE}", 500),
        refusal("access_token_invalid", message=f"no such token: {UIS_KEY}"),
    )
    for number, answer in enumerate(answers):
        uis.will_answer("start.employee_call", answer)
        body = {
            "jsonrpc": "2.0",
            "id": 1,
            "method": "start.employee_call",
            "params": {**params, "external_id": f"canary-{number}"},
        }
        await asyncio.to_thread(site.as_desktop, "/v1/call-api", body)
    assert len(uis.asked("start.employee_call")) == len(answers)


def _ring(site: Site) -> None:
    """Notifications and questions, readable, unreadable, and not HTTP."""
    call = {"notification_mnemonic": "in_call_session", "contact_phone_number": PHONE}
    assert site.send(site.hook, json.dumps({**call, "call_session_id": 5}).encode()).status == 200
    assert (
        site.send(site.hook, json.dumps({**call, "call_session_id": PHONE}).encode()).status == 200
    )
    assert site.send(site.hook, f"<xml>8 900 123-45-67 {PHONE}</xml>".encode()).status == 200
    assert site.send(f"{site.hook}?contact_phone_number={PHONE}&x=1").status == 200
    assert site.send(f"{site.hook}/interactive?numa={PHONE}&call_session_id=5").status == 200
    assert site.send(site.hook, PHONE.encode() * 10_000).status == 413
    assert site.send(site.hook + "x", PHONE.encode()).status == 404
    address = site.relay.url.removeprefix("http://")
    for rude in (
        f"POST {site.hook} HTTP/9.9\r\nAuthorization: Bearer {site.token}\r\n\r\n",
        f"GET {site.hook}?a={PHONE} HTTP/1.1\r\nBearer {site.token}\r\nHost: {PHONE}\r\n\r\n",
        f"{site.token} {site.hook} {PHONE}\r\n\r\n",
        f"POST {site.hook} HTTP/1.1\r\nHost: x\r\nContent-Length: x{site.token}\r\n\r\n",
        f"POST {site.hook} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n{PHONE}\r\n",
    ):
        connection = http.client.HTTPConnection(address, timeout=5)
        connection.connect()
        connection.sock.sendall(rude.encode())
        with contextlib.suppress(OSError):
            connection.sock.recv(100)
        connection.close()


def _administer(site: Site) -> None:
    """The page's doors, right and wrong; metrics; a number erased."""
    for address in (f"/admin/link/{site.link}", f"/admin/link/{site.link}x", "/admin/sign-in"):
        site.send(address)
        site.send(address, f"form_token=1&password={PASSWORD}".encode())
    for token in (METRICS_TOKEN, f"{METRICS_TOKEN}x", site.token):
        site.send("/metrics", None, {"Authorization": f"Bearer {token}"})
    data = site.relay.data
    done = command(data, "personal-data", "delete", "--account", "acme", "--phone", PHONE, "--yes")
    assert done.returncode == 0, done.stderr


async def _stream(site: Site) -> None:
    """A desktop whose first frame is made of secrets."""
    async with aiohttp.ClientSession() as client:
        for first in (f"{site.token} {PHONE}", None):
            async with client.ws_connect(
                f"{site.relay.url}/v1/stream",
                headers={"Authorization": f"Bearer {site.token}"},
                protocols=(SUBPROTOCOL,),
            ) as socket:
                desktop = StreamClient(socket)
                if first is None:
                    await desktop.resume()
                else:
                    await socket.send_str(first)
                    assert await desktop.close_code() == 4400


def _break_down(site: Site) -> None:
    """Tracebacks: a table is gone, and in the end the log's own."""
    for file, table in (("directory.sqlite3", "contact"), ("log.sqlite3", "numbering")):
        rival = apsw.Connection(str(site.relay.data / file))
        rival.pragma("foreign_keys", 0)
        rival.execute(f"DROP TABLE {table}")
        rival.close()
    assert site.as_desktop("/v1/contacts").status == 500
    body = json.dumps({"call_session_id": PHONE, "contact_phone_number": PHONE}).encode()
    assert site.send(site.hook, body).status == 503


@pytest.mark.timeout(60)
async def test_no_secret_and_no_number_gets_into_the_log(site: Site) -> None:
    await asyncio.to_thread(_ring, site)
    await _stream(site)
    await asyncio.to_thread(_administer, site)
    await asyncio.to_thread(_break_down, site)
    await asyncio.to_thread(site.relay.stop)
    log = site.relay.log()
    # So that silence proves something.
    for told_of in ("unreadable", "Traceback", "start.employee_call", "enrolled", "stored, for"):
        assert told_of in log, told_of
    found = {name for name, secret in site.secrets.items() if secret in log}
    assert found == set(), log
