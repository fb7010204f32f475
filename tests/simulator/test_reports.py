"""The reports: which calls, in whose hours, and what they say of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.simulator.stage import (
    ENDED,
    RECORDED,
    WAITING,
    Json,
    Stage,
    ask,
    listed,
    office_account,
    on_stage,
    refused,
)
from uis_desktop.core.sounds import sound_in

_LINE = "74950000001"
_FORMAT = "%Y-%m-%d %H:%M:%S"
_DAY = {"date_from": "2026-05-18 00:00:00", "date_till": "2026-05-19 23:59:59"}
_TALK = {
    "type": "inbound",
    "contact": "79001234567",
    "line": _LINE,
    "answers": {"employee": 123457, "after_s": 2},
    "talk_s": 5,
}
_ON_REQUEST = [
    "id",
    "employees",
    "call_api_external_id",
    "contact_id",
    "contact_full_name",
    "is_transfer",
    "first_talked_employee_id",
    "last_talked_employee_id",
]


async def _finished(stage: Stage, row: Json, until: str = ENDED) -> int:
    call = await stage.start(row)
    await stage.receiver.story(call, until=until)
    return call


async def _report(stage: Stage, **params: Any) -> list[Json]:
    return await listed(stage, "get.calls_report", **{**_DAY, **params})


async def test_answered_call_has_a_row_in_the_account_s_hours(stage: Stage) -> None:
    call = await _finished(stage, _TALK, RECORDED)
    rows = await _report(stage)
    row = rows[0]
    assert (len(rows), row["id"]) == (1, call)
    assert row["communication_id"] != call
    started = datetime.strptime(row["start_time"], _FORMAT)
    # The stage begins at 10:00:05 in Moscow.
    assert timedelta(0) <= started - datetime(2026, 5, 18, 10, 0, 5) < timedelta(minutes=10)
    finished = datetime.strptime(row["finish_time"], _FORMAT)
    assert row["total_duration"] == pytest.approx((finished - started).total_seconds(), abs=1)
    assert row["talk_duration"] == row["clean_talk_duration"]
    assert row["talk_duration"] >= 5
    assert (row["direction"], row["source"], row["is_lost"]) == ("in", "va", False)
    assert row["finish_reason"] == "subscriber_disconnects"
    assert (row["contact_phone_number"], row["virtual_phone_number"]) == ("79001234567", _LINE)


async def test_fields_that_must_be_asked_for_are_not_there_otherwise(stage: Stage) -> None:
    await _finished(stage, _TALK)
    by_default = (await _report(stage))[0]
    assert not {"employees", "call_api_external_id", "contact_full_name"} & set(by_default)
    row = (await _report(stage, fields=_ON_REQUEST))[0]
    assert set(row) == set(_ON_REQUEST)
    assert (row["contact_id"], row["contact_full_name"]) == (501, "Смирнов Алексей")
    assert row["employees"] == [
        {
            "employee_id": 123456,
            "employee_full_name": "Иванова Анна",
            "is_answered": False,
            "is_talked": False,
        },
        {
            "employee_id": 123457,
            "employee_full_name": "Петров Сергей",
            "is_answered": True,
            "is_talked": True,
        },
    ]


async def test_running_call_is_there_only_if_asked_for(stage: Stage) -> None:
    call = await stage.start({**_TALK, "answers": None, "gives_up_after_s": 600})
    await stage.receiver.story(call, until=WAITING)
    assert await _report(stage) == []
    rows = await _report(stage, include_ongoing_calls=True)
    assert [(row["id"], row["finish_time"], row["is_lost"]) for row in rows] == [
        (call, None, False)
    ]
    await stage.post(f"calls/{call}/hang_up", {"by": "contact"})
    await stage.receiver.story(call, until=ENDED)
    rows = await _report(stage)
    assert [(row["is_lost"], row["finish_reason"]) for row in rows] == [
        (True, "subscriber_disconnects")
    ]


async def test_record_is_added_when_it_is_ready(stage: Stage) -> None:
    call = await stage.start(_TALK)
    await stage.receiver.story(call, until=ENDED)
    await stage.receiver.story(call, until=RECORDED)
    row = (await _report(stage))[0]
    assert len(row["call_records"]) == 1
    address = f"{stage.served.web}system/media/talk/{call}/{row['call_records'][0]}/"
    for link in (address, row["full_record_file_link"]):
        async with stage.http.get(link) as answer:
            assert (answer.status, answer.content_type) == (200, "audio/wav")
            assert sound_in(await answer.read()) is not None


async def test_report_may_lag_behind(stage: Stage) -> None:
    await stage.post("quirks", {"report_delay_s": 3600})
    call = await _finished(stage, _TALK)
    assert await _report(stage) == []
    stage.clock.skip(3600)
    await stage.sign_in(stage.served.data_api)
    assert [row["id"] for row in await _report(stage)] == [call]


async def test_call_of_the_call_api_carries_its_external_id(stage: Stage) -> None:
    await stage.sign_in()
    reply = await stage.call(
        "start.employee_call",
        {
            "first_call": "employee",
            "virtual_phone_number": _LINE,
            "contact": "79001234570",
            "employee": {"id": 123456},
            "direction": "out",
            "external_id": "tray-1",
        },
    )
    call = reply["result"]["data"]["call_session_id"]
    await stage.receiver.story(call, until=ENDED)
    stage.token = ""
    row = (await _report(stage, fields=["id", "call_api_external_id", "source", "finish_reason"]))[
        0
    ]
    assert row == {
        "id": call,
        "call_api_external_id": "tray-1",
        "source": "callapi",
        "finish_reason": "subscriber_busy",
    }


async def test_legs_of_a_transferred_call(stage: Stage) -> None:
    call = await _finished(
        stage,
        {**_TALK, "transfer": {"to": 123458, "after_s": 2, "answers_after_s": 1, "talk_s": 3}},
    )
    legs = await listed(stage, "get.call_legs_report", **_DAY)
    assert {leg["call_session_id"] for leg in legs} == {call}
    told = {leg["employee_id"]: leg for leg in legs}
    assert told[None]["is_operator"] is False
    assert (told[None]["calling_phone_number"], told[None]["called_phone_number"]) == (
        "79001234567",
        _LINE,
    )
    assert told[123456]["finish_reason"] == "another_operator_answer"
    assert (told[123456]["connect_time"], told[123456]["is_failed"]) == (None, True)
    assert (told[123457]["finish_reason"], told[123457]["is_transfered"]) == (
        "transfer_disconnects",
        True,
    )
    assert told[123458]["called_phone_number"] == "0412347"
    row = (await _report(stage, fields=_ON_REQUEST))[0]
    assert (
        row["is_transfer"],
        row["first_talked_employee_id"],
        row["last_talked_employee_id"],
    ) == (
        True,
        123457,
        123458,
    )


async def test_interval_is_one_of_local_starts_with_both_ends() -> None:
    async with on_stage(office_account(timezone="Asia/Yekaterinburg")) as stage:
        call = await _finished(stage, _TALK)
        start = (await _report(stage))[0]["start_time"]
        zone = ZoneInfo("Asia/Yekaterinburg")
        assert start.startswith(stage.clock.now().astimezone(zone).strftime("%Y-%m-%d %H:"))
        later = (datetime.strptime(start, _FORMAT) + timedelta(seconds=1)).strftime(_FORMAT)
        exactly = await _report(stage, date_from=start, date_till=start)
        assert [row["id"] for row in exactly] == [call]
        assert await _report(stage, date_from=later) == []


@pytest.mark.parametrize(
    ("interval", "word", "field"),
    [
        ({"date_till": None}, "data_type_error", "date_till"),
        ({"date_from": "2026-05-18"}, "invalid_date_time", "date_from"),
        ({"date_from": "2026-05-18T00:00:00"}, "invalid_date_time", "date_from"),
        ({"date_from": "2026-5-18 00:00:00"}, "invalid_date_time", "date_from"),
        ({"date_till": "2026-05-17 00:00:00"}, "invalid_parameter_value", "date_till"),
        (
            {"date_from": "2026-02-18 00:00:00", "date_till": "2026-05-18 00:00:01"},
            "date_interval_limit_reached",
            "date_till",
        ),
        ({"include_ongoing_calls": "true"}, "data_type_error", "include_ongoing_calls"),
        ({"filter": {"field": "call_records", "operator": "is_null"}}, "filter_prohibited",
         "filter.field"),
    ],
)  # fmt: skip
async def test_report_is_checked(stage: Stage, interval: Json, word: str, field: str) -> None:
    assert await refused(stage, "get.calls_report", **{**_DAY, **interval}) == (word, field)


async def test_three_months_to_the_second_are_allowed(stage: Stage) -> None:
    interval = {"date_from": "2026-02-18 00:00:00", "date_till": "2026-05-18 00:00:00"}
    assert await listed(stage, "get.calls_report", **interval) == []


async def test_interval_is_required(stage: Stage) -> None:
    assert await refused(stage, "get.calls_report", date_from="2026-05-18 00:00:00") == (
        "required_parameter_missed",
        "date_till",
    )


async def test_rows_are_filtered_and_counted(stage: Stage) -> None:
    lost = await _finished(stage, {**_TALK, "answers": None, "gives_up_after_s": 1})
    await _finished(stage, _TALK)
    filter_ = {"field": "is_lost", "operator": "=", "value": True}
    reply = await ask(stage, "get.calls_report", **_DAY, filter=filter_)
    assert [row["id"] for row in reply["result"]["data"]] == [lost]
    assert reply["result"]["metadata"]["total_items"] == 1
