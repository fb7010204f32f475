"""Delivery: again if not taken, in order within a call, nobody waits for another."""

from __future__ import annotations

import asyncio
import json
from urllib.parse import parse_qs

import msgspec
import pytest
from aiohttp import web

from tests.simulator.stage import (
    DEADLINE_S,
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
from tests.simulator.test_call_lives import ANNA, MARIA, inbound
from uis_desktop.simulator.scenario import KindWord, Notifications, Scenario, Template

SHORT = inbound(gives_up_after_s=0)


def _with_template(kind: KindWord, body: str, *others: Template, **more: str) -> Scenario:
    template = msgspec.convert(
        {"kind": kind, "name": "мой вебхук", "mnemonic": "own", "body": body, **more}, Template
    )
    return office(notifications=Notifications(templates=(template, *others)))


async def _journal(stage: Stage, *, until_state: str) -> list[Json]:
    """The journal once every entry has left ``pending`` and one has that state."""
    async with asyncio.timeout(DEADLINE_S):
        while True:
            entries: list[Json] = (await stage.get("notifications"))["notifications"]
            states = {entry["state"] for entry in entries}
            if until_state in states and "pending" not in states:
                return entries


async def test_notification_is_json_in_the_accounts_time(stage: Stage) -> None:
    call = await stage.start(SHORT)
    story = await stage.receiver.story(call, until=ENDED)
    # The stage's day begins at 07:00:05 UTC, and the office is in Moscow.
    assert story[0]["notification_time"].startswith("2026-05-18 10:0")
    assert len(story[0]["notification_time"]) == len("2026-05-18 10:00:05.123")
    assert {heard.content_type for heard in stage.receiver.heard} == {"application/json"}
    assert {heard.method for heard in stage.receiver.heard} == {"POST"}


async def test_cyrillic_is_sent_as_it_is(stage: Stage) -> None:
    await stage.receiver.story(await stage.start(SHORT), until=ENDED)
    assert "Смирнов Алексей".encode() in stage.receiver.heard[0].body


async def test_notification_not_taken_is_sent_again(stage: Stage) -> None:
    stage.receiver.statuses = [500, 302]
    call = await stage.start(SHORT)
    story = await stage.receiver.story(call, until=ENDED)
    assert mnemonics(story) == [INCOMING, INCOMING, INCOMING, LOST, ENDED]
    entry = (await _journal(stage, until_state="delivered"))[0]
    assert (entry["state"], entry["status"], entry["attempts"]) == ("delivered", 200, 3)


async def test_notification_never_taken_is_given_up(stage: Stage) -> None:
    stage.receiver.statuses = [503] * 4
    call = await stage.start(SHORT)
    story = await stage.receiver.story(call, until=ENDED)
    assert mnemonics(story) == [*[INCOMING] * 4, LOST, ENDED]
    entry = (await _journal(stage, until_state="failed"))[0]
    assert (entry["status"], entry["attempts"]) == (503, 4)


async def test_receiver_that_is_not_there_is_an_attempt_without_status(stage: Stage) -> None:
    await stage.post("addresses", {"notify": "http://127.0.0.1:1/hook"})
    await stage.start(SHORT)
    entries = await _journal(stage, until_state="failed")
    assert (entries[0]["status"], entries[0]["attempts"]) == (None, 4)


async def test_journal_does_not_tell_the_secret_of_the_address(stage: Stage) -> None:
    await stage.start(SHORT)
    entries = await _journal(stage, until_state="delivered")
    assert "s3cret" in stage.receiver.url
    assert "s3cret" not in json.dumps(entries)


async def test_stuck_call_delays_no_other_call(stage: Stage) -> None:
    stuck = await stage.start(SHORT)
    stage.receiver.stuck_calls.add(stuck)
    free = await stage.start(SHORT)
    await stage.receiver.story(free, until=ENDED)
    heard = [h.json for h in stage.receiver.heard if h.json["call_session_id"] == stuck]
    assert mnemonics(heard) == [INCOMING]


async def test_own_template_replaces_the_built_in_one() -> None:
    body = '{"call_session_id":{{call_session_id}},"leg":{{leg_id}},"x":{{file_link}}}'
    async with on_stage(_with_template("waiting", body, content_type="text/plain")) as stage:
        await stage.start(inbound(answers=None))
        heard = (await stage.receiver.until(lambda all_: len(all_) == 2))[1]
        assert heard.content_type == "text/plain"
        assert heard.body.endswith(b'"x":{{file_link}}}')


@pytest.mark.parametrize("transfer", [True, False])
async def test_end_of_a_call_can_tell_whether_it_was_transferred(transfer: bool) -> None:
    body = (
        '{"notification_mnemonic":{{notification_mnemonic}},'
        '"call_session_id":{{call_session_id}},"is_transfer":{{is_transfer}}}'
    )
    row = inbound(answers={"employee": ANNA, "after_s": 1}, talk_s=9)
    if transfer:
        row["transfer"] = {"to": MARIA, "after_s": 1, "answers_after_s": 1, "talk_s": 1}
    async with on_stage(_with_template("call_ended", body)) as stage:
        story = await stage.receiver.story(await stage.start(row), until="own")
        assert story[-1]["is_transfer"] is transfer


async def test_redirect_is_not_followed(stage: Stage) -> None:
    async def elsewhere(request: web.Request) -> web.StreamResponse:
        raise web.HTTPTemporaryRedirect(stage.receiver.url)

    async with hosted(elsewhere) as url:
        await stage.post("addresses", {"notify": url})
        await stage.start(SHORT)
        entries = await _journal(stage, until_state="failed")
    assert {entry["status"] for entry in entries} == {307}
    assert stage.receiver.heard == []


async def test_template_for_get_becomes_a_query() -> None:
    body = "event=incoming&name={{contact_full_name}}&id={{external_id}}"
    async with on_stage(_with_template("incoming", body, method="GET")) as stage:
        await stage.start(SHORT)
        heard = (await stage.receiver.until(bool))[0]
        assert (heard.method, heard.body) == ("GET", b"")
        assert parse_qs(heard.query) == {
            "event": ["incoming"],
            "name": ['"Смирнов Алексей"'],
            "id": ["null"],
        }


async def test_two_templates_of_a_kind_are_both_sent() -> None:
    body = '{"notification_mnemonic":"%s","call_session_id":{{call_session_id}}}'
    second = Template(kind="incoming", name="b", mnemonic="b", body=body % "b")
    async with on_stage(_with_template("incoming", body % "a", second)) as stage:
        call = await stage.start(SHORT)
        story = await stage.receiver.story(call, until=ENDED)
        assert mnemonics(story) == ["a", "b", LOST, ENDED]


async def test_wish_for_a_duplicate(stage: Stage) -> None:
    await stage.post("faults", {"notifications": "duplicate", "kind": "lost"})
    story = await stage.receiver.story(await stage.start(SHORT), until=ENDED)
    assert mnemonics(story) == [INCOMING, LOST, LOST, ENDED]
    assert story[1] == story[2]


async def test_wish_for_a_loss(stage: Stage) -> None:
    await stage.post("faults", {"notifications": "drop"})
    story = await stage.receiver.story(await stage.start(SHORT), until=ENDED)
    assert mnemonics(story) == [LOST, ENDED]
    entry = (await _journal(stage, until_state="dropped"))[0]
    assert (entry["kind"], entry["attempts"]) == ("incoming", 0)


async def test_wish_for_quotes(stage: Stage) -> None:
    await stage.post("faults", {"notifications": "quoted"})
    await stage.start(SHORT)
    heard = (await stage.receiver.until(bool))[0]
    assert b'"contact_phone_number":""79001234567""' in heard.body


async def test_wish_for_nesting(stage: Stage) -> None:
    await stage.post("faults", {"notifications": "nested"})
    story = await stage.receiver.story(await stage.start(SHORT), until=ENDED)
    assert story[0]["contact_info"]["contact_phone_number"] == "79001234567"


async def test_wish_for_delay_holds_back_one_call_only(stage: Stage) -> None:
    await stage.post("faults", {"notifications": "delay", "delay_s": 3000})
    late = await stage.start(SHORT)
    story = await stage.receiver.story(await stage.start(SHORT), until=ENDED)
    assert late not in {h.json["call_session_id"] for h in stage.receiver.heard}
    assert mnemonics(story) == [INCOMING, LOST, ENDED]


async def test_without_an_address_nothing_is_sent_and_everything_noted(stage: Stage) -> None:
    await stage.post("addresses", {"notify": None})
    await stage.start(SHORT)
    entries = await _journal(stage, until_state="dropped")
    assert {(entry["url"], entry["state"]) for entry in entries} == {(None, "dropped")}
    assert stage.receiver.heard == []
    assert WAITING not in json.dumps(entries)


async def _fault(stage: Stage, fault: str, **more: object) -> None:
    assert (await stage.post("faults", {"notifications": fault, **more}))[0] == 200


async def test_next_notification_overtakes_the_one_before(stage: Stage) -> None:
    await _fault(stage, "reorder", kind="incoming", delay_s=600)
    call = await stage.start(SHORT)
    heard = await stage.receiver.until(lambda heard: len(heard) == 3)
    assert mnemonics([one.json for one in heard]) == [LOST, INCOMING, ENDED]
    assert {one.json["call_session_id"] for one in heard} == {call}


async def test_last_notification_is_overtaken_by_nobody_and_comes_late(stage: Stage) -> None:
    await _fault(stage, "reorder", kind="call_ended", delay_s=10)
    call = await stage.start(SHORT)
    assert mnemonics(await stage.receiver.story(call, until=ENDED)) == [INCOMING, LOST, ENDED]


async def test_notification_that_was_taken_comes_again_much_later(stage: Stage) -> None:
    await _fault(stage, "repeat", kind="incoming", delay_s=60)
    call = await stage.start(SHORT)
    await stage.receiver.until(lambda heard: len(heard) == 4)
    story = await stage.receiver.story(call, until=ENDED)
    assert mnemonics(story) == [INCOMING, LOST, ENDED, INCOMING]
    assert story[0] == story[3]


async def test_template_whose_braces_were_forgotten(stage: Stage) -> None:
    await _fault(stage, "own_names", kind="incoming")
    await stage.start(SHORT)
    heard = await stage.receiver.until(bool)
    assert heard[0].json["contact_phone_number"] == "contact_phone_number"


async def test_json_that_is_called_a_form(stage: Stage) -> None:
    await _fault(stage, "form", kind="incoming")
    call = await stage.start(SHORT)
    heard = await stage.receiver.until(bool)
    assert heard[0].content_type == "application/x-www-form-urlencoded"
    assert heard[0].json["call_session_id"] == call


async def test_values_are_written_in_the_other_ways_that_were_seen(stage: Stage) -> None:
    await stage.post(
        "quirks",
        {
            "notification_times": "seconds",
            "notification_phones": "plus",
            "notification_numbers": "strings",
            "notification_letters": "escaped",
            "notification_slashes": "escaped",
        },
    )
    call = await stage.start(inbound(answers={"employee": ANNA, "after_s": 0}, talk_s=1))
    heard = await stage.receiver.until(lambda heard: any(b"file_link" in one.body for one in heard))
    first, last = heard[0].json, heard[-1]
    assert len(first["notification_time"]) == len("2026-05-18 10:00:05")
    assert first["contact_phone_number"] == "+79001234567"
    assert first["call_session_id"] == str(call)
    assert first["contact_full_name"] == "Смирнов Алексей"
    assert heard[0].body.isascii()
    assert b"http:\\/\\/" in last.body


@pytest.mark.parametrize("fault", ["reorder", "repeat"])
async def test_simulator_ends_while_a_notification_still_waits(fault: str) -> None:
    async with on_stage() as stage:
        await _fault(stage, fault, delay_s=100_000, times=3)
        await stage.start(SHORT)
        async with asyncio.timeout(DEADLINE_S):
            while not (await stage.get("state"))["finished"]:
                pass
