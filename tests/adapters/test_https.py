"""Requests with a deadline: may the request have been carried out?"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.relay.operations.certificates import make_certificate
from uis_desktop.errors import (
    CertificateRefused,
    OutcomeUnknown,
    ReplyNotUnderstood,
    ServiceUnreachable,
)
from uis_desktop.net.certificates import system_trust
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
        async with asyncio.timeout(15):
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


@pytest.fixture
def system_proxy(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes an address the system's proxy."""

    def use(address: str) -> None:
        for name in ("HTTP_PROXY", "HTTPS_PROXY"):
            monkeypatch.setenv(name, address.partition("/path")[0])
            monkeypatch.delenv(name.lower(), raising=False)
        monkeypatch.setenv("NO_PROXY", "inside.example")
        monkeypatch.delenv("no_proxy", raising=False)

    return use


async def test_the_system_s_proxy_is_used_where_it_is_trusted(
    system_proxy: Callable[[str], None],
) -> None:
    asked: list[bytes] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append((await reader.readuntil(b"\r\n\r\n")).splitlines()[0])
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        await writer.drain()

    async with server(proxy) as address:
        system_proxy(address)
        async with Https(deadline_s=3, trust_proxy_settings=True) as https:
            assert (await https.post("http://uis.example/v4.0", b"{}")).body == b"{}"
            with pytest.raises(ServiceUnreachable):
                await https.post("http://inside.example/v4.0", b"{}")
    assert asked == [b"POST http://uis.example/v4.0 HTTP/1.1"]


async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
    await writer.drain()


async def open_and_close(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    await writer.drain()


async def keep_silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await reader.read()


@pytest.mark.parametrize(
    "talk",
    [close_at_once, close_after_reading, speak_nonsense, refuse, open_and_close, keep_silent],
)
async def test_a_proxy_that_opens_no_way_has_sent_nothing(
    system_proxy: Callable[[str], None], talk: Talk
) -> None:
    async with server(talk) as address:
        system_proxy(address)
        async with Https(deadline_s=1, trust_proxy_settings=True) as https:
            with pytest.raises(ServiceUnreachable):
                await https.post("https://uis.example/v4.0", b"{}")


async def test_a_proxy_nobody_here_can_speak_with_is_left_out(
    system_proxy: Callable[[str], None], caplog: pytest.LogCaptureFixture
) -> None:
    system_proxy("socks://me:canary@127.0.0.1:1")
    async with (
        server(close_at_once) as address,
        Https(deadline_s=3, trust_proxy_settings=True) as https,
    ):
        with pytest.raises(OutcomeUnknown):
            await https.post(address, b"{}")
    assert "proxy of the system cannot be used" in caplog.text
    assert "canary" not in caplog.text


@dataclass(frozen=True)
class _Tls:
    address: str
    asked: list[bytes]


@asynccontextmanager
async def tls_server(certificate: Path, key: Path, *, answers: bool = True) -> AsyncIterator[_Tls]:
    """Answers ``{}`` over TLS, or closes after reading."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    asked: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            asked.append(await reader.readuntil(b"\r\n\r\n"))
            if answers:
                head = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n"
                writer.write(head + b"{}")
                await writer.drain()
        writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with listening:
        yield _Tls(f"https://127.0.0.1:{listening.sockets[0].getsockname()[1]}/", asked)


@pytest.fixture
def fresh_trust() -> Iterator[None]:
    """The program's TLS context knows the authorities of this test only."""
    system_trust.cache_clear()
    yield
    system_trust.cache_clear()


@pytest.mark.usefixtures("fresh_trust")
async def test_an_authority_the_system_trusts_is_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, key = make_certificate(tmp_path, "company")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    async with tls_server(certificate, key) as tls, Https(deadline_s=5) as https:
        assert (await https.post(tls.address, b"{}")).body == b"{}"
    assert len(tls.asked) == 1


async def lead_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A proxy that opens a way and passes on what comes from either side."""
    head = await reader.readuntil(b"\r\n\r\n")
    host, _, port = head.split()[1].decode().partition(":")
    there, back = await asyncio.open_connection(host, int(port))
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")

    async def pass_on(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while piece := await source.read(4096):
                target.write(piece)
                await target.drain()
        target.close()

    await asyncio.gather(pass_on(reader, back), pass_on(there, writer))


@pytest.mark.usefixtures("fresh_trust")
@pytest.mark.parametrize("answers", [True, False])
async def test_what_went_through_a_proxy_may_have_been_carried_out(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    system_proxy: Callable[[str], None],
    *,
    answers: bool,
) -> None:
    certificate, key = make_certificate(tmp_path, "company")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    async with server(lead_on) as proxy, tls_server(certificate, key, answers=answers) as tls:
        system_proxy(proxy)
        async with Https(deadline_s=5, trust_proxy_settings=True) as https:
            if answers:
                assert (await https.post(tls.address, b"{}")).body == b"{}"
            else:
                with pytest.raises(OutcomeUnknown):
                    await https.post(tls.address, b"{}")
        assert len(tls.asked) == 1


@pytest.mark.usefixtures("fresh_trust")
async def test_a_certificate_the_system_does_not_trust_gets_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusted, _ = make_certificate(tmp_path, "company")
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    stranger = make_certificate(tmp_path, "stranger")
    async with tls_server(*stranger) as tls, Https(deadline_s=5) as https:
        with pytest.raises(CertificateRefused) as refused:
            await https.post(tls.address, b"{}")
    assert refused.value.host == "127.0.0.1"
    assert tls.asked == []


async def test_a_request_can_be_given_up_at_any_moment() -> None:
    listening = asyncio.Event()

    async def silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        listening.set()
        await reader.read()

    async with Https(deadline_s=15) as https, server(silent) as address:
        request = asyncio.create_task(https.post(address, b"{}"))
        await listening.wait()
        request.cancel()
        with pytest.raises(asyncio.CancelledError):
            await request
