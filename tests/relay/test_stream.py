"""The stream: resume or admit, only yours, cut what is stuck."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import apsw
import pytest

from tests.relay.calls import ended, incoming, talk_started, waiting
from tests.relay.company import ANNA, BORIS, RunningRelay, company, event_numbers, kinds
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.log.port import Stored


async def test_notification_reaches_the_desktop_it_concerns(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA, name="Иванова Анна", extension="101")
        async with acme.desktop(acme.token(ANNA)) as desktop:
            welcome = await desktop.resume()
            assert welcome["latest"] == 0
            assert welcome["employee"] == {
                "id": ANNA, "name": "Иванова Анна", "extension": "101", "lines": []
            }  # fmt: skip
            assert await desktop.until_live() == []
            await acme.notify(**waiting(5, utm_source="direct"))
            frame = await desktop.frame()
    assert frame["type"] == "uis.call.waiting"
    assert (frame["subject"], frame["sequence"]) == ("5", 1)
    assert frame["id"] == f"{welcome['epoch']}:1"
    assert isinstance(frame["data"], dict)
    assert frame["data"]["extra"] == {"utm_source": "direct"}


async def test_desktop_that_returns_gets_what_it_missed_and_then_live(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        token = acme.token(ANNA)
        for call in range(1, 451):
            await acme.notify(**waiting(call))
        async with acme.desktop(token) as desktop:
            welcome = await desktop.resume(epoch=None)
            assert event_numbers(await desktop.until_live()) == list(range(1, 451))
        async with acme.desktop(token) as desktop:
            await desktop.resume(epoch=str(welcome["epoch"]), after=448)
            assert event_numbers(await desktop.until_live()) == [449, 450]
            await acme.notify(**talk_started(450))
            assert (await desktop.frame())["sequence"] == 451


async def test_events_written_during_the_replay_come_once_and_in_order(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        token = acme.token(ANNA)
        for call in range(1, 301):
            await acme.notify(**waiting(call))
        async with acme.desktop(token) as desktop:
            await desktop.resume()

            async def go_on() -> None:
                for call in range(301, 401):
                    await acme.notify(**waiting(call))

            writing = asyncio.create_task(go_on())
            numbers = event_numbers(await desktop.until_live())
            while len(numbers) < 400:
                numbers.append((await desktop.frame())["sequence"])
            await writing
    assert numbers == list(range(1, 401))


async def test_same_events_in_the_same_order_survive_a_restart(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        token = acme.token(ANNA)
        await acme.notify(**waiting(5))
        async with acme.desktop(token) as desktop:
            epoch = (await desktop.resume())["epoch"]
    async with RunningRelay(tmp_path) as relay, aiohttp.ClientSession() as http:
        acme.relay, acme.http = relay, http
        await acme.notify(**talk_started(5))
        async with acme.desktop(token) as desktop:
            welcome = await desktop.resume(epoch=str(epoch), after=0)
            assert welcome["epoch"] == epoch
            frames = await desktop.until_live()
    assert list(zip(kinds(frames), event_numbers(frames), strict=True)) == [
        ("waiting", 1),
        ("talk_started", 2),
    ]


async def test_trimmed_events_are_admitted_and_their_numbers_not_used_again(
    tmp_path: Path,
) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        token = acme.token(ANNA)
        for call in (1, 2, 3):
            await acme.notify(**waiting(call))
        async with acme.desktop(token) as desktop:
            epoch = str((await desktop.resume())["epoch"])
        assert await acme.relay.log.trim(datetime.now(UTC) + timedelta(seconds=1)) == 3
        await acme.notify(**waiting(4))
        async with acme.desktop(token) as desktop:
            await desktop.resume(epoch=epoch, after=1)
            gap, fourth = await desktop.until_live()
    assert gap["data"] == {"from": 2, "to": 3, "reason": "trimmed"}
    assert fourth["sequence"] == 4


async def test_lost_log_and_a_place_ahead_of_it_are_admitted(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        token = acme.token(ANNA)
        await acme.notify(**waiting(1))
        async with acme.desktop(token) as desktop:
            epoch = str((await desktop.resume(epoch="another", after=9))["epoch"])
            gap, replayed = await desktop.until_live()
            assert gap["data"] == {"from": 1, "to": 0, "reason": "epoch"}
            assert replayed["sequence"] == 1
        async with acme.desktop(token) as desktop:
            await desktop.resume(epoch=epoch, after=9)
            (gap,) = await desktop.until_live()
            assert gap["data"] == {"from": 2, "to": 9, "reason": "future"}


async def test_new_log_has_a_new_epoch(tmp_path: Path) -> None:
    epochs = []
    for _ in range(2):
        async with company(tmp_path) as acme:
            acme.employ(ANNA)
            async with acme.desktop(acme.token(ANNA)) as desktop:
                epochs.append((await desktop.resume())["epoch"])
        await asyncio.to_thread(shutil.rmtree, tmp_path)
    assert epochs[0] != epochs[1]


async def test_events_of_others_never_come(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        other = acme.add_account("other")
        acme.employ(ANNA)
        acme.employ(BORIS)
        acme.employ(ANNA, account=other)
        await acme.notify(**waiting(1, BORIS))
        await acme.notify(other, **waiting(2, ANNA))
        async with acme.desktop(acme.token(ANNA)) as desktop:
            await desktop.resume()
            assert await desktop.until_live() == []
            await acme.notify(**waiting(3, BORIS))
            await acme.notify(other, **talk_started(2))
            await acme.notify(**waiting(4, ANNA))
            assert (await desktop.frame())["subject"] == "4"


async def test_revoked_device_is_cut_at_once(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        token = acme.token(ANNA)
        async with acme.desktop(token) as desktop:
            await desktop.resume()
            await desktop.until_live()
            acme.directory.execute("DELETE FROM token")
            assert await desktop.close_code() == 4401
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            async with acme.desktop(token):
                pass
    assert refused.value.status == 401


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({}, 401, id="no token"),
        pytest.param({"Authorization": "Bearer wrong"}, 401, id="unknown token"),
        pytest.param({"Origin": "https://evil.example"}, 403, id="a browser's page"),
    ],
)
async def test_strangers_do_not_get_a_socket(
    tmp_path: Path, headers: dict[str, str], status: int
) -> None:
    async with company(tmp_path) as acme:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await acme.http.ws_connect(
                f"{acme.relay.listening_url}/v1/stream",
                headers=headers,
                protocols=("cloudevents.json",),
            )
    assert refused.value.status == status


async def test_stream_without_our_subprotocol_is_refused(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await acme.http.ws_connect(
                f"{acme.relay.listening_url}/v1/stream",
                headers={"Authorization": f"Bearer {acme.token(ANNA)}"},
            )
    assert refused.value.status == 400


@pytest.mark.parametrize("first", ["{}", "not json", '{"specversion":"1.0"}', "x" * 5000])
async def test_stream_that_begins_with_nonsense_is_closed(tmp_path: Path, first: str) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        async with acme.desktop(acme.token(ANNA)) as desktop:
            await desktop.socket.send_str(first)
            assert await desktop.close_code() in {4400, 1009}


async def test_stream_that_says_nothing_is_closed(tmp_path: Path) -> None:
    async with company(tmp_path, Limits(resume_s=0.2)) as acme:
        acme.employ(ANNA)
        async with acme.desktop(acme.token(ANNA)) as desktop:
            assert await desktop.close_code() == 4400


async def test_one_device_cannot_open_streams_without_end(tmp_path: Path) -> None:
    async with company(tmp_path, Limits(streams_per_device=1)) as acme:
        acme.employ(ANNA)
        token = acme.token(ANNA)
        async with acme.desktop(token) as first, acme.desktop(token) as second:
            assert await second.close_code() == 4429
            await first.resume()


async def test_desktop_that_answers_pings_stays(tmp_path: Path) -> None:
    async with company(tmp_path, Limits(ping_s=0.05, pong_s=0.2)) as acme:
        acme.employ(ANNA)
        async with acme.desktop(acme.token(ANNA)) as desktop:
            await desktop.resume()
            await desktop.until_live()
            listening = asyncio.create_task(desktop.frame())
            done, _ = await asyncio.wait({listening}, timeout=0.6)
            assert not done
            await acme.notify(**waiting(1))
            assert (await listening)["sequence"] == 1


async def test_stream_outlives_the_patience_with_idle_connections(tmp_path: Path) -> None:
    async with company(tmp_path, Limits(keep_alive_s=0.2, ping_s=0.05, pong_s=0.2)) as acme:
        acme.employ(ANNA)
        async with acme.desktop(acme.token(ANNA)) as desktop:
            await desktop.resume()
            await desktop.until_live()
            listening = asyncio.create_task(desktop.frame())
            done, _ = await asyncio.wait({listening}, timeout=1.5)
            assert not done
            await acme.notify(**waiting(1))
            assert (await listening)["sequence"] == 1


async def test_desktop_that_answers_no_ping_is_cut(tmp_path: Path) -> None:
    async with company(tmp_path, Limits(ping_s=0.1, pong_s=0.1)) as acme:
        acme.employ(ANNA)
        async with acme.http.ws_connect(
            f"{acme.relay.listening_url}/v1/stream",
            headers={"Authorization": f"Bearer {acme.token(ANNA)}"},
            protocols=("cloudevents.json",),
            autoping=False,
        ) as deaf:
            await deaf.send_str(
                '{"specversion":"1.0","id":"r","source":"/d","type":"uis.stream.resume",'
                '"data":{"protocol":1,"epoch":null,"after":0}}'
            )
            async with asyncio.timeout(15):
                while (message := await deaf.receive()).type in {
                    aiohttp.WSMsgType.TEXT,
                    aiohttp.WSMsgType.PING,
                }:
                    pass
    assert message.type in {aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR}


async def test_desktop_that_does_not_read_is_cut_and_delays_nobody(tmp_path: Path) -> None:
    async with company(tmp_path, Limits(backlog=20, closing_s=60)) as acme:
        acme.employ(ANNA)
        acme.employ(BORIS)
        stuck = await asyncio.to_thread(stuck_stream, acme.relay.listening_url, acme.token(ANNA))
        async with acme.desktop(acme.token(BORIS)) as quick:
            await quick.resume()
            await quick.until_live()
            for call in range(400):
                await acme.notify(**incoming(call + 1, padding="x" * 20_000))
                assert (await quick.frame())["subject"] == str(call + 1)
                if acme.relay.open_streams == 1:
                    break
            assert await asyncio.to_thread(close_code_of, stuck) == 4408
        stuck.close()


def stuck_stream(url: str, token: str) -> socket.socket:
    """A websocket that has resumed, got its live frame and reads no more."""
    host, _, port = url.removeprefix("http://").partition(":")
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(10)
    client.connect((host, int(port)))
    client.sendall(
        f"GET /v1/stream HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: cloudevents.json\r\n"
        f"Authorization: Bearer {token}\r\n\r\n".encode()
    )
    resume = json.dumps(
        {"specversion": "1.0", "id": "r", "source": "/d", "type": "uis.stream.resume",
         "data": {"protocol": 1, "epoch": None, "after": 0}}
    ).encode()  # fmt: skip
    # RFC 6455 §5.2: text, masked by zeros, 16-bit length.
    client.sendall(b"\x81\xfe" + len(resume).to_bytes(2, "big") + b"\0\0\0\0" + resume)
    seen = b""
    while b"uis.stream.live" not in seen:
        seen += client.recv(1024)
    return client


def close_code_of(client: socket.socket) -> int:
    """Read to the end; the code of the close frame, which is the last thing sent."""
    tail = b""
    while chunk := client.recv(65536):
        tail = (tail + chunk)[-4:]
        if tail[:2] == b"\x88\x02":
            break
    assert tail[:2] == b"\x88\x02", tail
    return int.from_bytes(tail[2:], "big")


async def test_relay_that_stops_says_come_back_soon(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        async with acme.desktop(acme.token(ANNA)) as desktop:
            await desktop.resume()
            await desktop.until_live()
            stopping = asyncio.create_task(acme.relay.stop())
            assert await desktop.close_code() == 4503
            await stopping


async def test_a_call_ends_for_everybody_who_saw_it(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        acme.employ(BORIS)
        async with acme.desktop(acme.token(BORIS)) as boris:
            await boris.resume()
            await boris.until_live()
            await acme.notify(**waiting(5, ANNA, leg=1))
            await acme.notify(**waiting(5, BORIS, leg=2))
            await acme.notify(**talk_started(5, ANNA))
            await acme.notify(**ended(5))
            seen = [await boris.frame() for _ in range(3)]
    assert kinds(seen) == ["waiting", "talk_started", "call_ended"]


async def test_directory_that_is_locked_by_a_command_does_not_stop_the_stream(
    tmp_path: Path,
) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        async with acme.desktop(acme.token(ANNA)) as desktop:
            await desktop.resume()
            await desktop.until_live()
            busy = apsw.Connection(str(tmp_path / "directory.sqlite3"))
            busy.execute("BEGIN IMMEDIATE")
            await acme.notify(**waiting(5))
            assert (await desktop.frame())["subject"] == "5"
            busy.execute("ROLLBACK")
            busy.close()


async def test_event_read_before_it_is_published_comes_once(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        fanout = acme.relay._fanout
        publish, held = fanout.publish, list[Stored]()
        acme.relay.log._on_stored = held.append  # type: ignore[attr-defined]
        await acme.notify(**waiting(5))
        async with acme.desktop(acme.token(ANNA)) as desktop:
            await desktop.resume()
            assert event_numbers(await desktop.until_live()) == [1]
            for stored in held:
                publish(stored)
            acme.relay.log._on_stored = publish  # type: ignore[attr-defined]
            await acme.notify(**talk_started(5))
            assert (await desktop.frame())["sequence"] == 2
