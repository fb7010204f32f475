"""The question who should get an inbound call, and the way the call goes then."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import pytest
from aiohttp import web

from tests.simulator.stage import (
    ENDED,
    INCOMING,
    LOST,
    WAITING,
    Json,
    Stage,
    hosted,
    mnemonics,
    office,
    on_stage,
)
from tests.simulator.test_call_lives import ANNA, MARIA, SERGEY, inbound
from uis_desktop.simulator.scenario import Interactive

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def asking(answer: Answer, **settings: object) -> AsyncIterator[Stage]:
    """A simulator that asks somebody who answers like this."""
    async with hosted(answer) as url:
        interactive = msgspec.convert({"url": url, "timeout_s": 0.3, **settings}, Interactive)
        async with on_stage(office(interactive=interactive)) as stage:
            yield stage


def saying(answer: Any, status: int = 200) -> Answer:
    async def say(request: web.Request) -> web.StreamResponse:
        text = answer if isinstance(answer, str) else json.dumps(answer)
        return web.Response(text=text, status=status)

    return say


async def _rung(stage: Stage) -> list[int]:
    call = await stage.start(inbound(ring=[ANNA], answers=None, ring_timeout_s=1))
    story = await stage.receiver.story(call, until=ENDED)
    assert set(mnemonics(story)) == {INCOMING, WAITING, LOST, ENDED}
    return [event["employee_id"] for event in story if event["notification_mnemonic"] == WAITING]


async def _noted(stage: Stage) -> Json:
    entries: list[Json] = (await stage.get("interactive"))["interactive"]
    return entries[-1]


async def test_answer_with_phones_decides_who_is_rung() -> None:
    async with asking(saying({"phones": ["103", "0412346"]})) as stage:
        assert await _rung(stage) == [MARIA, SERGEY]
        noted = await _noted(stage)
        assert (noted["route"], noted["reason"], noted["status"]) == ("phones", None, 200)
        assert noted["answer"] == {"phones": ["103", "0412346"]}


@pytest.mark.parametrize(
    ("answer", "status", "reason"),
    [
        ({"phones": ["103"]}, 500, "status"),
        ("phones: 103", 200, "not_json"),
        ({"phones": []}, 200, "no_phones"),
        ({}, 200, "no_phones"),
        (["103"], 200, "no_phones"),
        ({"phones": ["999"]}, 200, "nobody_has_these_phones"),
    ],
)
async def test_useless_answer_leaves_the_call_to_the_scenario(
    answer: object, status: int, reason: str
) -> None:
    async with asking(saying(answer, status)) as stage:
        assert await _rung(stage) == [ANNA]
        noted = await _noted(stage)
        assert (noted["route"], noted["reason"]) == ("fallback", reason)


@pytest.mark.parametrize(
    ("answer", "route"),
    [
        ({"returned_code": "auth_ok"}, "returned_code"),
        ({"text": "Мы закрыты"}, "message"),
        ({"message_name": "closed.mp3"}, "message"),
        ({"phones": ["103"], "text": "Соединяем"}, "phones"),
        ({"returned_code": ""}, "fallback"),
    ],
)
async def test_other_ways_an_answer_may_send_the_caller_are_noted(
    answer: object, route: str
) -> None:
    async with asking(saying(answer)) as stage:
        await _rung(stage)
        assert (await _noted(stage))["route"] == route


async def test_answer_that_does_not_come_is_not_waited_for() -> None:
    async def silent(request: web.Request) -> web.StreamResponse:
        await asyncio.Event().wait()
        return web.Response()

    async with asking(silent) as stage:
        assert await _rung(stage) == [ANNA]
        assert (await _noted(stage))["reason"] == "timeout"


async def test_nobody_at_the_address_is_no_answer(stage: Stage) -> None:
    await stage.post("addresses", {"interactive": "http://127.0.0.1:1/interactive"})
    assert await _rung(stage) == [ANNA]
    assert (await _noted(stage))["reason"] == "unreachable"


@pytest.mark.parametrize(
    ("settings", "method", "id_name"),
    [
        ({}, "POST", "call_session_id"),
        ({"format": "json", "id_name": "cdr_id"}, "POST", "cdr_id"),
        ({"format": "query"}, "POST", "call_session_id"),
        ({"method": "GET"}, "GET", "call_session_id"),
    ],
)
async def test_question_names_the_call_and_both_numbers(
    settings: dict[str, object], method: str, id_name: str
) -> None:
    asked: list[tuple[str, dict[str, Any]]] = []

    async def note(request: web.Request) -> web.StreamResponse:
        if request.content_type == "application/json":
            asked.append((request.method, await request.json()))
        else:
            asked.append((request.method, {**request.query, **await request.post()}))
        return web.json_response({})

    async with asking(note, **settings) as stage:
        call = await stage.start(inbound(gives_up_after_s=0))
        await stage.receiver.story(call, until=ENDED)
        assert asked == [
            (method, {id_name: str(call), "numa": "79001234567", "numb": "74950000001"})
        ]


async def test_question_holds_what_is_ticked_in_the_cabinet() -> None:
    asked: list[dict[str, str]] = []

    async def note(request: web.Request) -> web.StreamResponse:
        asked.append({name: str(value) for name, value in (await request.post()).items()})
        return web.json_response({})

    async with asking(note, parameters=["start_time", "input_result"]) as stage:
        await _rung(stage)
    assert asked[0]["start_time"] == "0700"
    assert asked[0]["input_result"] == "None"


async def test_question_comes_before_the_first_event() -> None:
    heard: list[int] = []
    stages: list[Stage] = []

    async def note(request: web.Request) -> web.StreamResponse:
        heard.append(len(stages[0].receiver.heard))
        return web.json_response({})

    async with asking(note) as stage:
        stages.append(stage)
        await _rung(stage)
    assert heard == [0]
