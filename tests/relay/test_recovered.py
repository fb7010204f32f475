"""A row of UIS's report as events of history: pure rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from uis_desktop.core.events import CallEnded, CallLost, CallRecorded, Direction
from uis_desktop.core.phone import Number
from uis_desktop.relay.uis.recovered import recovered
from uis_desktop.uis_api.data_records import ReportedCall, RungEmployee

START = datetime(2026, 5, 18, 5, 0, 0, tzinfo=UTC)
ANNA = RungEmployee(id="123456", full_name="Иванова Анна", is_talked=False)
BORIS = RungEmployee(id="123457", full_name="Петров Сергей", is_talked=True)
NOTHING: frozenset[str] = frozenset()


def call(**changes: object) -> ReportedCall:
    told: dict[str, object] = {
        "id": "11700000001",
        "start_time": START,
        "finish_time": START + timedelta(seconds=52),
        "direction": "in",
        "source": "va",
        "is_lost": False,
        "finish_reason": "subscriber_disconnects",
        "contact_phone_number": "79001234567",
        "contact_id": "501",
        "contact_full_name": "Смирнов Алексей",
        "virtual_phone_number": "74950000001",
        "scenario_name": "Приёмная",
        "external_id": None,
        "communication_id": "2233445566",
        "communication_number": 3,
        "wait_s": 12,
        "talk_s": 40,
        "total_s": 52,
        "employees": (ANNA, BORIS),
        "last_talked": BORIS,
        "records": (),
        "full_record_file_link": None,
        "tag_names": ("Целевой",),
        "raw": b'{"id": 11700000001}',
    }
    return ReportedCall(**{**told, **changes})  # type: ignore[arg-type]


LOST: dict[str, object] = {
    "is_lost": True,
    "talk_s": 0,
    "last_talked": None,
    "employees": (ANNA, replace(BORIS, is_talked=False)),
}


def kinds(one: ReportedCall, known: frozenset[str] = NOTHING, *, records: bool = True) -> list[str]:
    return [event.reading.kind for event in recovered(one, known, brand="uis", records=records)]


def test_an_answered_call_is_ended_with_everything_uis_remembers() -> None:
    (one,) = recovered(call(), NOTHING, brand="uis", records=True)
    assert one.named == {"123456", "123457"}
    assert one.reading.raw == b'{"id": 11700000001}'
    assert one.reading.event == CallEnded(
        call_session_id="11700000001",
        at=START + timedelta(seconds=52),
        contact_phone_number=Number("+79001234567"),
        contact_id="501",
        contact_full_name="Смирнов Алексей",
        communication_number=3,
        virtual_phone_number=Number("+74950000001"),
        scenario_name="Приёмная",
        direction=Direction.IN,
        call_source="va",
        employee_id="123457",
        employee_full_name="Петров Сергей",
        tag_names=("Целевой",),
        talk_time_duration=40,
        total_time_duration=52,
        wait_time_duration=12,
        is_lost=False,
        extra={
            "recovered": "get.calls_report",
            "start_time": "2026-05-18T05:00:00+00:00",
            "finish_reason": "subscriber_disconnects",
            "communication_id": "2233445566",
        },
    )


def test_a_missed_call_is_lost_for_everybody_it_rang_and_ended() -> None:
    lost, ended = recovered(call(**LOST), NOTHING, brand="uis", records=True)
    assert isinstance(lost.reading.event, CallLost)
    assert lost.reading.event.employee_ids == ("123456", "123457")
    assert isinstance(ended.reading.event, CallEnded)
    assert (ended.reading.event.is_lost, ended.reading.event.talk_time_duration) == (True, 0)
    assert ended.reading.event.employee_id is None


@pytest.mark.parametrize(
    ("known", "missing"),
    [
        (set(), ["lost", "call_ended"]),
        ({"incoming", "waiting"}, ["lost", "call_ended"]),
        ({"lost"}, ["call_ended"]),
        ({"call_ended"}, ["lost"]),
        ({"lost", "call_ended"}, []),
    ],
)
def test_what_the_log_has_is_not_made_again(known: set[str], missing: list[str]) -> None:
    assert kinds(call(**LOST), frozenset(known)) == missing


def test_an_outgoing_call_nobody_took_is_not_lost() -> None:
    one = call(**{**LOST, "direction": "out", "employees": (ANNA,)})
    (ended,) = recovered(one, NOTHING, brand="uis", records=True)
    assert isinstance(ended.reading.event, CallEnded)
    assert ended.reading.event.employee_id == "123456"


def test_no_ring_is_ever_made() -> None:
    for changes in ({}, LOST, {"direction": "out"}, {"records": ("a" * 32,)}):
        assert set(kinds(call(**changes))) <= {"call_ended", "lost", "recorded"}


def links(brand: str, **changes: object) -> tuple[str, ...]:
    events = recovered(call(**changes), frozenset({"call_ended"}), brand=brand, records=True)
    return tuple(
        link
        for event in events
        if isinstance(event.reading.event, CallRecorded)
        for link in event.reading.event.file_links
    )


HASH = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("brand", "changes", "expected"),
    [
        ("uis", {"records": (HASH,)},
         (f"https://app.uiscom.ru/system/media/talk/2233445566/{HASH}/",)),
        ("comagic", {"records": (HASH, HASH)},
         (f"https://app.comagic.ru/system/media/talk/2233445566/{HASH}/",)),
        ("novofon", {"records": (HASH,)}, (f"https://media.novofon.ru/11700000001/{HASH}",)),
        ("callgear", {"records": (HASH,)}, ()),
        ("uis", {"records": ("https://media.uiscom.ru/1/x",)}, ("https://media.uiscom.ru/1/x",)),
        ("uis", {"records": (HASH,), "full_record_file_link": "https://media.uiscom.ru/1/y"},
         ("https://media.uiscom.ru/1/y",)),
        ("uis", {"records": ("../../x", "javascript:alert(1)", "")}, ()),
        ("uis", {}, ()),
    ],
)  # fmt: skip
def test_links_to_records(brand: str, changes: dict[str, object], expected: tuple[str]) -> None:
    assert links(brand, **changes) == expected


def test_records_wait_for_the_second_question() -> None:
    assert kinds(call(records=(HASH,)), records=False) == ["call_ended"]
    assert kinds(call(records=(HASH,)), records=True) == ["call_ended", "recorded"]


def test_keys_tell_events_apart_and_repeats_not() -> None:
    first = [
        event.reading.key for event in recovered(call(**LOST), NOTHING, brand="uis", records=True)
    ]
    changed = call(**LOST, wait_s=99, raw=b"{}")
    again = [event.reading.key for event in recovered(changed, NOTHING, brand="uis", records=True)]
    other = [
        event.reading.key
        for event in recovered(call(**LOST, id="2"), NOTHING, brand="uis", records=True)
    ]
    assert first == again
    assert len({*first, *other}) == 4


def test_a_row_without_any_time_is_left_out() -> None:
    assert kinds(call(start_time=None, finish_time=None)) == []
