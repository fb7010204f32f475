"""Every kind of call, from its first event to its last."""

from __future__ import annotations

import msgspec
import pytest

from tests.simulator.stage import (
    ENDED,
    INCOMING,
    LOST,
    OUTGOING,
    RECORDED,
    TALK_ENDED,
    TALK_STARTED,
    WAITING,
    Json,
    Stage,
    mnemonics,
    office,
    on_stage,
)
from tests.simulator.test_start_employee_call import with_
from uis_desktop.simulator.office import built_in_office
from uis_desktop.simulator.scenario import EmployeePhone, Scenario

ANNA, SERGEY, MARIA, OLEG = 123456, 123457, 123458, 123459


def inbound(**row: object) -> Json:
    return {
        "type": "inbound",
        "contact": "79001234567",
        "line": "74950000001",
        "ring": [ANNA],
        **row,
    }


async def _click(stage: Stage, **changes: object) -> int:
    reply = await stage.call("start.employee_call", with_(**changes))
    call_session_id: int = reply["result"]["data"]["call_session_id"]
    return call_session_id


async def test_answered_call_rings_talks_ends_and_is_recorded(stage: Stage) -> None:
    call = await stage.start(inbound(answers={"employee": ANNA, "after_s": 4}, talk_s=20))
    story = await stage.receiver.story(call, until=RECORDED)
    assert mnemonics(story) == [INCOMING, WAITING, TALK_STARTED, TALK_ENDED, ENDED, RECORDED]
    end = story[4]
    assert (end["employee_id"], end["direction"], end["call_source"]) == (ANNA, "in", "va")
    assert 20 <= end["talk_time_duration"] <= 30
    assert end["total_time_duration"] == end["talk_time_duration"] + end["wait_time_duration"]


async def test_call_nobody_answers_is_lost(stage: Stage) -> None:
    call = await stage.start(
        inbound(ring=[ANNA, SERGEY], order="sequential", answers=None, ring_timeout_s=3)
    )
    story = await stage.receiver.story(call, until=ENDED)
    assert mnemonics(story) == [INCOMING, WAITING, WAITING, LOST, ENDED]
    assert [event["employee_id"] for event in story[1:3]] == [ANNA, SERGEY]
    assert story[3]["employee_ids"] == [ANNA, SERGEY]
    assert story[4]["talk_time_duration"] == 0


async def test_caller_who_gives_up_before_the_first_ring_is_lost_to_nobody(stage: Stage) -> None:
    call = await stage.start(inbound(gives_up_after_s=0, greeting_s=5))
    story = await stage.receiver.story(call, until=ENDED)
    assert mnemonics(story) == [INCOMING, LOST, ENDED]
    assert story[1]["employee_ids"] is None


async def test_caller_who_loses_patience_is_lost_to_who_rang(stage: Stage) -> None:
    call = await stage.start(inbound(answers=None, gives_up_after_s=5))
    story = await stage.receiver.story(call, until=ENDED)
    assert mnemonics(story) == [INCOMING, WAITING, LOST, ENDED]
    assert story[2]["employee_ids"] == [ANNA]


async def test_parallel_ringing_says_nothing_about_who_stops(stage: Stage) -> None:
    call = await stage.start(
        inbound(ring=[ANNA, SERGEY, MARIA], answers={"employee": SERGEY, "after_s": 2}, talk_s=3)
    )
    story = await stage.receiver.story(call, until=ENDED)
    assert mnemonics(story) == [INCOMING, *[WAITING] * 3, TALK_STARTED, TALK_ENDED, ENDED]
    assert len({event["leg_id"] for event in story[1:4]}) == 3
    assert story[4]["employee_id"] == SERGEY
    assert story[3 - 1]["leg_id"] in story[4]["leg_ids"]


async def test_employee_who_declines_passes_the_call_on(stage: Stage) -> None:
    await stage.post(f"employees/{ANNA}", {"does": "declines", "after_s": 1})
    call = await stage.start(inbound(ring=[ANNA, MARIA], order="sequential", talk_s=3))
    story = await stage.receiver.story(call, until=ENDED)
    assert [event["employee_id"] for event in story[1:4]] == [ANNA, MARIA, MARIA]


async def test_phone_of_a_busy_employee_does_not_ring(stage: Stage) -> None:
    await stage.post(f"employees/{ANNA}", {"does": "busy"})
    call = await stage.start(inbound())
    story = await stage.receiver.story(call, until=ENDED)
    assert mnemonics(story) == [INCOMING, LOST, ENDED]


async def test_transfer_ends_one_talk_and_starts_the_next(stage: Stage) -> None:
    call = await stage.start(
        inbound(
            answers={"employee": ANNA, "after_s": 1},
            transfer={"to": MARIA, "after_s": 3, "answers_after_s": 1, "talk_s": 4},
        )
    )
    story = await stage.receiver.story(call, until=ENDED)
    assert [(event["notification_mnemonic"], event.get("employee_id")) for event in story] == [
        (INCOMING, None),
        (WAITING, ANNA),
        (TALK_STARTED, ANNA),
        (WAITING, MARIA),
        (TALK_ENDED, ANNA),
        (TALK_STARTED, MARIA),
        (TALK_ENDED, MARIA),
        (ENDED, MARIA),
    ]


async def test_transfer_nobody_takes_leaves_the_talk_where_it_was(stage: Stage) -> None:
    await stage.post(f"employees/{OLEG}", {"does": "declines", "after_s": 1})
    call = await stage.start(
        inbound(
            answers={"employee": ANNA, "after_s": 1},
            talk_s=20,
            transfer={"to": OLEG, "after_s": 2},
        )
    )
    story = await stage.receiver.story(call, until=ENDED)
    assert mnemonics(story) == [INCOMING, WAITING, TALK_STARTED, WAITING, TALK_ENDED, ENDED]
    assert story[4]["employee_id"] == ANNA


async def test_robot_alone_is_no_lost_call(stage: Stage) -> None:
    call = await stage.start(inbound(ring=[], talk_s=3))
    story = await stage.receiver.story(call, until=ENDED)
    assert mnemonics(story) == [INCOMING, ENDED]
    assert not (await stage.state_of(call))["lost"]


async def test_outgoing_call_of_a_sip_phone(stage: Stage) -> None:
    call = await stage.start(
        {
            "type": "outgoing",
            "employee": ANNA,
            "contact": "79001234567",
            "line": "74950000001",
            "answers": {"after_s": 2},
            "talk_s": 5,
            "hangs_up": "employee",
        }
    )
    story = await stage.receiver.story(call, until=RECORDED)
    assert mnemonics(story) == [OUTGOING, TALK_STARTED, TALK_ENDED, ENDED, RECORDED]
    assert story[0]["employee_phone_number"] == "0412345"
    assert (story[3]["call_source"], story[3]["direction"]) == ("sip", "out")


async def test_click_to_call_rings_the_employee_first(signed_in: Stage) -> None:
    call = await _click(signed_in)
    story = await signed_in.receiver.story(call, until=RECORDED)
    assert mnemonics(story) == [WAITING, OUTGOING, TALK_STARTED, TALK_ENDED, ENDED, RECORDED]
    assert {story[index]["external_id"] for index in (0, 2, 3, 4)} == {"tray-1"}
    assert (story[0]["direction"], story[0]["call_source"]) == ("out", "callapi")
    assert story[4]["scenario_name"] is None


async def test_click_to_call_the_employee_does_not_pick_up(signed_in: Stage) -> None:
    await signed_in.post(f"employees/{ANNA}", {"does": "declines", "after_s": 1})
    story = await signed_in.receiver.story(await _click(signed_in), until=ENDED)
    assert mnemonics(story) == [WAITING, ENDED]
    assert story[1]["talk_time_duration"] == 0


@pytest.mark.parametrize("contact", ["79001234568", "79001234569", "79001234570"])
async def test_click_to_call_the_contact_is_not_to_be_had(signed_in: Stage, contact: str) -> None:
    story = await signed_in.receiver.story(await _click(signed_in, contact=contact), until=ENDED)
    assert mnemonics(story) == [WAITING, OUTGOING, ENDED]
    assert story[2]["talk_time_duration"] == 0


async def test_failed_click_labelled_inbound_looks_like_a_lost_call(signed_in: Stage) -> None:
    call = await _click(signed_in, direction=..., contact="79001234568")
    story = await signed_in.receiver.story(call, until=ENDED)
    assert mnemonics(story) == [WAITING, LOST, ENDED]


async def test_click_to_call_contact_first(signed_in: Stage) -> None:
    call = await _click(signed_in, first_call="contact", early_switching=False)
    story = await signed_in.receiver.story(call, until=ENDED)
    assert mnemonics(story) == [OUTGOING, WAITING, TALK_STARTED, TALK_ENDED, ENDED]


async def test_released_while_the_employee_is_rung(signed_in: Stage) -> None:
    await signed_in.post(f"employees/{ANNA}", {"does": "silent"})
    call = await _click(signed_in)
    await signed_in.receiver.story(call, until=WAITING)
    await signed_in.call("release.call", {"call_session_id": call})
    assert mnemonics(await signed_in.receiver.story(call, until=ENDED)) == [WAITING, ENDED]


async def test_released_while_they_talk(signed_in: Stage) -> None:
    call = await signed_in.start(inbound(answers={"employee": ANNA, "after_s": 1}, talk_s=3000))
    await signed_in.receiver.story(call, until=TALK_STARTED)
    await signed_in.call("release.call", {"call_session_id": call})
    story = await signed_in.receiver.story(call, until=ENDED)
    assert mnemonics(story)[-2:] == [TALK_ENDED, ENDED]
    assert (await signed_in.state_of(call))["state"] == "ended"


async def test_employee_picks_up_by_hand(stage: Stage) -> None:
    call = await stage.start(inbound(ring=[ANNA, SERGEY], answers=None))
    await stage.receiver.story(call, until=WAITING)
    assert (await stage.post(f"calls/{call}/pick_up", {"employee_id": MARIA}))[0] == 409
    assert (await stage.post(f"calls/{call}/pick_up", {"employee_id": SERGEY}))[0] == 200
    await stage.receiver.story(call, until=TALK_STARTED)
    assert (await stage.post(f"calls/{call}/hang_up", {"by": "employee"}))[0] == 200
    story = await stage.receiver.story(call, until=ENDED)
    assert story[-1]["employee_id"] == SERGEY


async def test_contact_picks_up_by_hand(signed_in: Stage) -> None:
    call = await _click(signed_in, contact="79001234569")
    await signed_in.receiver.story(call, until=OUTGOING)
    assert (await signed_in.post(f"calls/{call}/pick_up", {"contact": True}))[0] == 200
    await signed_in.receiver.story(call, until=TALK_STARTED)


def _anna_with_two_phones() -> Scenario:
    first, *others = built_in_office().employees
    phones = (EmployeePhone(phone_number="0412345"), EmployeePhone(phone_number="79161112233"))
    anna = msgspec.structs.replace(first, phone_numbers=phones)
    return office(employees=(anna, *others))


async def test_who_declines_on_one_phone_is_not_rung_on_the_next() -> None:
    async with on_stage(_anna_with_two_phones()) as stage:
        await stage.post(f"employees/{ANNA}", {"does": "declines", "after_s": 1})
        call = await stage.start(inbound())
        story = await stage.receiver.story(call, until=ENDED)
        assert mnemonics(story) == [INCOMING, WAITING, LOST, ENDED]


async def test_every_phone_of_an_employee_is_rung_in_turn() -> None:
    async with on_stage(_anna_with_two_phones()) as stage:
        call = await stage.start(inbound(answers=None, ring_timeout_s=1))
        story = await stage.receiver.story(call, until=ENDED)
        assert mnemonics(story) == [INCOMING, WAITING, WAITING, LOST, ENDED]
        assert story[3]["employee_ids"] == [ANNA]


async def test_phone_with_all_channels_in_use_does_not_ring() -> None:
    first, *others = built_in_office().employees
    phone = EmployeePhone(phone_number="0412345", channels_count=1)
    one_channel = msgspec.structs.replace(first, phone_numbers=(phone,))
    async with on_stage(office(employees=(one_channel, *others))) as stage:
        talking = await stage.start(inbound(answers={"employee": ANNA, "after_s": 0}, talk_s=3000))
        await stage.receiver.story(talking, until=TALK_STARTED)
        second = await stage.start(inbound())
        story = await stage.receiver.story(second, until=ENDED)
        assert mnemonics(story) == [INCOMING, LOST, ENDED]


async def test_hidden_number_is_null(stage: Stage) -> None:
    call = await stage.start(inbound(contact=None, gives_up_after_s=0))
    story = await stage.receiver.story(call, until=ENDED)
    assert {event["contact_phone_number"] for event in story} == {None}


async def test_call_is_forgotten_by_the_desk_once_it_is_over(stage: Stage) -> None:
    call = await stage.start(inbound(gives_up_after_s=0))
    await stage.receiver.story(call, until=ENDED)
    assert (await stage.post(f"calls/{call}/hang_up"))[0] == 404


async def test_link_to_the_record_can_be_opened(stage: Stage) -> None:
    call = await stage.start(inbound(answers={"employee": ANNA, "after_s": 1}, talk_s=1))
    link = (await stage.receiver.story(call, until=RECORDED))[-1]["file_link"]
    async with stage.http.get(link) as answer:
        assert (answer.status, answer.content_type) == (200, "audio/wav")
        assert (await answer.read()).startswith(b"RIFF")
    async with stage.http.get(f"{stage.served.web}media/{call}/0") as answer:
        assert answer.status == 404
