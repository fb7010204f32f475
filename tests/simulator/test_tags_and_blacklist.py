"""Marks on finished calls, numbers nobody wants, and what else the account has."""

from __future__ import annotations

import pytest

from tests.simulator.stage import ENDED, RECORDED, Json, Stage, ask, listed, refused
from tests.simulator.test_call_lives import ANNA, inbound
from tests.simulator.test_start_employee_call import GOOD

_SHORT: Json = inbound(answers={"employee": ANNA, "after_s": 0}, talk_s=1)


async def _finished(stage: Stage) -> tuple[int, int]:
    """Session and communication of a call that is over."""
    call = await stage.start(_SHORT)
    await stage.receiver.story(call, until=ENDED)
    return call, (await _row(stage, call))["communication_id"]


async def _row(stage: Stage, call: int) -> Json:
    day = stage.clock.now().date().isoformat()
    rows = await listed(
        stage,
        "get.calls_report",
        date_from=f"{day} 00:00:00",
        date_till=f"{day} 23:59:59",
        fields=["id", "communication_id", "tags"],
    )
    return next(row for row in rows if row["id"] == call)


async def _tags(stage: Stage, call: int) -> list[str]:
    return [tag["tag_name"] for tag in (await _row(stage, call))["tags"]]


async def test_account_has_tags(stage: Stage) -> None:
    tags = await listed(stage, "get.tags")
    assert tags[0] == {"id": 1, "name": "Целевой", "is_system": False}


async def test_finished_call_is_marked_and_unmarked(stage: Stage) -> None:
    call, communication = await _finished(stage)
    one = {"communication_id": communication, "communication_type": "call"}
    for tag_id in (1, 2, 2):
        reply = await ask(stage, "set.tag_communications", **one, tag_id=tag_id)
        assert reply["result"]["data"] == {}
    assert await _tags(stage, call) == ["Целевой", "Перезвонить"]
    await ask(stage, "unset.tag_communications", **one, tag_id=1)
    assert await _tags(stage, call) == ["Перезвонить"]
    await ask(stage, "update.tags_communication", **one, tag_ids=[3, 1])
    assert await _tags(stage, call) == ["Не клиент", "Целевой"]


async def test_several_calls_are_marked_or_none(stage: Stage) -> None:
    first, one = await _finished(stage)
    second, two = await _finished(stage)
    items = [
        {"communication_id": id_, "communication_type": "call", "tag_id": 1} for id_ in (one, two)
    ]
    wrong = [items[0], {**items[1], "tag_id": 99}]
    word = await refused(stage, "set.communications_tags", items=wrong)
    assert word == ("entity_not_found", "items.tag_id")
    assert await _tags(stage, first) == []
    await ask(stage, "set.communications_tags", items=items)
    assert await _tags(stage, first) == await _tags(stage, second) == ["Целевой"]


async def test_session_is_no_communication(stage: Stage) -> None:
    call, _ = await _finished(stage)
    word = await refused(
        stage, "set.tag_communications", communication_id=call, communication_type="call", tag_id=1
    )
    assert word == ("entity_not_found", "communication_id")


@pytest.mark.parametrize(
    ("params", "word", "field"),
    [
        ({"tag_id": 1}, "required_parameter_missed", "communication_id"),
        ({"communication_id": 1, "tag_id": 1}, "entity_not_found", "communication_id"),
        ({"communication_id": "1", "tag_id": 1}, "data_type_error", "communication_id"),
        ({"communication_ext_id": "x", "tag_id": 1}, "entity_not_found", "communication_ext_id"),
    ],
)
async def test_communication_that_is_none_is_refused(
    stage: Stage, params: Json, word: str, field: str
) -> None:
    asked = {"communication_type": "call", **params}
    assert await refused(stage, "set.tag_communications", **asked) == (word, field)


async def test_notification_names_the_communication(stage: Stage) -> None:
    call = await stage.start(_SHORT)
    link = (await stage.receiver.story(call, until=RECORDED))[-1]["file_link"]
    communication = (await _row(stage, call))["communication_id"]
    record = link.rsplit("/", 1)[1]
    address = f"{stage.served.web}system/media/talk/{communication}/{record}/"
    async with stage.http.get(address) as answer:
        assert answer.status == 200


async def test_number_is_blocked_and_let_in_again(stage: Stage) -> None:
    number = "79001234567"
    added = await ask(
        stage, "create.phone_number_to_blacklist", phone_number=number, add_comment="грубит"
    )
    assert added["result"]["data"] == {}
    again = await refused(stage, "create.phone_number_to_blacklist", phone_number=number)
    assert again == ("duplicate_entity", "phone_number")
    assert (await listed(stage, "get.blacklist_phone_numbers"))[-1] == {
        "id": 2,
        "phone_number": number,
        "comment": "грубит",
    }
    stage.token = "demo-key"
    refusal = await stage.call("start.employee_call", GOOD)
    assert refusal["error"]["data"]["mnemonic"] == "contact_in_blacklist"
    await ask(stage, "delete.phone_number_from_blacklist", phone_number=number)
    assert "result" in await stage.call("start.employee_call", GOOD)
    gone = await refused(stage, "delete.phone_number_from_blacklist", phone_number=number)
    assert gone == ("entity_not_found", "phone_number")
    plus = await refused(stage, "create.phone_number_to_blacklist", phone_number="+79001234567")
    assert plus == ("invalid_parameter_value", "phone_number")


async def test_account_names_its_scenarios_files_and_sip_lines(stage: Stage) -> None:
    assert await listed(stage, "get.scenarios", fields=["id", "name"]) == [
        {"id": 1, "name": "Приёмная"},
        {"id": 2, "name": "Отдел продаж"},
    ]
    assert (await listed(stage, "get.media_files"))[0]["id"] == 301
    lines = await listed(stage, "get.sip_lines")
    assert [line["phone_number"] for line in lines][:2] == ["0412345", "0412346"]
    account = (await ask(stage, "getobj.account"))["result"]["data"]
    assert account["app_name"] == "ООО «Ромашка»"
    assert "call_api_call_management" in account["components"]
