"""Notifications as they really arrive: byte by byte through the relay's own HTTP server."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.relay.company import ANNA, Company, StreamClient, company
from tests.wire.stream_schema import JsonObject

RING = "Ожидание ответа"
FIELDS = f'"notification_name": "{RING}", "call_session_id": 42, "leg_id": 7, "employee_id": {ANNA}'
BODY = f'{{{FIELDS}, "contact_phone_number": "79001234567", "note": "А & Б + C"}}'


@pytest.fixture
async def acme(tmp_path: Path) -> AsyncIterator[Company]:
    async with company(tmp_path) as founded:
        founded.employ(ANNA)
        yield founded


async def exchange(acme: Company, request: bytes) -> bytes:
    """The status line of the answer to these very bytes."""
    host, _, port = acme.relay.listening_url.removeprefix("http://").rpartition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        async with asyncio.timeout(15):
            writer.write(request)
            await writer.drain()
            return await reader.readline()
    finally:
        writer.close()
        await writer.wait_closed()


def post(acme: Company, body: bytes, *headers: str) -> bytes:
    lines = [f"POST {acme.account.hook_path} HTTP/1.1", "Host: relay", *headers]
    if not any(line.lower().startswith("transfer-encoding") for line in headers):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def get(acme: Company, query: bytes) -> bytes:
    path = acme.account.hook_path.encode()
    return b"GET " + path + b"?" + query + b" HTTP/1.1\r\nHost: relay\r\n\r\n"


async def ring_of(acme: Company, request: bytes) -> JsonObject:
    """The event Anna's desktop gets for these bytes."""
    async with acme.desktop(acme.token(ANNA)) as desktop:
        await desktop.resume()
        await desktop.until_live()
        assert b" 200 " in await exchange(acme, request)
        return await _event(desktop)


async def _event(desktop: StreamClient) -> JsonObject:
    frame = await desktop.frame()
    assert frame["type"] == "uis.call.waiting", frame
    data = frame["data"]
    assert isinstance(data, dict)
    return data


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (BODY.encode(), ("Content-Type: application/json",)),
        (BODY.encode(), ()),
        (BODY.encode(), ("Content-Type: application/x-www-form-urlencoded",)),
        (BODY.encode(), ("Content-Type: multipart/form-data; boundary=x",)),
        (BODY.encode(), ("Content-Type: nonsense",)),
        (BODY.encode(), ("Content-Type: text/plain; charset=utf-16",)),
        (BODY.encode("cp1251"), ("Content-Type: application/json; charset=utf-8",)),
        (BODY.encode("utf-8-sig"), ("Content-Type: text/xml",)),
        (gzip.compress(BODY.encode()), ("Content-Encoding: gzip",)),
        (
            b"".join(b"%x\r\n%s\r\n" % (1, bytes([byte])) for byte in BODY.encode()) + b"0\r\n\r\n",
            ("Transfer-Encoding: chunked",),
        ),
    ],
)
async def test_body_is_read_whatever_its_headers_claim(
    acme: Company, body: bytes, headers: tuple[str, ...]
) -> None:
    event = await ring_of(acme, post(acme, body, *headers))
    assert event["notification_name"] == RING
    assert event["contact_phone_number"] == "+79001234567"
    assert event["extra"] == {"note": "А & Б + C"}


@pytest.mark.parametrize(
    ("query", "extra"),
    [
        pytest.param(
            f'notification_name="{RING}"&call_session_id=42&leg_id=7&employee_id={ANNA}'
            r'&pages=["https:\/\/a.example\/?x=1&y=2"]',
            {"pages": ["https://a.example/?x=1&y=2"]},
            id="raw Cyrillic, spaces, quotes and backslashes",
        ),
        pytest.param(
            f'notification_name="{RING}"&call_session_id=42&leg_id=7employee_id={ANNA}',
            {},
            id="two fields glued",
        ),
        pytest.param(
            f"notification_name={RING.replace(' ', '+')}&call_session_id=42&leg_id=7"
            f"&employee_id={ANNA}&city=%D0%9E%D0%BC%D1%81%D0%BA%20%2B%20%20x",
            {"city": "Омск +  x"},
            id="plus and %20",
        ),
        pytest.param(
            f'notification_name="{RING}"&call_session_id="42"&leg_id={{{{leg_id}}}}'
            f'&employee_id={ANNA}&name="Рога & Копыта"&tail=1',
            {"name": "Рога & Копыта", "tail": "1"},
            id="an ampersand in a quoted name",
        ),
        pytest.param(f"{{{FIELDS}}}", {}, id="a JSON template in the address"),
        pytest.param(
            f'notification_name="{RING}"&&call_session_id=42&leg_id=7&employee_id={ANNA}&secret#x=1',
            {"secret#x": "1"},
            id="double ampersand and a hash",
        ),
        pytest.param(
            f'call_info={{"call_session_id":42,"direction":"in"}}&notification_name="{RING}"'
            f"&employee_info[employee_id]={ANNA}&leg_id=7&percent=100%",
            {"percent": "100%"},
            id="containers as JSON text and in brackets",
        ),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
async def test_get_is_read_as_uis_appends_it(
    acme: Company, query: str, extra: dict[str, object], encoding: str
) -> None:
    event = await ring_of(acme, get(acme, query.encode(encoding)))
    assert event["notification_name"] == RING
    assert (event["call_session_id"], event["employee_id"]) == ("42", ANNA)
    assert event["extra"] == extra


@pytest.mark.parametrize(
    "body", [b"", b"\x00\xff", b"<xml/>", b"{" * 70, b'{"a":', bytes(range(256)) * 200]
)
async def test_what_nobody_can_read_is_still_kept_and_answered_200(
    acme: Company, body: bytes
) -> None:
    assert b" 200 " in await exchange(acme, post(acme, body))
    assert b" 200 " in await exchange(acme, get(acme, b"%ff%zz&=&" + body[:9].hex().encode()))
