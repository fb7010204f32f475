"""The stream against a scripted relay on loopback."""

from __future__ import annotations

import asyncio
import logging
import socket as sockets
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from datetime import datetime, timedelta

import pytest

from tests.adapters.pretend_relay import PretendRelay, Talk, call_frame
from tests.builders import EPOCH, ME, START, at, delivered, incoming, lost, waiting
from uis_desktop.adapters.relay_stream import Pace, RelayStream
from uis_desktop.core.events import Place
from uis_desktop.core.link import (
    Arrived,
    CaughtUp,
    Connected,
    Connecting,
    Missed,
    Offline,
    OfflineReason,
    ParametersChosen,
    Refused,
    RefusedReason,
    StreamNews,
)
from uis_desktop.core.parameters import ShownParameter
from uis_desktop.wire.closing import CloseCode
from uis_desktop.wire.frames import GapReason, Policy, Resume

QUICK = Pace(first_wait_s=0.01, longest_wait_s=0.05, welcome_s=0.5, tick_s=0.02, pong_s=0.3)
SLOW = Pace(first_wait_s=600, longest_wait_s=600, tick_s=0.02, pong_s=0.3)

Stop = Callable[[list[StreamNews]], bool]


def stream(
    address: str, *, pace: Pace = QUICK, now: Callable[[], datetime] = lambda: START
) -> RelayStream:
    return RelayStream(address=address, token="device-token-secret", now=now, pace=pace)


async def heard(
    following: RelayStream, place: Place, until: type[StreamNews] | Stop, times: int = 1
) -> list[StreamNews]:
    """Everything up to the news asked for; all if the stream ends before."""
    news: list[StreamNews] = []
    async with asyncio.timeout(15), aclosing(following.follow(place)) as following_news:
        async for piece in following_news:
            news.append(piece)
            if isinstance(until, type):
                if isinstance(piece, until):
                    times -= 1
                if times == 0:
                    break
            elif until(news):
                break
    return news


async def calm(talk: Talk) -> None:
    """Welcome, nothing missed, live."""
    await talk.welcome()
    await talk.live()
    await talk.stay()


def numbers(news: list[StreamNews]) -> list[int]:
    return [one.number for piece in news if isinstance(piece, Arrived) for one in piece.delivered]


async def test_a_replay_comes_before_what_happens_now() -> None:
    async def replay(talk: Talk) -> None:
        await talk.welcome(latest=7)
        await talk.call(5, incoming())
        await talk.call(7, waiting())
        await talk.live()
        await talk.call(9, lost())
        await talk.stay()

    async with PretendRelay(replay) as relay:
        news = await heard(
            stream(relay.address),
            Place(epoch=EPOCH, after=4),
            lambda news: numbers(news)[-1:] == [9],
        )
    kinds = [type(piece) for piece in news]
    assert kinds[:2] == [Connecting, Connected]
    assert kinds[-2:] == [CaughtUp, Arrived]
    assert numbers(news) == [5, 7, 9]
    assert news[1] == Connected(employee=ME, epoch=EPOCH, latest=7)
    assert relay.resumes == [Resume(protocol=1, epoch=EPOCH, after=4)]


async def test_chosen_parameters_come_with_the_welcome_and_when_they_change() -> None:
    order, city = (ShownParameter(name=name, label=name.title()) for name in ("order", "city"))

    async def change(talk: Talk) -> None:
        await talk.welcome(policy=Policy(parameters=(order,)))
        await talk.call(1, waiting())
        await talk.policy(Policy(parameters=(order, city)))
        await talk.live()
        await talk.stay()

    async with PretendRelay(change) as relay:
        news = await heard(stream(relay.address), Place(), CaughtUp)
    connected, arrived, chosen = news[1:4]
    assert isinstance(connected, Connected)
    assert connected.parameters == (order,)
    assert isinstance(arrived, Arrived), "in the order of the frames"
    assert chosen == ParametersChosen(parameters=(order, city))


async def test_the_upgrade_carries_the_token_and_no_compression() -> None:
    async with PretendRelay(calm) as relay:
        await heard(stream(relay.address), Place(), CaughtUp)
    headers = relay.upgrades[0].headers
    assert headers["Authorization"] == "Bearer device-token-secret"
    assert headers["Sec-WebSocket-Protocol"] == "cloudevents.json"
    assert "Sec-WebSocket-Extensions" not in headers
    assert "Origin" not in headers


async def test_many_events_come_in_batches() -> None:
    async def flood(talk: Talk) -> None:
        await talk.welcome(latest=1000)
        for number in range(1, 1001):
            await talk.call(number, incoming(f"c{number}"))
        await talk.live()
        await talk.stay()

    async with PretendRelay(flood) as relay:
        news = await heard(stream(relay.address), Place(), CaughtUp)
    batches = [len(piece.delivered) for piece in news if isinstance(piece, Arrived)]
    assert numbers(news) == list(range(1, 1001))
    assert max(batches) <= 200
    assert len(batches) < 500


async def test_what_was_seen_is_not_handed_out_again() -> None:
    async def repeat(talk: Talk) -> None:
        await talk.welcome()
        for number in (3, 4, 5, 5, 4, 6):
            await talk.call(number, incoming())
        await talk.live()
        await talk.stay()

    async with PretendRelay(repeat) as relay:
        news = await heard(stream(relay.address), Place(epoch=EPOCH, after=3), CaughtUp)
    assert numbers(news) == [4, 5, 6]


async def test_after_a_break_it_resumes_behind_the_last_event() -> None:
    async def break_off(talk: Talk) -> None:
        await talk.welcome()
        await talk.call(8, incoming())
        await talk.live()
        await talk.socket.close(CloseCode.GOING_AWAY)

    async with PretendRelay(break_off, calm) as relay:
        news = await heard(stream(relay.address), Place(epoch=EPOCH, after=7), CaughtUp, times=2)
    assert [resume.after for resume in relay.resumes] == [7, 8]
    assert [type(piece) for piece in news].count(Offline) == 1


async def test_times_are_by_our_clock() -> None:
    ahead = timedelta(hours=3, seconds=7)

    async def ring(talk: Talk) -> None:
        await talk.welcome()
        await talk.call(1, incoming(s=30))
        await talk.stay()

    async with PretendRelay(ring) as relay:
        news = await heard(stream(relay.address, now=lambda: START + ahead), Place(), Arrived)
    arrived = news[-1]
    assert isinstance(arrived, Arrived)
    assert arrived.delivered[0].received_at == at(30) + ahead
    assert arrived.delivered[0].sent_at == at(30) + ahead
    assert arrived.delivered[0].heard_at == START + ahead
    assert arrived.delivered[0].event == delivered(1, incoming(s=30)).event


@pytest.mark.parametrize(
    ("reason", "to", "latest", "after"),
    [
        (GapReason.TRIMMED, 25, 42, 25),
        (GapReason.EPOCH, 0, 42, 0),
        (GapReason.FUTURE, 99, 42, 42),
    ],
)
async def test_a_gap_says_where_to_go_on(
    reason: GapReason, to: int, latest: int, after: int
) -> None:
    async def admit(talk: Talk) -> None:
        await talk.welcome(epoch="e2", latest=latest)
        await talk.gap(1, to, reason)
        await talk.call(after + 1, incoming(), epoch="e2")
        await talk.live()
        await talk.socket.close(CloseCode.GOING_AWAY)

    async with PretendRelay(admit, calm) as relay:
        news = await heard(stream(relay.address), Place(epoch=EPOCH, after=50), Connected, times=2)
    assert Missed(place=Place(epoch="e2", after=after), reason=reason.value) in news
    assert numbers(news) == [after + 1]
    assert relay.resumes[1] == Resume(protocol=1, epoch="e2", after=after + 1)


async def test_a_frame_of_the_future_is_ignored() -> None:
    async def modern(talk: Talk) -> None:
        await talk.welcome()
        await talk.send(
            '{"specversion":"1.0","id":"x","source":"/r","type":"uis.stream.weather","data":{}}'
        )
        await talk.send(call_frame(1, incoming()).replace("uis.call.incoming", "uis.call.sung"))
        await talk.call(2, waiting())
        await talk.stay()

    async with PretendRelay(modern) as relay:
        news = await heard(stream(relay.address), Place(), Arrived)
    assert numbers(news) == [2]


@pytest.mark.parametrize(
    "frame",
    [
        "not json",
        "{}",
        b"\xff\xfe",
        "[" * 100_000,
        call_frame(2, waiting()).replace('"sequence":2', '"sequence":"2"'),
        call_frame(2, waiting(), epoch="another"),
        call_frame(2, waiting()).replace(f'"id":"{EPOCH}:2"', '"id":"2"'),
    ],
    ids=["noise", "empty", "bytes", "deep", "wrong type", "other log", "no epoch"],
)
async def test_a_malformed_frame_ends_the_connection_and_loses_nothing(
    frame: str | bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async def stumble(talk: Talk) -> None:
        await talk.welcome()
        await talk.call(1, incoming())
        await talk.send(frame)
        await talk.stay()

    async with PretendRelay(stumble, calm) as relay:
        news = await heard(stream(relay.address), Place(epoch=EPOCH), CaughtUp)
    assert numbers(news) == [1]
    assert relay.resumes[1].after == 1
    offline = next(piece for piece in news if isinstance(piece, Offline))
    assert offline.reason is OfflineReason.NOT_A_RELAY
    assert any(record.levelno == logging.WARNING for record in caplog.records)


async def test_a_call_before_the_welcome_is_out_of_turn() -> None:
    async def hasty(talk: Talk) -> None:
        await talk.call(1, incoming())
        await talk.stay()

    async with PretendRelay(hasty, calm) as relay:
        news = await heard(stream(relay.address), Place(), CaughtUp)
    assert numbers(news) == []


async def test_a_relay_that_says_nothing_is_left() -> None:
    async def mute(talk: Talk) -> None:
        await talk.stay()

    async with PretendRelay(mute, calm) as relay:
        news = await heard(stream(relay.address), Place(), CaughtUp)
    assert [piece.reason for piece in news if isinstance(piece, Offline)] == [
        OfflineReason.NOT_A_RELAY
    ]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (CloseCode.TOKEN_REFUSED, RefusedReason.DEVICE_REVOKED),
        (CloseCode.NOT_ALLOWED, RefusedReason.NOT_ALLOWED),
        (CloseCode.BAD_FRAME, RefusedReason.PROTOCOL),
    ],
)
async def test_a_final_close_ends_the_stream(code: CloseCode, reason: RefusedReason) -> None:
    async def close(talk: Talk) -> None:
        await talk.socket.close(code)

    async with PretendRelay(close) as relay:
        news = await heard(stream(relay.address), Place(), lambda _news: False)
        tried = len(relay.upgrades)
    assert news[-1] == Refused(reason=reason)
    assert tried == (2 if reason is RefusedReason.PROTOCOL else 1)


async def test_a_resume_that_came_too_late_once_is_forgiven() -> None:
    async def close(talk: Talk) -> None:
        await talk.socket.close(CloseCode.BAD_FRAME)

    async with PretendRelay(close, calm) as relay:
        news = await heard(stream(relay.address), Place(), CaughtUp)
    assert isinstance(news[-1], CaughtUp)


@pytest.mark.parametrize(
    ("status", "reason"),
    [(401, RefusedReason.DEVICE_REVOKED), (403, RefusedReason.NOT_ALLOWED)],
)
async def test_a_refused_upgrade_ends_the_stream(status: int, reason: RefusedReason) -> None:
    async with PretendRelay(calm) as relay:
        relay.statuses = [(status, {})]
        news = await heard(stream(relay.address), Place(), lambda _news: False)
    assert news == [Connecting(), Refused(reason=reason)]


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("body", ["", "<html>Sign in to the network</html>", '{"ok":false}'])
async def test_a_refusal_that_is_not_the_relay_s_is_worth_another_try(
    status: int, body: str
) -> None:
    async with PretendRelay(calm) as relay:
        relay.refusal = body
        relay.statuses = [(status, {"Content-Type": "text/html"})]
        news = await heard(stream(relay.address), Place(), CaughtUp)
    offline = [piece.reason for piece in news if isinstance(piece, Offline)]
    assert offline == [OfflineReason.NOT_A_RELAY]


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (200, OfflineReason.NOT_A_RELAY),
        (404, OfflineReason.NOT_A_RELAY),
        (429, OfflineReason.UNREACHABLE),
        (500, OfflineReason.UNREACHABLE),
        (503, OfflineReason.UNREACHABLE),
    ],
)
async def test_other_answers_are_worth_another_try(status: int, reason: OfflineReason) -> None:
    async with PretendRelay(calm) as relay:
        relay.statuses = [(status, {})] * 3
        news = await heard(stream(relay.address), Place(), CaughtUp)
    assert [piece.reason for piece in news if isinstance(piece, Offline)] == [reason] * 3


async def test_a_redirect_does_not_get_the_token() -> None:
    async with PretendRelay(calm) as elsewhere, PretendRelay(calm) as relay:
        relay.statuses = [(307, {"Location": elsewhere.address}), (302, {"Location": "/other"})]
        news = await heard(stream(relay.address), Place(), CaughtUp)
    assert elsewhere.upgrades == []
    assert [request.path for request in relay.upgrades] == ["/v1/stream"] * 3
    assert [type(piece) for piece in news].count(Offline) == 2


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (CloseCode.GOING_AWAY, OfflineReason.RELAY_GOING_AWAY),
        (1001, OfflineReason.RELAY_GOING_AWAY),
        (1012, OfflineReason.RELAY_GOING_AWAY),
        (CloseCode.TOO_SLOW, OfflineReason.TOO_SLOW),
        (CloseCode.TOO_MANY, OfflineReason.UNREACHABLE),
        (1000, OfflineReason.UNREACHABLE),
        (1011, OfflineReason.UNREACHABLE),
    ],
)
async def test_other_closes_are_worth_another_try(code: int, reason: OfflineReason) -> None:
    async def close(talk: Talk) -> None:
        await talk.welcome()
        await talk.socket.close(code)

    async with PretendRelay(close, calm) as relay:
        news = await heard(stream(relay.address), Place(), CaughtUp)
    assert [piece.reason for piece in news if isinstance(piece, Offline)] == [reason]


async def test_nobody_there_is_offline_until_somebody_is() -> None:
    relay = PretendRelay(calm)
    async with relay:
        pass
    following = stream(relay.address)
    news: list[StreamNews] = []
    async with asyncio.timeout(15), aclosing(following.follow(Place())) as pieces:
        async for piece in pieces:
            news.append(piece)
            if len(news) == 4:
                await relay.__aenter__()
            if isinstance(piece, CaughtUp):
                break
    await relay.__aexit__(None, None, None)
    assert news[1].__class__ is Offline
    assert isinstance(news[1], Offline)
    assert news[1].reason is OfflineReason.UNREACHABLE


@pytest.fixture
def system_proxy(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes an address the system's proxy for plain websockets."""

    def use(address: str) -> None:
        for name in ("HTTP_PROXY", "WS_PROXY", "http_proxy", "ws_proxy", "NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("HTTP_PROXY", address)

    return use


def behind(address: str) -> RelayStream:
    return RelayStream(
        address=address, token="t", now=lambda: START, pace=QUICK, trust_proxy_settings=True
    )


async def test_stream_goes_through_the_system_s_proxy(
    system_proxy: Callable[[str], None],
) -> None:
    asked: list[bytes] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append((await reader.readuntil(b"\r\n\r\n")).splitlines()[0])
        writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(proxy, "127.0.0.1", 0)
    async with server, PretendRelay(calm) as relay:
        host, port = server.sockets[0].getsockname()
        system_proxy(f"http://{host}:{port}")
        news = await heard(behind(relay.address), Place(), Offline)
        assert isinstance(news[-1], Offline), "a proxy's no is not the relay's"
    place = relay.address.removeprefix("ws://").partition("/")[0]
    assert asked == [f"CONNECT {place} HTTP/1.1".encode()]


@pytest.mark.parametrize("address", ["socks5://me:canary@127.0.0.1:1", "nonsense://me:canary@x y"])
async def test_proxy_nobody_here_can_speak_with_is_left_out(
    system_proxy: Callable[[str], None], address: str, caplog: pytest.LogCaptureFixture
) -> None:
    system_proxy(address)
    async with PretendRelay(calm) as relay:
        news = await heard(behind(relay.address), Place(), CaughtUp)
    assert isinstance(news[-1], CaughtUp)
    assert "proxy of the system cannot be used" in caplog.text
    assert "canary" not in caplog.text


async def test_tls_that_cannot_be_trusted_is_told() -> None:
    async with PretendRelay(calm) as relay:
        news = await heard(stream(relay.address.replace("ws:", "wss:")), Place(), Offline)
    assert isinstance(news[-1], Offline)
    assert news[-1].reason in {OfflineReason.TLS, OfflineReason.UNREACHABLE}


async def test_waits_are_random_and_never_long() -> None:
    following = stream("ws://127.0.0.1:1/v1/stream", pace=Pace())
    waits = [following._wait_s() for _ in range(200)]
    assert waits[0] <= 1
    assert max(waits) <= 10
    assert len({round(wait, 3) for wait in waits}) > 100
    following.hurry()
    assert following._wait_s() <= 1


async def test_hurry_ends_the_wait() -> None:
    relay = PretendRelay(calm)
    async with relay:
        pass
    following = stream(relay.address, pace=SLOW)
    news: list[StreamNews] = []
    async with asyncio.timeout(15), aclosing(following.follow(Place())) as pieces:
        async for piece in pieces:
            news.append(piece)
            if isinstance(piece, Offline):
                await relay.__aenter__()
                following.hurry()
            if isinstance(piece, CaughtUp):
                break
    await relay.__aexit__(None, None, None)
    assert [type(piece) for piece in news] == [
        Connecting,
        Offline,
        Connecting,
        Connected,
        CaughtUp,
    ]


async def test_hurry_leaves_a_living_connection_alone() -> None:
    ring = asyncio.Event()

    async def ring_later(talk: Talk) -> None:
        await talk.welcome()
        await talk.live()
        await ring.wait()
        await talk.call(1, incoming())
        await talk.stay()

    async with PretendRelay(ring_later) as relay:
        following = stream(relay.address)

        def hurry_once_live(news: list[StreamNews]) -> bool:
            if isinstance(news[-1], CaughtUp):
                following.hurry()
                asyncio.get_running_loop().call_later(0.5, ring.set)
            return isinstance(news[-1], Arrived)

        news = await heard(following, Place(), hurry_once_live)
    assert not any(isinstance(piece, Offline) for piece in news)
    assert len(relay.upgrades) == 1


class _Wire:
    """A cable between desktop and relay that can be pulled: bytes stop, nothing closes."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.pulled = asyncio.Event()
        self.writers: list[asyncio.StreamWriter] = []
        self._carriers: list[asyncio.Task[None]] = []

    @asynccontextmanager
    async def plugged_in(self) -> AsyncIterator[str]:
        server = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        try:
            yield f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1/stream"
        finally:
            server.close()
            for carrier in self._carriers:
                carrier.cancel()
            if self._carriers:
                await asyncio.wait(self._carriers)
            for writer in self.writers:
                writer.close()
            await server.wait_closed()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port)
        self.writers += [writer, far_writer]
        self._carriers += [
            asyncio.create_task(self._carry(reader, far_writer)),
            asyncio.create_task(self._carry(far_reader, writer)),
        ]

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while piece := await reader.read(65536):
            if self.pulled.is_set():
                await asyncio.Event().wait()
            writer.write(piece)


async def test_hurry_finds_a_dead_connection() -> None:
    async with PretendRelay(calm) as relay:
        wire = _Wire(relay.port)
        async with wire.plugged_in() as address:
            following = stream(address)
            live = 0

            def pull_then_hurry(news: list[StreamNews]) -> bool:
                nonlocal live
                if isinstance(news[-1], CaughtUp):
                    live += 1
                    wire.pulled.set()
                    following.hurry()
                if isinstance(news[-1], Offline):
                    wire.pulled.clear()
                return live == 2

            news = await heard(following, Place(), pull_then_hurry)
    assert [type(piece) for piece in news].count(Offline) == 1


@pytest.mark.timeout(40)
async def test_a_dead_connection_is_noticed_within_fifteen_seconds() -> None:
    async with PretendRelay(calm) as relay:
        wire = _Wire(relay.port)
        async with wire.plugged_in() as address:
            loop = asyncio.get_running_loop()
            noticed_s = 0.0

            def pull(news: list[StreamNews]) -> bool:
                nonlocal noticed_s
                if isinstance(news[-1], CaughtUp):
                    wire.pulled.set()
                    noticed_s = loop.time()
                if isinstance(news[-1], Offline):
                    noticed_s = loop.time() - noticed_s
                return isinstance(news[-1], Offline)

            await heard(stream(address), Place(), pull)
    assert 0 < noticed_s < 15


@pytest.mark.parametrize("jump_s", [3600, -3600])
async def test_waking_up_reconnects_at_once(jump_s: float) -> None:
    clock = [START]
    async with PretendRelay(calm) as relay:
        following = stream(relay.address, pace=SLOW, now=lambda: clock[0])

        def sleep_once_live(news: list[StreamNews]) -> bool:
            if isinstance(news[-1], CaughtUp):
                clock[0] += timedelta(seconds=jump_s)
            return [type(piece) for piece in news].count(CaughtUp) == 2

        news = await heard(following, Place(), sleep_once_live)
    assert [type(piece) for piece in news].count(Offline) == 1


async def test_hurry_gives_up_an_attempt_that_hangs() -> None:
    with sockets.socket() as listening, sockets.socket() as first:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        first.connect(listening.getsockname())
        following = stream(f"ws://127.0.0.1:{listening.getsockname()[1]}/v1/stream")
        asyncio.get_running_loop().call_later(0.2, following.hurry)
        news = await heard(following, Place(), Offline)
    assert news[-1].__class__ is Offline


async def test_a_stream_that_is_cancelled_leaves_nothing_behind() -> None:
    async with PretendRelay(calm) as relay:
        before = asyncio.all_tasks()
        live = asyncio.Event()

        async def follow() -> None:
            async for piece in stream(relay.address).follow(Place()):
                if isinstance(piece, CaughtUp):
                    live.set()

        following = asyncio.create_task(follow())
        await asyncio.wait_for(live.wait(), 10)
        following.cancel()
        with pytest.raises(asyncio.CancelledError):
            await following
        ours = {
            task.get_name() for task in asyncio.all_tasks() - before if "relay" in task.get_name()
        }
    assert ours == set()


async def test_the_token_stays_out_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with PretendRelay(calm) as relay:
        relay.statuses = [(500, {}), (401, {})]
        await heard(stream(relay.address), Place(), lambda _news: False)
    mine = [r.getMessage() for r in caplog.records if not r.name.startswith("websockets.server")]
    assert mine
    assert "device-token-secret" not in "".join(mine)
