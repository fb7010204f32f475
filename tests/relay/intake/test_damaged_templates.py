"""The eight templates, damaged in every way and in several ways at once."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.relay.intake.damage import (
    TEMPLATES as MADE,
)
from tests.relay.intake.damage import (
    WAYS_OF_ANY,
    WAYS_OF_JSON,
    Sent,
    filled,
    is_strict,
)
from uis_desktop.core.events import CallEvent, Kind
from uis_desktop.relay.intake.reading import Reading, read
from uis_desktop.relay.templates import TEMPLATES, Template
from uis_desktop.wire.codec import event_to_json

ARRIVED = datetime(2024, 5, 17, 7, 15, 31, tzinfo=UTC)
#: What the template of each kind tells, in the normal form.
TOLD = {
    "call_session_id": "987654321",
    "contact_phone_number": "+79001234567",
    "virtual_phone_number": "+74950000001",
    "employee_id": "123456",
    "leg_id": "111222334",
    "leg_ids": ("111222333", "111222334"),
    "employee_ids": ("123456", "123457"),
    "talk_time_duration": 40,
    "total_time_duration": 52,
    "wait_time_duration": 12,
    "tag_names": ("Целевой",),
    "communication_number": 3,
    "external_id": "click-1",
    "scenario_name": "Отдел продаж",
    "contact_full_name": "Петров Пётр",
    "employee_full_name": "Иванова Анна",
}


def reading(sent: Sent) -> Reading:
    return read(
        body=sent.body, query=sent.query, arrived_at=ARRIVED, zone=ZoneInfo("Europe/Moscow")
    )


def as_it_should_be(found: Reading, template: Template) -> CallEvent:
    """The event, with everything the template tells.

    Raises:
        AssertionError: something is lost.
    """
    assert found.kind == template.kind.value, found
    assert found.event is not None
    for name in template.fields:
        if name in TOLD and hasattr(found.event, name):
            assert getattr(found.event, name) == TOLD[name], (name, found)
    if template.kind is Kind.RECORDED:
        assert getattr(found.event, "file_links") == ("https://media.example/1.mp3",)  # noqa: B009
    assert found.event.at.isoformat() == "2024-05-17T07:15:30.123000+00:00"
    return found.event


CASES = [
    pytest.param(template, made, way, id=f"{template.kind.value}, {made}, {way}")
    for template in TEMPLATES
    for made in MADE
    for way in (*WAYS_OF_ANY, *WAYS_OF_JSON)
    if way in WAYS_OF_ANY or is_strict(filled(template, made))
]


@pytest.mark.parametrize(("template", "made", "way"), CASES)
def test_nothing_of_a_damaged_template_is_lost(template: Template, made: str, way: str) -> None:
    text = filled(template, made)
    sent = {**WAYS_OF_ANY, **WAYS_OF_JSON}[way](text)
    as_it_should_be(reading(sent), template)


#: Names as callers have them: quotes, brackets and signs that mean something elsewhere.
names = st.text(
    st.sampled_from("abяю \"'«»&=+%,;:{}[]()\\/\n\t#?<>№!|~`") | st.characters(codec="utf-8"),
    max_size=20,
)


@given(
    st.sampled_from(TEMPLATES),
    st.sampled_from([made for made in MADE if "quoted" not in made and "without" not in made]),
    st.sampled_from(sorted(WAYS_OF_ANY)),
    names,
)
def test_any_name_survives_where_the_template_is_not_quoted(
    template: Template, made: str, way: str, name: str
) -> None:
    text = filled(template, made, contact_full_name=name, call_session_id=987654321)
    if way == "a cp1251 body" and name.encode("cp1251", "ignore").decode("cp1251") != name:
        way = "a body"
    found = reading(WAYS_OF_ANY[way](text))
    assert found.kind == template.kind.value
    assert found.event is not None
    assert found.event.call_session_id == "987654321"


@given(st.sampled_from(TEMPLATES), st.sampled_from(sorted(MADE)), names)
def test_call_and_kind_survive_any_name_in_any_template(
    template: Template, made: str, name: str
) -> None:
    found = reading(Sent(filled(template, made, contact_full_name=name).encode()))
    assert found.event is not None
    assert (found.kind, found.event.call_session_id) == (template.kind.value, "987654321")


@given(
    st.dictionaries(
        st.text(st.sampled_from("abcxyzяё_09"), min_size=3, max_size=9).map("own_".__add__),
        st.integers(10**6, 10**8) | st.text(st.characters(codec="utf-8"), min_size=1, max_size=9),
        max_size=5,
    ),
    st.sampled_from(sorted(WAYS_OF_ANY)),
    st.booleans(),
)
def test_no_key_of_his_own_is_lost(extra: dict[str, object], way: str, deeper: bool) -> None:
    fields: dict[str, object] = {"notification_name": "Потерянный звонок", "call_session_id": 42}
    body = {**fields, "attributes": extra} if deeper else {**fields, **extra}
    text = json.dumps(body, ensure_ascii=way != "a cp1251 body")
    found = reading(WAYS_OF_ANY[way](text))
    assert found.event is not None
    kept = found.event.extra.get("attributes", {}) if deeper else found.event.extra
    assert isinstance(kept, dict)
    assert extra.keys() <= kept.keys() if extra else True
    event_to_json(found.event)
