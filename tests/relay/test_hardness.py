"""The relay against slow, greedy and guessing strangers, and against its own disk."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import json
import logging
import time
from collections.abc import Mapping
from pathlib import Path

import apsw
import pytest

from tests.relay import calls
from tests.relay.company import ANNA, Company, RunningRelay, company
from uis_desktop.relay.attempts import Attempts
from uis_desktop.relay.config import Config
from uis_desktop.relay.database.storage import StorageUnusable, open_database
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.log import sqlite_log
from uis_desktop.relay.log.tables import MIGRATIONS
from uis_desktop.relay.server import Relay


async def cut_after(url: str, first: bytes, drip: bytes) -> float:
    """Send ``first``, then drip for ever; how long the relay puts up with it."""
    host, _, port = url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    started = time.monotonic()

    async def dripping() -> None:
        with contextlib.suppress(ConnectionError):
            while True:
                writer.write(drip)
                await writer.drain()
                await asyncio.sleep(0.05)

    writer.write(first)
    task = asyncio.create_task(dripping())
    async with asyncio.timeout(10):
        with contextlib.suppress(ConnectionError):
            while await reader.read(4096):
                pass
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()
    return time.monotonic() - started


@pytest.mark.parametrize(
    ("first", "drip"),
    [
        pytest.param(b"", b"", id="says nothing"),
        pytest.param(b"GET ", b"x", id="a first line without end"),
        pytest.param(b"GET / HTTP/1.1\r\n", b"X-A: b\r\n", id="headers without end"),
    ],
)
async def test_request_that_does_not_end_is_cut(tmp_path: Path, first: bytes, drip: bytes) -> None:
    async with company(tmp_path, Limits(request_s=0.4)) as acme:
        assert await cut_after(acme.relay.listening_url, first, drip) > 0.3


async def test_body_that_does_not_end_is_answered_408_and_not_stored(tmp_path: Path) -> None:
    async with company(tmp_path, Limits(request_s=0.3)) as acme:
        acme.employ(ANNA)
        host, _, port = acme.relay.listening_url.removeprefix("http://").partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        head = f"POST {acme.account.hook_path} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n"
        writer.write(head.encode() + b'{"call_session_id":5')
        async with asyncio.timeout(15):
            assert (await reader.readline()).startswith(b"HTTP/1.1 408")
        writer.close()
        await writer.wait_closed()
        assert (await acme.relay.log.span("acme")).latest == 0


@pytest.mark.parametrize("body", ["Content-Length: 100000", "Transfer-Encoding: chunked"])
async def test_whoever_hangs_up_in_the_middle_is_no_defect(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, body: str
) -> None:
    async with company(tmp_path, Limits(body=200_000)) as acme:
        host, _, port = acme.relay.listening_url.removeprefix("http://").partition(":")
        for path in (acme.account.hook_path, acme.account.interactive_path, "/v1/enrol"):
            _, writer = await asyncio.open_connection(host, int(port))
            writer.write(f"POST {path} HTTP/1.1\r\nHost: x\r\n{body}\r\n\r\n".encode())
            await writer.drain()
            # Answered after it: the relay has got the head of the other request.
            assert (await acme.get("/healthz"))[0] == 200
            writer.transport.abort()
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_connection_is_kept_between_requests(tmp_path: Path) -> None:
    async with company(tmp_path, Limits(request_s=0.2)) as acme:
        host, _, port = acme.relay.listening_url.removeprefix("http://").partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        for _ in range(2):
            writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            async with asyncio.timeout(15):
                assert b"200 OK" in await reader.readuntil(b"\r\n\r\n")
                await reader.readexactly(len(b'{"status":"ok"}'))
            idle = asyncio.create_task(reader.read(1))
            done, _ = await asyncio.wait({idle}, timeout=0.5)
            assert not done
            idle.cancel()
            await asyncio.gather(idle, return_exceptions=True)
        writer.close()
        await writer.wait_closed()


async def test_full_disk_is_503_and_the_same_notification_is_taken_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[apsw.Connection] = []

    def remembered(data: Path) -> apsw.Connection:
        opened.append(open_database(data / "log.sqlite3", migrations=MIGRATIONS))
        return opened[-1]

    # The only way to the log's own connections, whose size limit fills the "disk".
    monkeypatch.setattr(sqlite_log, "open_log", remembered)
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        url = acme.relay.listening_url + acme.account.hook_path
        for connection in opened:
            connection.pragma("max_page_count", 1)
        body = json.dumps(calls.waiting(5, padding="x" * 30_000))
        async with acme.http.post(url, data=body) as response:
            assert response.status == 503
            assert response.headers["Retry-After"] == "5"
        for connection in opened:
            connection.pragma("max_page_count", 1_000_000)
        async with acme.http.post(url, data=body) as response:
            assert (response.status, await response.json()) == (200, {"status": "stored"})
        assert (await acme.get("/readyz"))[0] == 200


async def test_broken_disk_stops_the_relay_instead_of_acknowledging(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        rival = apsw.Connection(str(tmp_path / "log.sqlite3"))
        rival.execute("DROP TABLE numbering")
        rival.close()
        url = acme.relay.listening_url + acme.account.hook_path
        async with acme.http.post(url, data=json.dumps(calls.waiting(5))) as response:
            assert response.status == 503
        async with asyncio.timeout(15):
            assert "numbering" in await acme.relay.failed
        async with acme.http.post(url, data=json.dumps(calls.waiting(6))) as response:
            assert response.status == 503
        assert (await acme.get("/readyz"))[0] == 503


async def test_guessing_codes_is_stopped(tmp_path: Path) -> None:
    async with company(tmp_path, Limits(enrol_failures=3)) as acme:
        url = f"{acme.relay.listening_url}/v1/enrol"
        statuses = []
        for _ in range(4):
            wish = json.dumps({"code": "wrong", "device_name": "x"})
            async with acme.http.post(url, data=wish) as response:
                statuses.append(response.status)
        assert statuses == [403, 403, 403, 429]
        async with acme.http.post(url, data="[") as response:
            assert response.status == 429


async def test_whoever_guesses_behind_the_proxy_stops_nobody_else(tmp_path: Path) -> None:
    trusted = ipaddress.ip_network("127.0.0.1")
    async with company(tmp_path, Limits(enrol_failures=3), trusted_proxies=(trusted,)) as acme:
        acme.employ(ANNA)
        guesser, colleague = ({"X-Forwarded-For": f"203.0.113.{n}"} for n in (9, 10))
        statuses = [await _enrol(acme, "wrong", guesser) for _ in range(4)]
        assert statuses == [403, 403, 403, 429]
        assert await _enrol(acme, acme.invite(ANNA), guesser) == 429
        assert await _enrol(acme, acme.invite(ANNA), colleague) == 200


async def _enrol(acme: Company, code: str, headers: Mapping[str, str]) -> int:
    wish = json.dumps({"code": code, "device_name": "x"})
    url = f"{acme.relay.listening_url}/v1/enrol"
    async with acme.http.post(url, data=wish, headers=headers) as response:
        return response.status


def test_attempts_are_forgotten_after_a_minute() -> None:
    attempts = Attempts(each=2, together=3)
    for _ in range(2):
        attempts.failed("a", now=100.0)
    assert attempts.exhausted("a", now=101.0)
    assert not attempts.exhausted("b", now=101.0)
    attempts.failed("b", now=102.0)
    assert attempts.exhausted("c", now=103.0)
    assert not attempts.exhausted("a", now=163.0)


async def test_second_relay_waits_for_nobody(tmp_path: Path) -> None:
    async with company(tmp_path):
        with pytest.raises(StorageUnusable, match="already serves"):
            await RunningRelay(tmp_path).relay.start()


async def test_taken_address_is_told_and_the_data_left_free(tmp_path: Path) -> None:
    async with company(tmp_path / "one") as acme:
        port = int(acme.relay.listening_url.rpartition(":")[2])
        free = RunningRelay(tmp_path / "two")
        config = Config(
            data=tmp_path / "two", host="127.0.0.1", port=port, public_url=None, keep_days=0
        )
        with pytest.raises(StorageUnusable, match="cannot listen"):
            await Relay(config).start()
        async with free:
            pass
