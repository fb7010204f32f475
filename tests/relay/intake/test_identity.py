"""What is the same event, and what is not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest

from tests.relay.company import ANNA, RunningRelay, company, kinds
from tests.relay.intake.damage import TEMPLATES as MADE
from tests.relay.intake.damage import WAYS_OF_ANY, WAYS_OF_JSON, Sent, filled, is_strict
from tests.relay.rendering import render
from uis_desktop.core.events import Kind
from uis_desktop.relay.intake.identity import key_of_what_is_over
from uis_desktop.relay.intake.reading import read
from uis_desktop.relay.templates import TEMPLATES, Template

ARRIVED = datetime(2024, 5, 17, 7, 15, 31, tzinfo=UTC)
BY_KIND = {template.kind: template for template in TEMPLATES}
every_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.kind.value)


def key(sent: Sent, *, later_s: float = 0) -> bytes:
    return read(
        body=sent.body,
        query=sent.query,
        arrived_at=ARRIVED + timedelta(seconds=later_s),
        zone=ZoneInfo("Europe/Moscow"),
    ).key


def of(kind: Kind, **values: object) -> bytes:
    """The key of one clean notification."""
    template = BY_KIND[kind]
    return key(Sent(render(template.text, **{"notification_name": template.title, **values})))


@every_template
def test_one_event_is_one_however_it_is_written_and_sent(template: Template) -> None:
    keys = {
        key(send(text), later_s=later_s)
        for later_s, made in enumerate(MADE)
        if (text := filled(template, made))
        for way, send in {**WAYS_OF_ANY, **WAYS_OF_JSON}.items()
        if way in WAYS_OF_ANY or is_strict(text)
    }
    assert len(keys) == 1


@every_template
def test_two_configurations_of_one_event_are_one(template: Template) -> None:
    """Another name, and with milliseconds or without."""
    text = template.text
    first = render(text, notification_name=template.title)
    second = render(
        text,
        notification_name=f"{template.title} (для CRM)",
        notification_time="2024-05-17 10:15:30",
        communication_number=None,
        tag_names=None,
    )
    own_name = render(text, notification_name="мой вебхук")
    assert key(Sent(first)) == key(Sent(second), later_s=600) == key(Sent(own_name))


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        pytest.param(kind, {"call_session_id": 1}, {"call_session_id": 2}, id=f"calls: {kind}")
        for kind in BY_KIND
    ]
    + [
        pytest.param(Kind.WAITING, {"leg_id": 1}, {"leg_id": 2}, id="parallel legs of one man"),
        pytest.param(
            Kind.WAITING,
            {"leg_id": None, "employee_id": 1},
            {"leg_id": None, "employee_id": 2},
            id="parallel rings without legs",
        ),
        pytest.param(
            Kind.TALK_STARTED,
            {"notification_time": "2024-05-17 10:15:30"},
            {"notification_time": "2024-05-17 10:17:30"},
            id="a transfer back to the same man on the same legs",
        ),
        pytest.param(
            Kind.TALK_STARTED, {"leg_ids": [1, 2]}, {"leg_ids": [1, 3]}, id="talks in one second"
        ),
        pytest.param(
            Kind.TALK_STARTED,
            {"leg_ids": None, "employee_id": 1},
            {"leg_ids": None, "employee_id": 2},
            id="talks in one second without legs",
        ),
        pytest.param(
            Kind.TALK_ENDED,
            {"talk_time_duration": 5},
            {"talk_time_duration": 50},
            id="two talks that ended in one second",
        ),
        pytest.param(
            Kind.RECORDED,
            {"file_link": ["https://m.example/1"]},
            {"file_link": ["https://m.example/2"]},
            id="two records",
        ),
        pytest.param(
            Kind.RECORDED,
            {"file_link": None, "employee_id": 1},
            {"file_link": None, "employee_id": 2},
            id="two records without links",
        ),
        pytest.param(
            Kind.OUTGOING,
            {"notification_time": "2024-05-17 10:15:30"},
            {"notification_time": "2024-05-17 10:15:55"},
            id="two attempts in one call",
        ),
    ],
)
def test_two_events_are_two(
    kind: Kind, one: Mapping[str, object], other: Mapping[str, object]
) -> None:
    assert of(kind, **one) != of(kind, **other)


def test_kinds_of_one_call_in_one_second_are_different_events() -> None:
    assert len({of(kind) for kind in BY_KIND}) == len(BY_KIND)


@pytest.mark.parametrize("kind", [Kind.CALL_ENDED, Kind.LOST])
def test_call_ends_once_whatever_the_end_tells(kind: Kind) -> None:
    late = of(kind, notification_time="2024-05-17 10:15:31.002", wait_time_duration=13)
    assert of(kind) == late


def test_leg_rings_once_and_a_file_is_recorded_once() -> None:
    for kind in (Kind.WAITING, Kind.RECORDED):
        assert of(kind) == of(kind, notification_time="2024-05-17 10:15:31.002")


def test_legs_and_files_are_the_same_in_any_order_and_as_numbers_or_words() -> None:
    for kind in (Kind.TALK_STARTED, Kind.TALK_ENDED):
        assert of(kind, leg_ids=[7, 8]) == of(kind, leg_ids=["8", "7"]) == of(kind, leg_ids="8,7")
    one, other = "https://m.example/1", "https://m.example/2"
    assert of(Kind.RECORDED, file_link=[one, other]) == of(Kind.RECORDED, file_link=[other, one])


def test_file_alone_or_in_a_list_or_under_another_name_is_the_same() -> None:
    link = "https://m.example/1"
    told = {"notification_name": "Записанный разговор", "call_session_id": 1}
    keys = {
        key(Sent(json.dumps({**told, **more}).encode()))
        for more in ({"file_link": link}, {"file_link": [link]}, {"record_file_links": [link]})
    }
    assert len(keys) == 1


def test_what_is_none_of_the_eight_is_the_same_only_with_the_same_body() -> None:
    one, other = ({"notification_name": "Заявка", "order": order} for order in (1, 2))
    assert key(Sent(json.dumps(one).encode())) != key(Sent(json.dumps(other).encode()))
    assert key(Sent(json.dumps(one).encode())) == key(Sent(json.dumps(one).encode()), later_s=60)


def test_hour_that_comes_twice_is_told_by_the_arrival_but_a_repeat_stays_a_repeat() -> None:
    ring = {"notification_name": "Ожидание ответа", "call_session_id": 1, "employee_id": 2,
            "notification_time": "2024-10-27 02:30:00"}  # fmt: skip
    body = json.dumps(ring).encode()
    first, second = (datetime(2024, 10, 27, hour, 30, 2, tzinfo=UTC) for hour in (0, 1))
    readings = [
        read(body=body, query=b"", arrived_at=at, zone=ZoneInfo("Europe/Berlin"))
        for at in (first, second)
    ]
    assert [found.event and found.event.at.hour for found in readings] == [0, 1]
    assert readings[0].key == readings[1].key


def test_hour_that_is_left_out_is_still_a_time() -> None:
    body = json.dumps({"call_session_id": 1, "notification_time": "2024-03-31 02:30:00"}).encode()
    found = read(
        body=body,
        query=b"",
        arrived_at=datetime(2024, 3, 31, 1, 30, 1, tzinfo=UTC),
        zone=ZoneInfo("Europe/Berlin"),
    )
    assert found.event is not None
    assert found.event.at.isoformat() == "2024-03-31T01:30:00+00:00"


@pytest.mark.parametrize("kind", [Kind.CALL_ENDED, Kind.LOST])
def test_what_is_asked_for_after_an_outage_is_a_repeat_of_its_notification(kind: Kind) -> None:
    assert of(kind, call_session_id=42) == key_of_what_is_over(kind, "42")
    assert of(kind, call_session_id=42) != key_of_what_is_over(kind, "43")


def test_record_is_known_by_its_files_in_any_order() -> None:
    files = ["https://m.example/2", "https://m.example/1"]
    told = of(Kind.RECORDED, call_session_id=42, file_link=files)
    assert told == key_of_what_is_over(Kind.RECORDED, "42", files[::-1])
    assert told != key_of_what_is_over(Kind.RECORDED, "42", files[:1])


async def test_repeats_are_stored_once_also_after_a_restart(tmp_path: Path) -> None:
    template = BY_KIND[Kind.WAITING]
    text = filled(template, "as it is", employee_id=int(ANNA))
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        token = acme.token(ANNA)

        async def send(sent: Sent) -> str:
            url = acme.relay.listening_url + acme.account.hook_path
            url += f"?{sent.query.decode('latin-1')}" if sent.query else ""
            method = "POST" if sent.body else "GET"
            async with acme.http.request(method, url, data=sent.body or None) as response:
                return str((await response.json())["status"])

        assert await send(Sent(text.encode())) == "stored"
        assert await send(Sent(text.encode())) == "duplicate"
        assert await send(Sent(query=urlencode(json.loads(text)).encode())) == "duplicate"
        await acme.relay.stop()
        async with RunningRelay(tmp_path) as restarted:
            acme.relay = restarted
            renamed = text.replace("Ожидание ответа", "Ожидание ответа 2").replace(".123", "")
            assert await send(Sent(renamed.encode())) == "duplicate"
            ended = filled(BY_KIND[Kind.CALL_ENDED], "as it is", employee_id=int(ANNA))
            assert await send(Sent(ended.encode())) == "stored"
            assert await send(Sent(text.encode())) == "duplicate", "a late replay after the end"
            assert await send(Sent(ended.encode("cp1251"))) == "duplicate"
            async with acme.desktop(token) as desktop:
                await desktop.resume()
                assert kinds(await desktop.until_live()) == ["waiting", "call_ended"]
