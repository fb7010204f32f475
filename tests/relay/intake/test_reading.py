"""Bodies of any shape become events: every rung of the ladder, and hostile bytes."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from urllib.parse import quote, quote_plus, urlencode
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uis_desktop.core.events import (
    CallEnded,
    CallEvent,
    CallLost,
    CallOutgoing,
    CallRecorded,
    CallWaiting,
    Direction,
    Kind,
    TalkStarted,
)
from uis_desktop.relay.intake.known_names import CONTAINERS, KNOWN_NAMES
from uis_desktop.relay.intake.reading import UNREADABLE, Reading, read
from uis_desktop.wire.codec import event_from_json, event_to_json

ARRIVED = datetime(2024, 5, 17, 7, 15, 31, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")


def reading(body: bytes | str = b"", query: str = "", zone: str = "Europe/Moscow") -> Reading:
    raw = body if isinstance(body, bytes) else body.encode()
    return read(body=raw, query=query.encode(), arrived_at=ARRIVED, zone=ZoneInfo(zone))


def event_of(body: bytes | str = b"", query: str = "", zone: str = "Europe/Moscow") -> CallEvent:
    event = reading(body, query, zone).event
    assert event is not None
    return event


def waiting_json(**more: object) -> str:
    return json.dumps(
        {
            "notification_name": "Ожидание ответа",
            "notification_time": "2024-05-17 10:15:30",
            "call_session_id": 42,
            "leg_id": 7,
            **more,
        },
        ensure_ascii=False,
    )


WAITING = waiting_json()


@pytest.mark.parametrize(
    ("body", "repair"),
    [
        pytest.param(WAITING.encode(), None, id="strict JSON"),
        pytest.param(b"\xef\xbb\xbf" + WAITING.encode(), "byte_order_mark", id="a BOM"),
        pytest.param(WAITING.encode("cp1251"), "cp1251", id="cp1251"),
        pytest.param(WAITING.encode("utf-16"), "utf16", id="UTF-16"),
        pytest.param(json.dumps(json.loads(WAITING)).encode(), None, id="escaped Cyrillic"),
        pytest.param(f"[{WAITING}]".encode(), "list_around", id="a list of one"),
        pytest.param(json.dumps(WAITING).encode(), "json_in_string", id="a string of JSON"),
        pytest.param(WAITING.replace("}", ",}").encode(), "comma_extra", id="a trailing comma"),
        pytest.param(WAITING[:-1].encode(), "cut_off", id="cut off before the brace"),
        pytest.param((WAITING + " bye").encode(), "text_around", id="text behind"),
        pytest.param(
            '{"notification_name":""Ожидание ответа"","call_session_id":"42","leg_id":7}'.encode(),
            "quoted_placeholders: notification_name",
            id="quoted placeholders",
        ),
        pytest.param(
            '{"notification_name":"Ожидание ответа" "call_session_id":42\n"leg_id":7}'.encode(),
            "comma_missing",
            id="forgotten commas",
        ),
        pytest.param(
            "{notification_name:Ожидание ответа,call_session_id:42,leg_id:7}".encode(),
            "name_without_quotes",
            id="no quotes at all",
        ),
        pytest.param(quote(WAITING).encode(), "json_as_form_key", id="percent-encoded JSON"),
        pytest.param((quote_plus(WAITING) + "=").encode(), "json_as_form_key", id="JSON as a key"),
        pytest.param((WAITING + "=").encode(), "", id="raw JSON as a key"),
        pytest.param(urlencode({"data": WAITING}).encode(), None, id="JSON in a form field"),
        pytest.param(urlencode(json.loads(WAITING)).encode(), None, id="a form"),
        pytest.param(
            urlencode({k: f'"{v}"' for k, v in json.loads(WAITING).items()}).encode(),
            None,
            id="a form with quotes in its values",
        ),
        pytest.param(
            urlencode(json.loads(WAITING), encoding="cp1251").encode(), None, id="a cp1251 form"
        ),
        pytest.param(
            "notification_name=Ожидание ответа&call_session_id=42leg_id=7".encode(),
            "glued_fields",
            id="two fields glued",
        ),
        pytest.param(
            ("<>&" + urlencode(json.loads(WAITING))).encode(), "salvaged", id="a wreck of a form"
        ),
        pytest.param(
            '<<"payload">> {{ "notification_name": "Ожидание ответа", ]]] '
            '"call_session_id": 42, "leg_id": 7'.encode(),
            "salvaged",
            id="a wreck",
        ),
    ],
)
def test_every_rung_of_the_ladder_finds_the_call(body: bytes, repair: str | None) -> None:
    found = reading(body)
    assert isinstance(found.event, CallWaiting), found
    assert (found.event.call_session_id, found.event.leg_id) == ("42", "7")
    assert found.event.notification_name == "Ожидание ответа"
    assert found.raw == body
    assert (
        (found.repairs == ())
        if repair is None
        else any(r.startswith(repair) for r in found.repairs)
    )


@pytest.mark.parametrize(
    "body",
    [b"", b"  \n", b"hello", b"{}", b"[]", b"null", b"17", b'"x"', b"\x00\xff\xfe", b"[1,2]"],
)
def test_what_nobody_can_read_is_unreadable(body: bytes) -> None:
    found = reading(body)
    assert (found.kind, found.event) == (UNREADABLE, None)
    assert found.repairs


def test_get_template_in_the_query_is_read_like_a_form() -> None:
    event = event_of(
        query="notification_name=%22%D0%9E%D0%B6%D0%B8%D0%B4%D0%B0%D0%BD%D0%B8%D0%B5%20"
        "%D0%BE%D1%82%D0%B2%D0%B5%D1%82%D0%B0%22&contact_phone_number=%2279001234567%22"
        "&employee_id=123456&external_id=null&call_session_id=42"
    )
    assert isinstance(event, CallWaiting)
    assert (event.contact_phone_number, event.employee_id) == ("+79001234567", "123456")
    assert event.external_id is None


def test_query_beside_a_body_adds_and_does_not_overrule() -> None:
    event = event_of(WAITING, query="department=sales&leg_id=9")
    assert isinstance(event, CallWaiting)
    assert event.leg_id == "7"
    assert event.extra == {"department": "sales", "query.leg_id": "9"}


def test_query_is_read_where_the_body_cannot_be() -> None:
    found = reading(b"<ping/>", query=urlencode(json.loads(WAITING)))
    assert isinstance(found.event, CallWaiting)
    assert found.event.leg_id == "7"
    assert found.raw.startswith(b"<ping/>\n?notification_name=")


def test_quotes_in_a_query_beside_a_body_are_nobodys_fault() -> None:
    found = reading(WAITING, query='department="sales"')
    assert found.event is not None
    assert (found.event.extra, found.repairs) == ({"department": "sales"}, ())


@pytest.mark.parametrize(
    "value", ['""', '"null"', '"None"', "null", '"{{contact_full_name}}"', '"contact_full_name"']
)
def test_words_for_nothing_are_nothing(value: str) -> None:
    event = event_of(
        f'{{"call_session_id":42,"notification_name":"Lost call","contact_full_name":{value}}}'
    )
    assert event.contact_full_name is None
    assert event.extra == {}


def test_nested_template_is_flattened_and_the_top_wins() -> None:
    event = event_of(
        json.dumps(
            {
                "notification_name": "Завершение звонка",
                "call_session_id": 42,
                "virtual_phone_number": "74950000001",
                "contact_info": {"contact_phone_number": "79001234567", "visitor_id": 5},
                "employee_info": {"employee_id": 123456, "extension_phone_number": "0101"},
                "call_info": '{"direction":"in","call_session_id":43,"total_time_duration":52}',
                "attributes": {"color": "red"},
            }
        )
    )
    assert isinstance(event, CallEnded)
    assert (event.call_session_id, event.contact_phone_number) == ("42", "+79001234567")
    assert (event.employee_id, event.extension_phone_number) == ("123456", "0101")
    assert (event.direction, event.total_time_duration) == (Direction.IN, 52)
    assert event.extra == {
        "visitor_id": 5,
        "call_info.call_session_id": 43,
        "attributes": {"color": "red"},
    }


def test_field_written_as_key_and_value_is_a_field_unless_more_is_told_of_it() -> None:
    mine = {"key": "employee_id", "value": 5, "color": "red"}
    event = event_of(
        json.dumps(
            {
                "notification_name": "Ожидание ответа",
                "call": {"key": "call_session_id", "value": 42},
                "leg": {"key": "leg_id", "value": 7},
                "mine": mine,
            }
        )
    )
    assert isinstance(event, CallWaiting)
    assert (event.call_session_id, event.leg_id, event.employee_id) == ("42", "7", None)
    assert event.extra == {"mine": mine}


def test_json_in_a_string_is_whole_whatever_stands_before_it() -> None:
    assert reading(json.dumps("\ufeff\x00" + WAITING)).repairs == ("json_in_string",)


def test_payload_wrapped_into_an_outer_object_is_found() -> None:
    event = event_of(json.dumps({"event": "my-code", "payload": json.loads(WAITING)}))
    assert isinstance(event, CallWaiting)
    assert event.extra == {"event": "my-code"}


def test_null_gives_way_to_a_value_of_the_same_name() -> None:
    twice = '"call_session_id":null,"call_session_id":42,"leg_id":null,"leg_id":7'
    for body in (
        f'{{"notification_name":"Ожидание ответа",{twice}}}',
        f'{{"notification_name":"Ожидание ответа","leg_id":null,"call_info":{{{twice}}}}}',
    ):
        event = event_of(body)
        assert isinstance(event, CallWaiting)
        assert (event.call_session_id, event.leg_id, event.extra) == ("42", "7", {})


def test_second_record_under_another_name_is_kept_beside() -> None:
    event = event_of(
        '{"call_session_id":4,"file_link":"https://m.example/1",'
        '"record_file_links":["https://m.example/2"],"file_duration":5,"call_record_duration":6}'
    )
    assert isinstance(event, CallRecorded)
    assert (event.file_links, event.file_duration) == (("https://m.example/1",), 5)
    assert event.extra == {
        "record_file_links": ["https://m.example/2"],
        "call_record_duration": 6,
    }


def test_repeated_keys_are_all_kept() -> None:
    event = event_of('{"call_session_id":42,"notification_name":"Lost call","a":1,"a":2,"a":3}')
    assert event.extra == {"a": 1, "a#2": 2, "a#3": 3}


@pytest.mark.parametrize(
    ("written", "zone", "utc"),
    [
        ("2024-05-17 10:15:30.123", "Europe/Moscow", "2024-05-17T07:15:30.123000+00:00"),
        ("2024-05-17 10:15:30", "Asia/Novosibirsk", "2024-05-17T03:15:30+00:00"),
        ("2024-05-17T10:15:30", "Europe/Moscow", "2024-05-17T07:15:30+00:00"),
        ("2024-05-17T10:15:30+05:00", "Europe/Moscow", "2024-05-17T05:15:30+00:00"),
        ("2024-05-17T10:15:30Z", "Europe/Moscow", "2024-05-17T10:15:30+00:00"),
        ("2024-05-17 10:15:30.123456", "UTC", "2024-05-17T10:15:30.123456+00:00"),
        ("17.05.2024 10:15:30", "Europe/Moscow", "2024-05-17T07:15:30+00:00"),
        ("17.05.2024, 10:15", "Europe/Moscow", "2024-05-17T07:15:00+00:00"),
        ("2024-05-17 10:15", "Europe/Moscow", "2024-05-17T07:15:00+00:00"),
        ("2024-05-17 10:15:30,123", "Europe/Moscow", "2024-05-17T07:15:30.123000+00:00"),
        ("2024-05-17T10:15:30.123456789+0300", "UTC", "2024-05-17T07:15:30.123456+00:00"),
        ("2024-05-17 10:15:30 +03:00", "UTC", "2024-05-17T07:15:30+00:00"),
        ("2024-05-17 10:15:30 03:00", "UTC", "2024-05-17T07:15:30+00:00"),
        ("2024-07-01 10:15:30", "Europe/Berlin", "2024-07-01T08:15:30+00:00"),
        ("2024-12-01 10:15:30", "Europe/Berlin", "2024-12-01T09:15:30+00:00"),
        (1715930130.5, "Europe/Moscow", "2024-05-17T07:15:30.500000+00:00"),
        (1715930130123456, "Europe/Moscow", "2024-05-17T07:15:30.123456+00:00"),
        (1715930130, "Europe/Moscow", "2024-05-17T07:15:30+00:00"),
        ("1715930130", "Europe/Moscow", "2024-05-17T07:15:30+00:00"),
        (1715930130123, "Europe/Moscow", "2024-05-17T07:15:30.123000+00:00"),
    ],
)
def test_time_in_every_spelling_is_utc(written: object, zone: str, utc: str) -> None:
    event = event_of(waiting_json(notification_time=written), zone=zone)
    assert event.at.isoformat() == utc
    assert event.extra == {}


def test_unix_time_takes_no_milliseconds_away() -> None:
    told = "2024-05-17 10:15:30.123"
    event = event_of(waiting_json(notification_time=told, notification_timestamp=1715930130))
    assert event.at.isoformat() == "2024-05-17T07:15:30.123000+00:00"


def test_object_of_his_own_stays_whole_though_it_has_a_name_of_uis() -> None:
    client = {"contact_id": 5, "color": "red"}
    event = event_of(waiting_json(client=client))
    assert (event.contact_id, event.extra) == (None, {"client": client})


def test_unix_time_wins_over_a_wrong_time_zone_and_both_are_kept() -> None:
    body = waiting_json(notification_time="2024-05-17 12:15:30", notification_timestamp=1715930130)
    found = reading(body)
    assert found.event is not None
    assert found.event.at.isoformat() == "2024-05-17T07:15:30+00:00"
    assert "time_zone_differs" in found.repairs
    assert found.event.extra == {
        "notification_time": "2024-05-17 12:15:30",
        "notification_timestamp": 1715930130,
    }


@pytest.mark.parametrize(
    "written",
    [
        "soon",
        "2024-05-17",
        "17.05.2024",
        "10:15:30",
        17,
        True,
        "1815-05-17 10:15:30",
        4102444800,
        1e300,
    ],
)
def test_time_that_is_none_gives_way_to_the_arrival(written: object) -> None:
    """Also a day alone: taken for midnight, the ring would be history on arrival."""
    found = reading(waiting_json(notification_time=written))
    assert found.event is not None
    assert found.event.at == ARRIVED
    assert found.event.extra == {"notification_time": written}
    assert "time_not_understood" in found.repairs


@pytest.mark.parametrize(
    ("written", "number", "extra"),
    [
        ("79001234567", "+79001234567", {}),
        (79001234567, "+79001234567", {}),
        ("+79001234567", "+79001234567", {}),
        ("8 (900) 123-45-67", "+79001234567", {}),
        ("375291234567", "+375291234567", {}),
        ("4915123456789", "+4915123456789", {}),
        ("101", "101", {}),
        ("anonymous", None, {"contact_phone_number": "anonymous"}),
        ("0000", None, {"contact_phone_number": "0000"}),
        ("Номер скрыт", None, {"contact_phone_number": "Номер скрыт"}),
        ("", None, {}),
        ("{{contact_phone_number}}", None, {}),
        (None, None, {}),
    ],
)
def test_contact_number_is_e164_and_a_hidden_one_is_none(
    written: object, number: str | None, extra: dict[str, object]
) -> None:
    event = event_of(waiting_json(contact_phone_number=written))
    assert (event.contact_phone_number, event.extra) == (number, extra)


@pytest.mark.parametrize("legs", [[1, 2], "[1,2]", "1,2", '["1","2"]', ["1", 2]])
def test_leg_ids_in_every_spelling_are_strings(legs: object) -> None:
    event = event_of(
        json.dumps({"notification_name": "Talk started", "call_session_id": 4, "leg_ids": legs})
    )
    assert isinstance(event, TalkStarted)
    assert event.leg_ids == ("1", "2")


@pytest.mark.parametrize(
    "link", ["https://m.example/1", [r"https://m.example/1"], '["https:\\/\\/m.example\\/1"]']
)
def test_file_link_alone_or_in_an_array_is_a_link(link: object) -> None:
    event = event_of(json.dumps({"call_session_id": 4, "file_link": link}))
    assert isinstance(event, CallRecorded)
    assert event.file_links == ("https://m.example/1",)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"notification_mnemonic": "in_call_session"}, Kind.INCOMING),
        ({"notification_mnemonic": "OUT_CALL_SESSION"}, Kind.OUTGOING),
        ({"notification_mnemonic": "lost_call_session", "leg_id": 4}, Kind.LOST),
        ({"notification_mnemonic": "set_mark", "employee_phone_number": "1"}, Kind.OTHER),
        ({"notification_name": "Исходящее плечо", "leg_id": 4}, Kind.OTHER),
        ({"notification_name": "ПОТЕРЯННЫЙ ЗВОНОК (продажи)"}, Kind.LOST),
        ({"notification_name": "Call recording completed"}, Kind.RECORDED),
        ({"notification_name": "мой вебхук", "leg_ids": [1]}, Kind.TALK_STARTED),
        ({"leg_ids": [1], "talk_time_duration": None}, Kind.TALK_ENDED),
        ({"leg_id": 5}, Kind.WAITING),
        ({"total_time_duration": 5, "talk_time_duration": 4}, Kind.CALL_ENDED),
        ({"employee_ids": None, "wait_time_duration": 3}, Kind.LOST),
        ({"employee_phone_number": "101", "employee_id": 3}, Kind.OUTGOING),
        ({"contact_phone_number": "79001234567", "scenario_name": None}, Kind.INCOMING),
        ({"file_link": "{{file_link}}", "leg_id": 5}, Kind.WAITING),
        ({"leg_id": 5, "wait_time_duration": 3}, Kind.WAITING),
        ({"employee_phone_number": "101", "talk_time_duration": None}, Kind.OTHER),
        ({"contact_phone_number": "79001234567", "employee_full_name": None}, Kind.OTHER),
        ({"color": "red"}, Kind.OTHER),
    ],
)
def test_kind_is_told_by_mnemonic_title_or_fields(fields: dict[str, object], kind: Kind) -> None:
    assert reading(json.dumps({"call_session_id": 42, **fields})).kind == kind.value


def test_event_that_names_no_call_cannot_be_of_the_eight() -> None:
    found = reading(json.dumps({"notification_name": "Ожидание ответа", "leg_id": 7}))
    assert found.kind == "other"
    assert "no_call_session_id: waiting" in found.repairs


def test_direction_is_implied_where_uis_sends_none() -> None:
    lost = event_of('{"call_session_id":4,"notification_name":"Lost call"}')
    out = event_of('{"call_session_id":4,"notification_name":"Outbound call"}')
    assert isinstance(lost, CallLost)
    assert isinstance(out, CallOutgoing)
    assert (lost.direction, out.direction) == (Direction.IN, Direction.OUT)


def test_repeat_has_the_same_key_whatever_its_shape_and_arrival() -> None:
    later = datetime(2024, 5, 17, 9, 0, tzinfo=UTC)
    body = waiting_json(notification_time="2024-05-17 10:15:30")
    form = urlencode(json.loads(body)).encode()
    keys = {
        reading(body).key,
        reading(form).key,
        read(body=body.encode(), query=b"", arrived_at=later, zone=MOSCOW).key,
    }
    assert len(keys) == 1
    assert reading(waiting_json(leg_id=8)).key != reading(WAITING).key


# A JSON value as somebody may put it into a template.
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
names = st.text(min_size=1, max_size=12).filter(
    lambda name: name not in KNOWN_NAMES | CONTAINERS | {"file_links"}
)


@given(st.dictionaries(names, values, min_size=1, max_size=6))
def test_no_unknown_key_is_lost(extra: dict[str, object]) -> None:
    event = event_of(json.dumps({**extra, "call_session_id": 42, "notification_name": "x"}))
    kept = {name.partition("#")[0] for name in event.extra}
    lone = {name for name in extra if any(0xD800 <= ord(char) < 0xE000 for char in name)}
    assert {name.partition("#")[0] for name in extra.keys() - lone} <= kept
    assert event_from_json(event_to_json(event)) == event


@given(st.dictionaries(st.sampled_from(sorted(KNOWN_NAMES)), values, max_size=8))
def test_known_names_with_any_value_never_crash_and_are_never_lost(
    fields: dict[str, object],
) -> None:
    found = reading(json.dumps(fields))
    if found.event is not None:
        assert event_from_json(event_to_json(found.event)) == found.event


@given(st.binary(max_size=300), st.binary(max_size=100))
def test_any_bytes_are_read_or_called_unreadable(body: bytes, query: bytes) -> None:
    found = read(body=body, query=query, arrived_at=ARRIVED, zone=MOSCOW)
    if found.event is not None:
        event_to_json(found.event)


fragments = st.lists(
    st.sampled_from(
        ['"', '""', "{", "}", "[", "]", "{{", "}}", ":", ",", "\\", "=", "&", "%22", " ", "\n", "é",
         "call_session_id", "notification_name", "null", "17", "\ud83d", "﻿", "#2"]
    ),
    max_size=60,
)  # fmt: skip


@given(fragments)
def test_broken_json_of_any_kind_never_crashes(parts: list[str]) -> None:
    body = "".join(parts).encode("utf-8", "surrogatepass")
    found = read(body=body, query=b"", arrived_at=ARRIVED, zone=MOSCOW)
    if found.event is not None:
        event_to_json(found.event)


@pytest.mark.parametrize(
    "unit",
    [
        '{"a":', '"[', '["', "{{", '""', '\\"', "[", '"a":"', '":"', '", "', '" "b', "a=",
        "call_session_id=", 'call_session_id":"', " ", '"a":0,', "{", "&", '{"a":"[', "%22", "\\",
    ],
)  # fmt: skip
def test_hostile_text_takes_linear_time(unit: str) -> None:
    """Four times the text may take four times as long, not sixteen times."""

    def seconds(length: int) -> float:
        body = ('{"x":"' + unit * length)[:length].encode()
        started = time.process_time()
        reading(body)
        return time.process_time() - started

    small = min(seconds(16_000) for _ in range(3))
    large = min(seconds(64_000) for _ in range(2))
    assert large < max(9 * small, 0.15)
