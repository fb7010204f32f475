"""Forms and queries as UIS appends them, and as templates spoil them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from uis_desktop.core.events import CallWaiting, Direction, TalkStarted
from uis_desktop.relay.intake.reading import Reading, read

RING = 'notification_name="Ожидание ответа"&call_session_id=42&leg_id=7'


def reading(query: str, body: str = "") -> Reading:
    return read(
        body=body.encode(),
        query=query.encode(),
        arrived_at=datetime(2024, 5, 17, 7, 15, 31, tzinfo=UTC),
        zone=ZoneInfo("Europe/Moscow"),
    )


def ring(query: str, body: str = "") -> CallWaiting:
    event = reading(query, body).event
    assert isinstance(event, CallWaiting)
    assert (event.notification_name, event.call_session_id) == ("Ожидание ответа", "42")
    assert event.leg_id == "7"
    return event


@pytest.mark.parametrize(
    ("fields", "extra"),
    [
        pytest.param('order="Рога & Копыта"&n=1', {"order": "Рога & Копыта", "n": "1"}, id="one"),
        pytest.param('order="A & B & C = D"', {"order": "A & B & C = D"}, id="several"),
        pytest.param('order="&Co"&n=1', {"order": "&Co", "n": "1"}, id="at the beginning"),
        pytest.param('order="R&D"', {"order": "R&D"}, id="without blanks"),
        pytest.param(
            r'pages=["https:\/\/a.example\/?x=1&y=2"]',
            {"pages": ["https://a.example/?x=1&y=2"]},
            id="in a link of a list",
        ),
    ],
)
def test_ampersand_inside_a_value_separates_nothing(fields: str, extra: dict[str, object]) -> None:
    assert ring(f"{RING}&{fields}").extra == extra


def test_quote_that_never_closes_does_not_take_the_next_field() -> None:
    event = ring(f'{RING}&note="a&contact_full_name="x=y"&n=1')
    assert event.contact_full_name == "x=y"
    assert event.extra == {"note": '"a', "n": "1"}


def test_names_in_quotes_are_names() -> None:
    query = '"notification_name"="Ожидание ответа"&"call_session_id"=42&"leg_id"=7&"n"=1'
    assert ring(query).extra == {"n": "1"}


def test_number_in_quotes_is_a_text_and_a_form_is_not_to_blame() -> None:
    found = reading('city="Омск"', body=f'{RING}&order="42"')
    assert found.event is not None
    assert found.event.extra == {"order": "42", "city": "Омск"}
    assert found.repairs == ("no_time",)


def test_lists_and_objects_in_brackets_are_put_together() -> None:
    event = reading(
        "notification_name=Talk started&call_session_id=42&leg_ids[]=1&leg_ids[]=2"
        "&call_info[direction]=in&call_info[color]=red"
    ).event
    assert isinstance(event, TalkStarted)
    assert (event.leg_ids, event.direction) == (("1", "2"), Direction.IN)
    assert event.extra == {"color": "red"}
