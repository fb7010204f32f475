"""Notifications in a queue at the door: none is lost, and the loop gets its turns."""

from __future__ import annotations

import asyncio
import functools
import json
from pathlib import Path

import pytest

from tests.relay.company import Company, company
from uis_desktop.relay.turns import Turns

RING = {"notification_mnemonic": "in_call_session", "contact_phone_number": "79001234567"}


@pytest.mark.parametrize(
    ("longest_s", "done"),
    [
        pytest.param(0.0, [1, 2, 3, 4, 5], id="no time: one a turn"),
        pytest.param(60.0, [], id="time enough: all at once"),
    ],
)
async def test_work_is_done_in_its_order_and_leaves_the_loop_its_turns(
    longest_s: float, done: list[int]
) -> None:
    turns = Turns(longest_s)
    entered: list[int] = []
    for number in range(5):
        turns.enter(functools.partial(entered.append, number))
    seen: list[int] = []
    while len(entered) < 5:
        await asyncio.sleep(0)
        seen.append(len(entered))
    assert seen == done
    assert entered == [0, 1, 2, 3, 4]


async def test_work_that_fails_does_not_keep_the_others_waiting() -> None:
    turns = Turns(60.0)
    failures: list[object] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: failures.append(context["exception"]))
    entered: list[int] = []

    def fail() -> None:
        raise ValueError("broken")

    turns.enter(fail)
    turns.enter(functools.partial(entered.append, 1))
    turns.enter(functools.partial(entered.append, 2))
    for _ in range(3):
        await asyncio.sleep(0)
    assert (entered, len(failures)) == ([1, 2], 1)


def request_of(acme: Company, path: str, body: bytes) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: relay\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def connected(acme: Company) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    host, port = acme.relay.listening_url.removeprefix("http://").split(":")
    return await asyncio.open_connection(host, int(port))


def ring(acme: Company, call: int) -> bytes:
    body = json.dumps({**RING, "call_session_id": call}).encode()
    return request_of(acme, acme.account.hook_path, body)


@pytest.mark.parametrize("pieces", [1, 3, 40])
async def test_notification_that_comes_in_pieces_or_is_sent_and_left_is_stored(
    tmp_path: Path, pieces: int
) -> None:
    async with company(tmp_path) as acme:
        for call in range(10):
            _, writer = await connected(acme)
            whole = ring(acme, call)
            size = -(-len(whole) // pieces)
            for start in range(0, len(whole), size):
                writer.write(whole[start : start + size])
                await asyncio.sleep(0)
            await writer.drain()
            writer.close()
        async with asyncio.timeout(15):
            while (await acme.relay.log.span("acme")).latest < 10:
                continue


async def test_several_requests_on_one_connection_are_answered_in_order(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        reader, writer = await connected(acme)
        question = request_of(acme, acme.account.interactive_path, b"numa=1")
        writer.write(ring(acme, 1) + question + ring(acme, 2) + question)
        bodies = []
        async with asyncio.timeout(15):
            for _ in range(4):
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
                bodies.append(json.loads(await reader.readexactly(length)))
        assert [body.get("status", "answer") for body in bodies] == [
            "stored",
            "answer",
            "stored",
            "answer",
        ]
        writer.close()
