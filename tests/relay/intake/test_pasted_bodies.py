"""Bodies as different administrators paste them, and what a person would say they mean."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote, quote_plus
from zoneinfo import ZoneInfo

import pytest

from uis_desktop.core.events import CallEvent
from uis_desktop.relay.intake.reading import Reading, read
from uis_desktop.relay.intake.repairs import parts_of
from uis_desktop.wire.codec import event_to_json

RING = {
    "notification_name": "Ожидание ответа",
    "call_session_id": 987654321,
    "leg_id": 111222334,
    "employee_id": 123456,
    "notification_time": "2024-05-17 10:15:30",
    "site": "Омск",
}
#: What the normal form of every ring here has to have.
TOLD = {
    "notification_name": "Ожидание ответа",
    "call_session_id": "987654321",
    "leg_id": "111222334",
    "employee_id": "123456",
    "at": "2024-05-17T07:15:30Z",
}
GOOD = json.dumps(RING, ensure_ascii=False)
LINES = "\n".join(f"{name}={value}" for name, value in RING.items())


def reading(body: str = "", query: str = "") -> Reading:
    return read(
        body=body.encode("utf-8", "surrogatepass"),
        query=query.encode(),
        arrived_at=datetime(2024, 5, 17, 7, 15, 31, tzinfo=UTC),
        zone=ZoneInfo("Europe/Moscow"),
    )


def normal(found: Reading) -> Mapping[str, object]:
    assert isinstance(found.event, CallEvent), found
    told = json.loads(event_to_json(found.event))
    assert isinstance(told, dict)
    return told


@pytest.mark.parametrize(
    ("body", "repairs"),
    [
        pytest.param(GOOD.replace('"', "'"), ["other_quotes"], id="single quotes"),
        pytest.param(
            "{" + ",".join(f"'{n}':'{json.dumps(v, ensure_ascii=False)}'" for n, v in RING.items())
            + "}",
            ["other_quotes", "quoted_placeholders"],
            id="single quotes around placeholders",
        ),
        pytest.param(
            "{" + ", ".join(f"“{name}”: “{value}”" for name, value in RING.items()) + "}",
            ["other_quotes"],
            id="quotes of a word processor",
        ),
        pytest.param(
            "{" + ", ".join(f"«{name}»: „{value}“" for name, value in RING.items()) + "}",
            ["other_quotes"],
            id="Russian quotes",
        ),
        pytest.param(
            "{" + ", ".join(f'“{name}": "{value}"' for name, value in RING.items()) + "}",
            ["other_quotes"],
            id="one typographic quote and one straight",
        ),
        pytest.param(
            GOOD.replace('"', "&quot;"), ["other_quotes"], id="the source of a web page"
        ),
        pytest.param(
            GOOD.replace(", ", ";\u00a0"), ["broken_json"], id="semicolons and hard spaces"
        ),
        pytest.param(GOOD[1:-1], ["broken_json"], id="braces forgotten"),
        pytest.param(GOOD[1:], ["broken_json"], id="first brace forgotten"),
        pytest.param(f"<p>{GOOD}</p>", ["text_around"], id="in a web page"),
        pytest.param(
            f'--x\r\nContent-Disposition: form-data; name="data"\r\n\r\n{GOOD}\r\n--x--\r\n',
            ["text_around"],
            id="a form of parts",
        ),
        pytest.param(GOOD + GOOD, ["several_objects"], id="pasted twice"),
        pytest.param(
            json.dumps([{name: value} for name, value in RING.items()]),
            ["several_objects"],
            id="an object for each field",
        ),
        pytest.param(
            GOOD.replace(', "leg', '}\n{"leg'), ["several_objects"], id="an object cut in two"
        ),
        pytest.param(
            GOOD.replace("call_session_id", "CALL_SESSION_ID").replace("leg_id", " leg-id "),
            ["name_spelt_otherwise"],
            id="names in capitals and with blanks",
        ),
        pytest.param(
            GOOD.replace("call_session_id", "callSessionId").replace("leg_id", "Leg Id"),
            ["name_spelt_otherwise"],
            id="names as programmers write them",
        ),
        pytest.param(
            json.dumps({"Call Info": RING, "site": "Омск"}),
            ["name_spelt_otherwise"],
            id="a container of another spelling",
        ),
        pytest.param(
            GOOD.replace(', "leg', ', // какое плечо: любое\n "leg'),
            ["name_without_quotes"],
            id="a comment",
        ),
        pytest.param(
            GOOD.replace('{', "{\n// шаблон\n", 1), ["salvaged"], id="a comment at the beginning"
        ),
        pytest.param(GOOD.replace('":', '"='), ["salvaged"], id="equal signs in place of colons"),
        pytest.param(
            GOOD.replace("}", ',"x":' + "[" * 40 + "]" * 40 + "}"), ["salvaged"], id="too deep"
        ),
        pytest.param(
            GOOD.replace("}", ',"x":{talk_time_duration}}'), ["salvaged"], id="single braces"
        ),
        pytest.param(LINES, [], id="a form in lines"),
        pytest.param(LINES.replace("=", ": "), ["salvaged"], id="lines with colons"),
        pytest.param(LINES.replace("\n", "; "), [], id="a form with semicolons"),
        pytest.param("?" + LINES.replace("\n", "&"), [], id="a query with its question mark"),
        pytest.param(LINES.replace("\n", "&amp;"), [], id="a query from a web page"),
        pytest.param(
            "".join(f"{n}={json.dumps(v, ensure_ascii=False)}" for n, v in RING.items()),
            ["glued_fields"],
            id="every & forgotten",
        ),
        pytest.param(quote_plus(GOOD) + "=&_=17", ["json_as_form_key"], id="with a number behind"),
        pytest.param(
            GOOD.replace('"', "%22"), ["json_as_form_key"], id="nothing but its quotes encoded"
        ),
        pytest.param("data=" + quote(GOOD) + "&token=abc", [], id="in a field of a form"),
        pytest.param(
            json.dumps({"data": {"attributes": {"payload": RING}}}), [], id="wrapped three times"
        ),
        pytest.param(json.dumps({"payload": json.dumps(RING)}), [], id="wrapped as a text"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("way", ["body", "query"])
def test_ring_is_the_same_ring_however_it_was_pasted(
    body: str, repairs: list[str], way: str
) -> None:
    found = reading(body) if way == "body" else reading(query=body)
    told = normal(found)
    assert {name: told.get(name) for name in TOLD} == TOLD, found
    words = [parts_of(code)[0] for code in found.repairs]
    assert set(repairs) <= set(words), words
    assert bool(words) == bool(repairs), words
    extra = told["extra"]
    assert isinstance(extra, dict)
    assert extra["site"] == "Омск", "an additional parameter is not lost either"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ('"ООО "Ромашка""', 'ООО "Ромашка"'),
        ('""ООО \\"Ромашка\\"""', 'ООО "Ромашка"'),
        ('""ООО "Ромашка", отдел "B2B"""', 'ООО "Ромашка", отдел "B2B"'),
        ('"ООО "Рога", "Копыта" и сын"', 'ООО "Рога", "Копыта" и сын'),
        ('"ООО "Рога", «Копыта» и сын"', 'ООО "Рога", «Копыта» и сын'),
        ("'ООО \"Рога, копыта\"'", 'ООО "Рога, копыта"'),
        ("“ООО «Рога, копыта»”", "ООО «Рога, копыта»"),
        ("'O\\'Brien'", "O'Brien"),
        ('"ООО "Рога\\tи" копыта"', 'ООО "Рога\tи" копыта'),
        ('""ООО \\"Ромашка\\"\nОмск""', 'ООО "Ромашка"\nОмск'),
        ('"Пётр\nИванович\t"', "Пётр\nИванович"),
        ('"Пётр \\ud83d"', "Пётр \ufffd"),
        ("Пётр Иванович", "Пётр Иванович"),
        ('"[VIP] Пётр {друг}"', "[VIP] Пётр {друг}"),
        ('""[VIP] Пётр""', "[VIP] Пётр"),
        ('"null и void"', "null и void"),
    ],
)
def test_name_of_a_caller_is_what_a_person_reads(written: str, name: str) -> None:
    told = normal(reading(GOOD.replace("}", f',"contact_full_name":{written},"order":5}}')))
    assert told["contact_full_name"] == name
    assert (told["kind"], told["call_session_id"]) == ("waiting", "987654321")
    extra = told["extra"]
    assert isinstance(extra, dict)
    assert extra["order"] == 5


def test_text_without_an_end_does_not_take_the_call_with_it() -> None:
    body = '{"notification_name":"Ожидание ответа // имя: любое\n"call_session_id":5,"leg_id":2}'
    found = reading(body)
    told = normal(found)
    assert (told["kind"], told["call_session_id"], told["leg_id"]) == ("waiting", "5", "2")
    assert "salvaged" in found.repairs


def test_what_stands_beside_a_text_without_an_end_is_read_as_it_was() -> None:
    body = (
        '{"notification_name":"Ожидание ответа","leg_id":2,"contact_full_name":"Пётр \\"Первый\\"",'
        '"form":"{a}","note":"имя // любое: да\n"call_session_id":5,"city":"Омск"}'
    )
    told = normal(reading(body))
    assert (told["call_session_id"], told["contact_full_name"]) == ("5", 'Пётр "Первый"')
    assert told["extra"] == {"form": "{a}", "note": "имя // любое: да", "city": "Омск"}


@pytest.mark.parametrize(
    ("value", "call"),
    [
        ('"{\\"call_session_id\\":5}"', "5"),
        ('[{"call_session_id":5}]', "5"),
        ('"номер - call_session_id"', ""),
    ],
)
def test_body_that_swallowed_nothing_is_not_told_to_be_made_out_only_in_parts(
    value: str, call: str
) -> None:
    found = reading(f'{{"notification_name":"Ожидание ответа","leg_id":7,"payload":{value},}}')
    assert normal(found)["call_session_id"] == call
    assert found.repairs[0] == "comma_extra"
    assert "salvaged" not in found.repairs


@pytest.mark.parametrize(
    ("written", "repairs", "value"),
    [
        ('"["a","b"]"', ["quoted_placeholders"], ["a", "b"]),
        ('"{"a":1}"', ["quoted_placeholders"], {"a": 1}),
        ("1.5,", ["comma_extra"], 1.5),
        ('""C:\\users""', ["quoted_placeholders"], "C:\\users"),
    ],
)
def test_one_mistake_is_told_once_and_as_what_it_is(
    written: str, repairs: list[str], value: object
) -> None:
    for body in (
        GOOD.replace("}", f',"own":{written}}}'),
        GOOD.replace("{", f'{{"own":{written},', 1),
    ):
        found = reading(body)
        extra = normal(found)["extra"]
        assert isinstance(extra, dict)
        assert extra["own"] == value, found
        assert [parts_of(code)[0] for code in found.repairs] == repairs, found


@pytest.mark.parametrize(
    ("body", "repair"),
    [
        (GOOD.replace("{", "{,", 1), "comma_extra"),
        (GOOD + '{"more":1,broken}', "text_around"),
        (GOOD.replace("}", ',"own":[1}2]}'), "salvaged"),
        (GOOD.replace("}", ',"own":«Рога}'), "text_without_quotes: own"),
        (GOOD.replace("}", ',"own":{{no_such}}}'), "literal_placeholder: no_such, own"),
    ],
)
def test_what_is_broken_beside_the_ring_does_not_spoil_it(body: str, repair: str) -> None:
    found = reading(body)
    told = normal(found)
    assert {name: told.get(name) for name in TOLD} == TOLD
    assert found.repairs == (repair,)


def test_text_that_names_no_call_is_not_made_out_in_parts() -> None:
    found = reading("Оператор employee_id: 5 <b>")
    assert (found.kind, found.repairs) == ("unreadable", ("not_understood",))


def test_of_two_events_in_one_body_the_first_counts_and_nothing_of_the_other_is_lost() -> None:
    talk = {"notification_name": "Начало разговора", "call_session_id": 5, "leg_ids": [7]}
    for body in (GOOD + json.dumps(talk, ensure_ascii=False), json.dumps([RING, talk])):
        found = reading(body)
        told = normal(found)
        assert {name: told.get(name) for name in TOLD} == TOLD
        assert told["extra"] == {
            "site": "Омск",
            "leg_ids": [7],
            "notification_name#2": "Начало разговора",
            "call_session_id#2": 5,
        }
        assert found.repairs == ("several_objects",)


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("[1,2]", ["1", "2"]),
        ('"[1,2]"', ["1", "2"]),
        ('"["1","2"]"', ["1", "2"]),
        ('"1, 2"', ["1", "2"]),
        ('"1;2"', ["1", "2"]),
        ("\"['1', '2']\"", ["1", "2"]),
        ("1", ["1"]),
        ('"[]"', []),
        ("null", []),
        ('"null"', []),
        ("{{employee_ids}}", []),
    ],
)
def test_who_was_rung_is_read_from_a_list_of_any_kind(written: str, ids: list[str]) -> None:
    body = (
        f'{{"notification_name":"Потерянный звонок","call_session_id":5,"employee_ids":{written}}}'
    )
    told = normal(reading(body))
    assert told.get("employee_ids", []) == ids


@pytest.mark.parametrize(
    ("number", "normal_form"),
    [
        ("74955140578...2345", "+74955140578"),
        ("74955140578..23.45", "+74955140578"),
        ("+7 (495) 514-05-78", "+74955140578"),
        ("0412345", "0412345"),
        ("2123456", "2123456"),
    ],
)
def test_digits_dialled_behind_a_number_are_no_part_of_it(number: str, normal_form: str) -> None:
    told = normal(reading(GOOD.replace("}", f',"employee_phone_number":"{number}"}}')))
    assert told["employee_phone_number"] == normal_form


@pytest.mark.parametrize("call", ["5\\u0000", "5\\n6", "x" * 129, "\\u202e5"])
def test_what_nobody_would_call_an_id_names_no_call(call: str) -> None:
    found = reading(f'{{"notification_name":"Ожидание ответа","call_session_id":"{call}"}}')
    told = normal(found)
    assert (told["kind"], told["call_session_id"]) == ("other", "")
    assert "call_session_id" in str(told["extra"]), "but it is kept"
    assert "no_call_session_id: waiting" in found.repairs
