"""Requests with a deadline: may the request have been carried out?"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from uis_desktop.errors import OutcomeUnknown, ReplyNotUnderstood, ServiceUnreachable
from uis_desktop.net.https import Https

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def server(talk: Talk) -> AsyncIterator[str]:
    """A server that speaks for itself; its address."""
    talks = set[asyncio.Task[None] | None]()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.add(asyncio.current_task())
        with contextlib.suppress(ConnectionError):
            await talk(reader, writer)
        writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with listening:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/path?secret=1"
        await asyncio.gather(*filter(None, talks))


@asynccontextmanager
async def deaf_server() -> AsyncIterator[str]:
    """Accepts no connection: the second one waits in vain."""
    with socket.socket() as listening, socket.socket() as first:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        first.connect(listening.getsockname())
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"


async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A byte whenever the other side still listens, for ever."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    while not writer.is_closing():
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.05)


async def close_at_once(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def close_after_reading(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.close()


async def answer_plainly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(1)
    writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
    await writer.drain()


async def speak_nonsense(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")
    await writer.drain()


@pytest.mark.parametrize("talk", [close_at_once, close_after_reading, speak_nonsense])
async def test_once_connected_the_outcome_is_unknown(talk: Talk) -> None:
    async with Https(deadline_s=3) as https, server(talk) as address:
        with pytest.raises(OutcomeUnknown):
            await https.post(address, b"{}")


async def test_the_deadline_bounds_the_whole_request() -> None:
    async with Https(deadline_s=0.5) as https, server(drip) as address:
        async with asyncio.timeout(3):
            with pytest.raises(OutcomeUnknown):
                await https.post(address, b"{}")


async def test_reading_again_does_no_harm() -> None:
    async with Https(deadline_s=0.5) as https, server(drip) as address:
        with pytest.raises(ServiceUnreachable):
            await https.get(address, token="t")


async def test_a_request_may_be_given_more_time_than_the_others() -> None:
    async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(0.6)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()

    async with Https(deadline_s=0.2) as https, server(slow) as address:
        assert (await https.post(address, b"{}", deadline_s=5)).status == 200


async def test_a_deadline_while_connecting_means_nothing_was_sent() -> None:
    async with Https(deadline_s=0.5) as https, deaf_server() as address:
        with pytest.raises(ServiceUnreachable):
            await https.post(address, b"{}")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/",
        "http://nobody.invalid/",
        "ftp://127.0.0.1/",
        "http://[broken/",
        "not an address",
        "",
    ],
)
async def test_without_a_connection_nothing_was_sent(address: str) -> None:
    async with Https(deadline_s=3) as https:
        with pytest.raises(ServiceUnreachable):
            await https.post(address, b"{}")


async def test_a_server_without_tls_gets_nothing_over_tls() -> None:
    async with Https(deadline_s=3) as https, server(answer_plainly) as address:
        with pytest.raises(ServiceUnreachable):
            await https.post(address.replace("http:", "https:"), b"{}")


async def test_an_error_names_the_place_but_not_the_query() -> None:
    async with Https(deadline_s=3) as https, server(close_at_once) as address:
        with pytest.raises(OutcomeUnknown) as unknown:
            await https.post(address, b"{}")
    assert "127.0.0.1/path" in unknown.value.detail
    assert "secret" not in unknown.value.detail


async def test_redirects_are_not_followed() -> None:
    seen: list[bytes] = []

    async def redirect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 307 Go\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()

    async with Https(deadline_s=3) as https, server(redirect) as address:
        answer = await https.post(address, b"{}")
    assert answer.status == 307
    assert len(seen) == 1


async def test_an_endless_answer_is_cut() -> None:
    async def flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not writer.is_closing():
            writer.write(b" " * 1_000_000)
            await writer.drain()

    async with Https(deadline_s=10) as https, server(flood) as address:
        with pytest.raises(ReplyNotUnderstood):
            await https.post(address, b"{}")


async def test_proxies_of_the_environment_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")

    async def hello(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        await writer.drain()

    async with Https(deadline_s=3) as https, server(hello) as address:
        assert (await https.post(address, b"{}")).body == b"{}"
