"""Strangers and broken programs at the relay's doors: nobody else notices."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import secrets
import socket
from pathlib import Path

import aiohttp
import psutil
import pytest

from tests.faults.rude_client import (
    BINARY,
    CLOSE,
    CONTINUATION,
    PING,
    PONG,
    RESUME,
    TEXT,
    RudeClient,
    frame,
)
from tests.relay.calls import waiting
from tests.relay.company import ANNA, BORIS, Company, StreamClient, company
from uis_desktop.relay import stream_connection
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.stream_connection import StreamConnection

_MIB = 1024 * 1024


def _close(code: int, reason: bytes = b"") -> bytes:
    return frame(CLOSE, code.to_bytes(2, "big") + reason)


#: Close codes nobody may send (RFC 6455, 7.4).
_FORBIDDEN_CODES = (0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535)

#: By the close code they are answered with: the groups of the Autobahn test suite, and ours.
VIOLATIONS: dict[int, dict[str, list[bytes]]] = {
    1002: {
        "a frame without a mask": [frame(TEXT, RESUME, masked=False)],
        "first reserved bit": [frame(TEXT, RESUME, reserved=4)],
        "second reserved bit": [frame(TEXT, RESUME, reserved=2)],
        "third reserved bit": [frame(TEXT, RESUME, reserved=1)],
        "reserved bit of a ping": [frame(PING, b"x", reserved=1)],
        "reserved bit of a close": [frame(CLOSE, b"", reserved=7)],
        **{f"opcode {opcode}": [frame(opcode, b"x")] for opcode in (*range(3, 8), *range(11, 16))},
        "control frame in pieces": [frame(PING, b"x", final=False)],
        "close in pieces": [frame(CLOSE, b"", final=False)],
        "control frame too long": [frame(PING, bytes(126))],
        "pong too long": [frame(PONG, bytes(126))],
        "close too long": [_close(1000, bytes(124))],
        "continuation of nothing": [frame(CONTINUATION, RESUME)],
        "piece of nothing": [frame(CONTINUATION, RESUME, final=False)],
        "a message within a message": [frame(TEXT, RESUME[:9], final=False), frame(TEXT, RESUME)],
        "close code of one byte": [frame(CLOSE, b"\x03")],
        **{f"close code {code}": [_close(code)] for code in _FORBIDDEN_CODES},
        "HTTP again": [b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"],
        "noise": [random.Random(6455).randbytes(5000)],
    },
    1007: {
        "text that is not UTF-8": [frame(TEXT, b"\xc3\x28")],
        "half a letter": [frame(TEXT, b"\xf0\x9f\x98")],
        "a surrogate": [frame(TEXT, b"\xed\xa0\x80")],
        "text that is not UTF-8, in pieces": [
            frame(TEXT, b"\xf0\x9f", final=False),
            frame(CONTINUATION, b"\x28\x28"),
        ],
        "close reason that is not UTF-8": [_close(1000, b"\xc3\x28")],
    },
    1009: {
        "a frame of a gigabyte": [frame(TEXT, RESUME, claimed=1 << 30)],
        "a frame of 2^63 bytes": [frame(TEXT, RESUME, claimed=1 << 63)],
        "too long in pieces": [
            frame(TEXT, bytes(4000), final=False),
            frame(CONTINUATION, bytes(4000)),
        ],
    },
    4400: {
        "text that is not JSON": [frame(TEXT, b"{")],
        "JSON too deep": [frame(TEXT, b"[" * 4000)],
        "a frame of another type": [frame(TEXT, RESUME.replace(b"resume", b"gap"))],
        "a binary first frame": [frame(BINARY, RESUME)],
    },
    # No violations: a good-bye is answered with the same code.
    **{code: {f"good-bye with {code}": [_close(code)]} for code in (1000, 1001, 1011, 3000, 4999)},
}


async def _still_served(acme: Company, colleague: StreamClient, call: int) -> None:
    """A colleague gets the next event as if nothing had happened."""
    await acme.notify(**waiting(call, employee_id=int(BORIS)))
    assert (await colleague.frame())["subject"] == str(call)


def _complaints(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("first", [True, False], ids=["as first frame", "while live"])
async def test_violations_of_the_protocol_end_that_stream_only(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, first: bool
) -> None:
    outcomes: dict[str, int | str] = {}
    async with company(tmp_path, Limits(resume_s=0.5, closing_s=0.5, ping_s=60)) as acme:
        acme.employ(ANNA)
        acme.employ(BORIS)
        token = acme.token(ANNA)
        async with acme.desktop(acme.token(BORIS)) as colleague:
            await colleague.resume()
            await colleague.until_live()
            for name, rude in _all_of_them().items():
                outcomes[name] = await _outcome(acme, token, rude, first=first)
                await _still_served(acme, colleague, len(outcomes))
    expected: dict[str, int | str] = {
        # What is well-formed is of no interest from a desktop that is live.
        name: code if first or code != 4400 else "open"
        for code, group in VIOLATIONS.items()
        for name in group
    }
    assert outcomes == expected
    assert _complaints(caplog) == []


def _all_of_them() -> dict[str, list[bytes]]:
    return {name: rude for group in VIOLATIONS.values() for name, rude in group.items()}


async def _outcome(acme: Company, token: str, rude: list[bytes], *, first: bool) -> int | str:
    async with RudeClient(acme.relay.listening_url, token) as client:
        if not first:
            await client.resume()
        client.say(*rude)
        return await client.end(within_s=2.0)


async def test_the_table_would_find_a_stream_without_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: a relay that waits for the gigabyte."""
    monkeypatch.setattr(stream_connection, "RESUME_LIMIT", 1 << 40)
    rude = VIOLATIONS[1009]["a frame of a gigabyte"]
    async with company(tmp_path, Limits(resume_s=60, ping_s=60)) as acme:
        acme.employ(ANNA)
        assert await _outcome(acme, acme.token(ANNA), rude, first=True) == "open"


async def test_a_message_in_pieces_with_pings_between_is_no_violation(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        async with RudeClient(acme.relay.listening_url, acme.token(ANNA)) as client:
            client.say(
                frame(PONG, b"nobody asked"),
                frame(TEXT, RESUME[:10], final=False),
                frame(PING, b"still there?"),
                frame(CONTINUATION, b"", final=False),
                frame(CONTINUATION, RESUME[10:]),
            )
            assert await client.hear() == (PONG, b"still there?")
            assert b"uis.stream.welcome" in (await client.hear())[1]


async def test_pings_without_end_disturb_nobody(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        acme.employ(BORIS)
        async with acme.desktop(acme.token(BORIS)) as colleague:
            await colleague.resume()
            await colleague.until_live()
            async with RudeClient(acme.relay.listening_url, acme.token(ANNA)) as client:
                await client.resume()
                for call in range(1, 21):
                    client.say(*[frame(PING, bytes(125))] * 500)
                    await _still_served(acme, colleague, call)


@pytest.mark.timeout(60)
async def test_a_reader_that_is_stuck_costs_a_mebibyte_and_delays_nobody(tmp_path: Path) -> None:
    """Promise 10: bounded."""
    async with company(tmp_path, Limits(stall_s=60, ping_s=60)) as acme:
        acme.employ(ANNA)
        acme.employ(BORIS)
        before = psutil.Process().memory_info().rss
        stuck = [RudeClient(acme.relay.listening_url, acme.token(ANNA)) for _ in range(5)]
        async with contextlib.AsyncExitStack() as opened:
            for client in stuck:
                await opened.enter_async_context(client)
                await client.resume()
                _read_no_more(client)
            async with acme.desktop(acme.token(BORIS)) as colleague:
                await colleague.resume()
                await colleague.until_live()
                for call in range(1, 1001):
                    await acme.notify(**waiting(call, padding="x" * 15_000))
                    if call % 100 == 0:
                        await _still_served(acme, colleague, 10_000 + call)
                waiting_bytes = _bytes_for_slow_readers(acme)
            grown = psutil.Process().memory_info().rss - before
    assert len(waiting_bytes) == len(stuck)
    assert 0 < min(waiting_bytes) <= max(waiting_bytes) <= _MIB
    # 1,000 events of 15 KiB would be 75 MiB for five queues of payloads.  What is here
    # is the frame cache, which all share, and whatever the allocator keeps.
    assert grown / _MIB < 60


def _bytes_for_slow_readers(acme: Company) -> list[int]:
    """What waits for each stream that has something waiting for it."""
    sizes = []
    for channel in acme.relay._fanout.channels():
        stream = channel._sink
        assert isinstance(stream, StreamConnection)
        assert stream._transport is not None
        sizes.append(stream._transport.get_write_buffer_size())
    return [size for size in sizes if size]


def _read_no_more(client: RudeClient) -> None:
    transport = client._writer.transport
    assert isinstance(transport, asyncio.ReadTransport)
    transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    transport.pause_reading()


async def test_bodies_of_64_mebibytes_are_refused_before_they_are_read(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        before = psutil.Process().memory_info().rss
        url = acme.relay.listening_url
        for path in (acme.account.hook_path, acme.account.interactive_path, "/v1/enrol"):
            for chunked in (False, True):
                status = await _post_64_mib(url + path, chunked=chunked)
                expected = {200} if path.endswith("interactive") else {413}
                assert status in expected | {None}, (path, chunked)
        assert (psutil.Process().memory_info().rss - before) / _MIB < 32
        await acme.notify(**waiting(5))
    assert _complaints(caplog) == []


async def _post_64_mib(url: str, *, chunked: bool) -> int | None:
    """The status; None if the relay hung up while we were still sending."""
    host, _, rest = url.removeprefix("http://").partition(":")
    port, _, path = rest.partition("/")
    reader, writer = await asyncio.open_connection(host, int(port))
    size = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {64 * _MIB}"
    writer.write(f"POST /{path} HTTP/1.1\r\nHost: x\r\n{size}\r\n\r\n".encode())
    piece = bytes(_MIB)

    async def send() -> None:
        with contextlib.suppress(ConnectionError):
            for _ in range(64):
                writer.write(b"%x\r\n%b\r\n" % (_MIB, piece) if chunked else piece)
                await writer.drain()

    sending = asyncio.create_task(send())
    try:
        async with asyncio.timeout(15):
            line = await reader.readline()
    except ConnectionError:
        line = b""
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    writer.transport.abort()
    return int(line.split()[1]) if line else None


@pytest.mark.timeout(120)
async def test_ten_thousand_bad_tokens_open_nothing_and_delay_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        acme.employ(BORIS)
        async with acme.desktop(acme.token(BORIS)) as colleague:
            await colleague.resume()
            await colleague.until_live()
            statuses: set[int] = set()
            for call in range(1, 21):
                tokens = [secrets.token_urlsafe(32) for _ in range(500)]
                statuses.update(*[await _knock(acme, tokens)])
                await _still_served(acme, colleague, call)
    assert statuses == {401}
    assert _complaints(caplog) == []


async def _knock(acme: Company, tokens: list[str]) -> set[int]:
    async def once(token: str) -> int:
        headers = {
            "Authorization": f"Bearer {token}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        }
        url = f"{acme.relay.listening_url}/v1/stream"
        async with acme.http.get(url, headers=headers) as response:
            return response.status

    return set(await asyncio.gather(*map(once, tokens)))


async def test_the_checks_would_see_a_relay_that_falls_over(tmp_path: Path) -> None:
    """The control: a colleague whose relay is gone is not "still served"."""
    async with company(tmp_path) as acme:
        acme.employ(BORIS)
        async with acme.desktop(acme.token(BORIS)) as colleague:
            await colleague.resume()
            await colleague.until_live()
            await acme.relay.stop()
            with pytest.raises((AssertionError, aiohttp.ClientError)):
                await _still_served(acme, colleague, 1)
