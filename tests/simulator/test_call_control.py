"""A call that goes on: held, handed over, marked, recorded, listened to, ended."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import pytest

from tests.simulator.stage import (
    ENDED,
    RECORDED,
    TALK_ENDED,
    TALK_STARTED,
    WAITING,
    Json,
    Stage,
    listed,
    mnemonics,
    office,
    on_stage,
)
from tests.simulator.test_call_lives import ANNA, MARIA, OLEG, inbound
from uis_desktop.simulator.office import built_in_office
from uis_desktop.simulator.scenario import Quirks, Scenario

_WAIT: Json = {"contact_message": {"type": "tts", "value": "Одну минуту"}}
_DONE: Json = {"success": "true"}


@dataclass
class Talk:
    """A call of which Anna is asked to do things."""

    stage: Stage
    id: int

    async def ask(self, method: str, **params: object) -> object:
        """``result.data``, or the word of the refusal."""
        reply = await self.stage.call(method, {"call_session_id": self.id, **params})
        if "error" in reply:
            return reply["error"]["data"]["mnemonic"]
        return reply["result"]["data"]

    async def do(self, *methods: str) -> None:
        """Moves that must succeed; to hold, with the message it needs."""
        for method in methods:
            assert await self.ask(method, **(_WAIT if method == "hold.call" else {})) == _DONE

    async def consult(self, to: str = "103") -> None:
        """Hold, and ring Maria, who is silent until somebody picks up for her."""
        await self.stage.post(f"employees/{MARIA}", {"does": "silent"})
        await self.do("hold.call")
        assert await self.ask("make.call", to=to) == _DONE

    async def pick_up(self, employee_id: int = MARIA) -> None:
        status, answer = await self.stage.post(
            f"calls/{self.id}/pick_up", {"employee_id": employee_id}
        )
        assert status == 200, answer

    async def legs(self) -> dict[object, str]:
        """The state of everybody's connection, by employee, in UIS's words."""
        listed = await self.stage.call("list.calls", {})
        (call,) = listed["result"]["data"]
        return {leg["employee_id"]: leg["state"] for leg in call["legs"]}

    async def state(self) -> str:
        state: str = (await self.stage.state_of(self.id))["state"]
        return state

    async def story(self, until: str = ENDED) -> list[tuple[str, object]]:
        """Kinds and employees of the events from the talk on."""
        events = await self.stage.receiver.story(self.id, until=until)
        told = [(event["notification_mnemonic"], event.get("employee_id")) for event in events]
        return told[told.index((TALK_STARTED, ANNA)) :]


async def _talking(stage: Stage, **row: object) -> Talk:
    row = {"answers": {"employee": ANNA, "after_s": 0}, "talk_s": 9000, **row}
    call = await stage.start(inbound(**row))
    await stage.receiver.story(call, until=TALK_STARTED)
    return Talk(stage, call)


@pytest.fixture
async def talk(signed_in: Stage) -> Talk:
    return await _talking(signed_in)


async def test_contact_waits_and_is_taken_back(talk: Talk) -> None:
    await talk.do("hold.call")
    assert await talk.state() == "held"
    assert await talk.legs() == {None: "На удержании", ANNA: "Разговор"}
    await talk.do("unhold.call")
    assert await talk.legs() == {None: "Разговор", ANNA: "Разговор"}


async def test_consultation_then_transfer(talk: Talk) -> None:
    await talk.consult()
    assert await talk.legs() == {None: "На удержании", ANNA: "Разговор", MARIA: "Дозвон"}
    await talk.pick_up()
    assert await talk.legs() == {
        None: "На удержании",
        ANNA: "Разговор операторов",
        MARIA: "Разговор операторов",
    }
    await talk.do("transfer.talk")
    assert await talk.legs() == {None: "Разговор", ANNA: "Разъединено", MARIA: "Разговор"}
    await talk.do("release.call")
    assert await talk.story() == [
        (TALK_STARTED, ANNA),
        (WAITING, MARIA),
        (TALK_ENDED, ANNA),
        (TALK_STARTED, MARIA),
        (TALK_ENDED, MARIA),
        (ENDED, MARIA),
    ]


async def test_transfer_without_waiting_for_the_answer(talk: Talk) -> None:
    await talk.consult()
    await talk.do("transfer.talk")
    assert await talk.legs() == {None: "Перевод вызова", ANNA: "Разъединено", MARIA: "Дозвон"}
    await talk.pick_up()
    assert await talk.state() == "talking"
    await talk.do("release.call")
    assert (await talk.story())[-1] == (ENDED, MARIA)


async def test_transfer_nobody_answers_ends_the_call(talk: Talk) -> None:
    await talk.stage.post(f"employees/{MARIA}", {"does": "declines", "after_s": 5})
    await talk.do("hold.call")
    await talk.ask("make.call", to="103")
    await talk.do("transfer.talk")
    assert await talk.story() == [
        (TALK_STARTED, ANNA),
        (WAITING, MARIA),
        (TALK_ENDED, ANNA),
        (ENDED, ANNA),
    ]


async def test_return_to_the_contact_while_the_colleague_is_rung(talk: Talk) -> None:
    await talk.consult()
    await talk.do("restore.talk")
    assert await talk.legs() == {None: "Разговор", ANNA: "Разговор", MARIA: "Разъединено"}


async def test_return_to_the_contact_after_the_colleague_has_answered(talk: Talk) -> None:
    await talk.consult()
    await talk.pick_up()
    await talk.do("restore.talk")
    assert await talk.state() == "talking"
    await talk.do("release.call")
    assert [who for _, who in await talk.story() if who == MARIA] == [MARIA]


async def test_colleague_who_does_not_answer_leaves_the_contact_waiting(talk: Talk) -> None:
    await talk.consult()
    await talk.stage.post(f"calls/{talk.id}/hang_up", {"leg_id": await _leg_id(talk, MARIA)})
    assert await talk.state() == "held"
    await talk.do("unhold.call")


async def test_busy_colleague_is_not_rung_at_all(talk: Talk) -> None:
    await talk.stage.post(f"employees/{MARIA}", {"does": "busy"})
    await talk.do("hold.call")
    assert await talk.ask("make.call", to="103") == _DONE
    assert await talk.state() == "held"


async def test_colleague_who_hangs_up_leaves_the_contact_waiting(talk: Talk) -> None:
    await talk.consult()
    await talk.pick_up()
    await talk.ask("disconnect.leg", leg_id=await _leg_id(talk, MARIA))
    assert await talk.legs() == {None: "На удержании", ANNA: "Разговор", MARIA: "Разъединено"}


@pytest.mark.parametrize("to", ["103", "0412347", "501", "79001112233"])
async def test_consultation_reaches_extension_phone_group_and_outside(talk: Talk, to: str) -> None:
    await talk.do("hold.call")
    assert await talk.ask("make.call", to=to) == _DONE


async def test_contact_can_be_handed_to_somebody_outside(talk: Talk) -> None:
    await talk.stage.post("contacts/79001112233", {"does": "answers", "after_s": 0})
    await talk.do("hold.call")
    await talk.ask("make.call", to="79001112233")
    await talk.do("transfer.talk")
    await talk.stage.receiver.until(
        lambda heard: sum(h.json["notification_mnemonic"] == TALK_STARTED for h in heard) == 2
    )
    await talk.do("release.call")
    assert (await talk.story())[1:] == [
        (TALK_ENDED, ANNA),
        (TALK_STARTED, None),
        (TALK_ENDED, None),
        (ENDED, None),
    ]


async def test_keys_are_asked_for_while_the_contact_waits(talk: Talk) -> None:
    await talk.do("hold.call")
    assert await talk.ask("send.dtmf", dtmf_string="*") == _DONE
    assert await talk.state() == "awaiting_input"
    assert await talk.ask("unhold.call") == "invalid_state"
    assert await talk.ask("send.dtmf", dtmf_string="*") == _DONE
    await talk.do("unhold.call")


@pytest.mark.parametrize(
    ("done", "method", "params"),
    [
        ([], "unhold.call", {}),
        ([], "make.call", {"to": "103"}),
        ([], "transfer.talk", {}),
        ([], "restore.talk", {}),
        (["hold.call"], "hold.call", _WAIT),
        (["hold.call"], "transfer.talk", {}),
        (["hold.call"], "restore.talk", {}),
        (["hold.call"], "add.coach", {}),
        (["consult"], "hold.call", _WAIT),
        (["consult"], "unhold.call", {}),
        (["consult"], "make.call", {"to": "104"}),
        (["consult"], "send.dtmf", {"dtmf_string": "1"}),
        (["consult", "transfer.talk"], "transfer.talk", {}),
        (["consult", "transfer.talk"], "restore.talk", {}),
        (["consult", "transfer.talk"], "block.contact", {}),
    ],
)
async def test_move_in_the_wrong_state_is_refused_and_changes_nothing(
    talk: Talk, done: list[str], method: str, params: Json
) -> None:
    for one in done:
        await (talk.consult() if one == "consult" else talk.do(one))
    before = await talk.legs()
    assert await talk.ask(method, **params) == "invalid_state"
    assert await talk.legs() == before


@pytest.mark.parametrize(
    "method", ["hold.call", "record.call", "block.contact", "add.coach", "send.dtmf"]
)
async def test_call_that_still_rings_cannot_be_held(signed_in: Stage, method: str) -> None:
    call = await signed_in.start(inbound(answers=None))
    await signed_in.receiver.story(call, until=WAITING)
    extra = {"hold.call": _WAIT, "record.call": {"action": "on"}, "send.dtmf": {"dtmf_string": "1"}}
    assert await Talk(signed_in, call).ask(method, **extra.get(method, {})) == "invalid_state"


@pytest.mark.parametrize(
    ("method", "params", "word"),
    [
        ("hold.call", {}, "required_parameter_missed"),
        ("hold.call", {"contact_message": {"type": "media", "value": "7"}}, "media_file_not_found"),
        (
            "hold.call",
            {"contact_message": {"type": "tts", "value": "а" * 1001}},
            "tts_text_exceeded",
        ),
        (
            "hold.call",
            {"contact_message": {"type": "tts", "value": "🎺"}},
            "character_encoding_not_allowed",
        ),
        ("tag.call", {"tag_id": 99}, "tag_not_found"),
        ("tag.call", {"tag_id": "1"}, "data_type_error"),
        ("record.call", {"action": "on"}, "record_already_started"),
        ("record.call", {"action": "off"}, "forbidden"),
        ("record.call", {"action": "pause"}, "invalid_parameter_value"),
        ("disconnect.leg", {"leg_id": 1}, "leg_not_found"),
        ("add.coach", {"phone_number": "999"}, "no_active_phone_number"),
        ("send.dtmf", {"dtmf_string": "12"}, "invalid_parameter_value"),
        ("send.dtmf", {"dtmf_string": "A"}, "invalid_parameter_value"),
        ("call.talk_option", {"button": "5"}, "talk_option_not_found"),
        ("release.call", {"why": "bored"}, "unexpected_parameters"),
    ],
)
async def test_wrong_parameter_is_named(talk: Talk, method: str, params: Json, word: str) -> None:
    assert await talk.ask(method, **params) == word
    assert await talk.state() == "talking"


async def test_held_contact_hears_a_file_of_the_account(talk: Talk) -> None:
    message = {"type": "media", "value": "301"}
    assert await talk.ask("hold.call", contact_message=message) == _DONE


async def test_call_nobody_knows_is_not_controlled(signed_in: Stage) -> None:
    for method in ("hold.call", "unhold.call", "transfer.talk", "block.contact"):
        extra = _WAIT if method == "hold.call" else {}
        assert await Talk(signed_in, 1).ask(method, **extra) == "call_session_not_found"


async def test_consultation_needs_somebody_to_ring(talk: Talk) -> None:
    await talk.do("hold.call")
    assert await talk.ask("make.call", to="199") == "no_active_phone_number"
    assert await talk.state() == "held"


async def test_mark_is_in_the_list_the_notifications_and_the_report(talk: Talk) -> None:
    assert await talk.ask("tag.call", tag_id=1) == _DONE
    assert await talk.ask("tag.call", tag_id=1) == "duplicate_tag"
    (call,) = (await talk.stage.call("list.calls", {}))["result"]["data"]
    assert call["tags"] == [{"tag_id": 1, "tag_name": "Целевой"}]
    await talk.do("release.call")
    events = await talk.stage.receiver.story(talk.id, until=RECORDED)
    assert (events[-1]["tag_ids"], events[-1]["tag_names"]) == ([1], ["Целевой"])
    assert events[-2]["tag_names"] == ["Целевой"]


async def test_contact_who_is_blocked_cannot_call_again(talk: Talk) -> None:
    await talk.do("block.contact")
    assert await talk.ask("block.contact") == "duplicate_contact"
    again = await talk.stage.start(inbound())
    story = await talk.stage.receiver.story(again, until=ENDED)
    assert mnemonics(story) == [ENDED]
    assert await talk.state() == "talking"


async def test_leg_of_the_contact_ends_the_call(talk: Talk) -> None:
    assert await talk.ask("disconnect.leg", leg_id=await _leg_id(talk, None)) == _DONE
    assert (await talk.story())[-1] == (ENDED, ANNA)


async def test_trainer_is_rung_listens_and_is_sent_away(talk: Talk) -> None:
    await talk.do("add.coach")
    await talk.pick_up(OLEG)
    assert await talk.legs() == {None: "Разговор", ANNA: "Разговор", OLEG: "Разговор"}
    assert await talk.ask("add.coach") == "invalid_state"
    await talk.ask("disconnect.leg", leg_id=await _leg_id(talk, OLEG))
    assert await talk.legs() == {None: "Разговор", ANNA: "Разговор", OLEG: "Разъединено"}
    assert await talk.ask("add.coach", phone_number="103") == _DONE
    await talk.do("release.call")
    assert (await talk.story())[-1] == (ENDED, ANNA)


async def test_employee_without_a_trainer_gets_none(signed_in: Stage) -> None:
    talk = await _talking(signed_in, ring=[MARIA], answers={"employee": MARIA, "after_s": 0})
    assert await talk.ask("add.coach") == "coach_not_found"


async def test_keys_do_what_is_set_up_for_them(talk: Talk) -> None:
    options = (await talk.stage.call("list.talk_options", {}))["result"]["data"]
    assert options[0] == {
        "button": "1",
        "mnemonic": "tag_call",
        "name": "Целевой",
        "button_value": {"id": 1, "value": "Целевой"},
    }
    assert options[-1]["button_value"] is None
    assert await talk.ask("call.talk_option", button="1") == _DONE
    assert await talk.ask("send.dtmf", dtmf_string="4") == _DONE
    shown = await talk.stage.state_of(talk.id)
    assert (shown["tags"], shown["dtmf"]) == (["Целевой"], "4")
    assert [leg["role"] for leg in shown["legs"]] == ["contact", "employee", "coach"]
    assert await talk.ask("call.talk_option", button="3") == _DONE
    assert await talk.state() == "transferring"


async def test_keys_of_an_outgoing_call_sleep_for_half_a_minute(signed_in: Stage) -> None:
    row: Json = {
        "type": "outgoing",
        "employee": ANNA,
        "contact": "79001234567",
        "line": "74950000001",
        "answers": {"after_s": 0},
        "talk_s": 9000,
    }
    call = await signed_in.start(row)
    await signed_in.receiver.story(call, until=TALK_STARTED)
    talk = Talk(signed_in, call)
    await talk.ask("send.dtmf", dtmf_string="1")
    assert (await signed_in.state_of(call))["tags"] == []
    signed_in.clock.skip(31)
    await talk.ask("send.dtmf", dtmf_string="1")
    assert (await signed_in.state_of(call))["tags"] == ["Целевой"]


def _nothing_recorded() -> Scenario:
    first, *others = built_in_office().employees
    return office(employees=(msgspec.structs.replace(first, call_recording="off"), *others))


async def test_talk_is_recorded_only_if_somebody_wants_it() -> None:
    async with on_stage(_nothing_recorded()) as stage:
        await stage.sign_in()
        quiet, noted = await _talking(stage), await _talking(stage)
        assert await noted.ask("record.call", action="off") == "record_already_stopped"
        assert await noted.ask("record.call", action="on") == _DONE
        assert await noted.ask("record.call", action="on") == "record_already_started"
        assert await noted.ask("record.call", action="off") == _DONE
        await quiet.do("release.call")
        await noted.do("release.call")
        await stage.receiver.story(noted.id, until=RECORDED)
        assert await _records(stage) == {quiet.id: 0, noted.id: 1}


async def _records(stage: Stage) -> dict[int, int]:
    """How many records each call of today has."""
    today = stage.clock.now().date().isoformat()
    rows = await _with_key(stage, today)
    return {row["id"]: len(row["call_records"]) for row in rows}


async def _with_key(stage: Stage, day: str) -> list[Json]:
    stage.token = "demo-key"
    return await listed(
        stage, "get.calls_report", date_from=f"{day} 00:00:00", date_till=f"{day} 23:59:59"
    )


async def test_list_names_the_call_as_uis_does(talk: Talk) -> None:
    (call,) = (await talk.stage.call("list.calls", {}))["result"]["data"]
    legs = call.pop("legs")
    assert call.pop("start_time").startswith("2026-05-18 10:0")
    assert call == {
        "call_session_id": talk.id,
        "direction": "in",
        "virtual_phone_number": "74950000001",
        "contact_phone_number": "79001234567",
        "external_id": None,
        "tags": [],
    }
    contact, anna = legs
    assert type(contact.pop("leg_id")) is int
    assert contact == {
        "calling_phone_number": "79001234567",
        "called_phone_number": "74950000001",
        "is_operator": False,
        "employee_id": None,
        "employee_full_name": None,
        "record_call_enabled": True,
        "state": "Разговор",
    }
    assert (anna["is_operator"], anna["employee_full_name"]) == (True, "Иванова Анна")


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({"direction": "in"}, 1),
        ({"direction": "out"}, 0),
        ({"virtual_phone_number": "74950000002"}, 0),
        ({"virtual_phone_number": "74950000001"}, 1),
    ],
)
async def test_list_can_be_narrowed(talk: Talk, wanted: Json, count: int) -> None:
    assert len((await talk.stage.call("list.calls", wanted))["result"]["data"]) == count


async def test_finished_call_is_no_longer_listed(talk: Talk) -> None:
    await talk.do("release.call")
    await talk.story()
    assert (await talk.stage.call("list.calls", {}))["result"]["data"] == []


async def test_list_in_the_other_words_of_the_documents() -> None:
    quirks = Quirks(one_call="object", leg_states="en", start_time="iso_ms", success="boolean")
    async with on_stage(office(quirks=quirks)) as stage:
        await stage.sign_in()
        talk = await _talking(stage)
        assert await talk.ask("hold.call", **_WAIT) == {"success": True}
        call = (await stage.call("list.calls", {}))["result"]["data"]
        assert [leg["state"] for leg in call["legs"]] == ["On hold", "Talking"]
        assert "T" in call["start_time"]
        assert len(call["start_time"]) == len("2016-10-19T12:26:48.418")


async def test_call_management_is_a_component_of_its_own(talk: Talk) -> None:
    await talk.stage.post("account", {"components": ["call_api"]})
    assert await talk.ask("hold.call", **_WAIT) == "component_disabled"
    assert await talk.ask("list.calls") == "component_disabled"
    assert await talk.ask("release.call") == _DONE


async def _leg_id(talk: Talk, employee_id: int | None) -> int:
    shown = await talk.stage.state_of(talk.id)
    leg_id: int = next(
        leg["leg_id"]
        for leg in shown["legs"]
        if leg["employee_id"] == employee_id and leg["state"] != "done"
    )
    return leg_id
