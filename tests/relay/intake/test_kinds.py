"""Which kind: mnemonic, then mapping, then title, then fields; and what to suggest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.relay.rendering import render
from uis_desktop.core.events import CallEvent, Kind
from uis_desktop.relay.intake.reading import Reading, read
from uis_desktop.relay.intake.signs import fold
from uis_desktop.relay.intake.suggestions import suggest_kinds
from uis_desktop.relay.templates import TEMPLATES, Template

ARRIVED = datetime(2024, 5, 17, 7, 15, 31, tzinfo=UTC)

#: Fields of a ring, and nothing that names it.
RING = {"call_session_id": 42, "leg_id": 7, "notification_time": "2024-05-17 10:15:30"}


def reading(fields: Mapping[str, object], kinds: Mapping[str, str] | None = None) -> Reading:
    return read(
        body=json.dumps(fields, ensure_ascii=False).encode(),
        query=b"",
        arrived_at=ARRIVED,
        zone=ZoneInfo("Europe/Moscow"),
        kinds=kinds or {},
    )


def event(fields: Mapping[str, object], kinds: Mapping[str, str] | None = None) -> CallEvent:
    found = reading(fields, kinds).event
    assert found is not None
    return found


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.kind.value)
@pytest.mark.parametrize("title", ["title", "title_en"])
def test_each_template_is_told_by_either_title(template: Template, title: str) -> None:
    name = getattr(template, title)
    body = render(template.text, notification_name=name)
    found = read(body=body, query=b"", arrived_at=ARRIVED, zone=ZoneInfo("Europe/Moscow"))
    assert (found.kind, found.repairs) == (template.kind.value, ())


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.kind.value)
@pytest.mark.parametrize("name", ["мой вебхук", "", "notification_name", "{{notification_name}}"])
def test_each_template_is_told_by_its_fields_alone(template: Template, name: str) -> None:
    body = render(template.text, notification_name=name)
    found = read(body=body, query=b"", arrived_at=ARRIVED, zone=ZoneInfo("Europe/Moscow"))
    kind = template.kind.value
    assert found.kind == kind
    assert f"told_by_fields: {kind}" in found.repairs


#: The four ways of telling a kind, each saying something else.
MNEMONIC = {"notification_mnemonic": "lost_call_session"}
CODE = {"event": "CALL_CONNECTED"}
TITLE = {"notification_name": "Завершение звонка"}
MAPPED = {"call_connected": "talk_started"}


@pytest.mark.parametrize(
    ("fields", "kinds", "kind"),
    [
        pytest.param({**MNEMONIC, **CODE, **TITLE}, MAPPED, Kind.LOST, id="the mnemonic first"),
        pytest.param(
            MNEMONIC, {"lost_call_session": "other"}, Kind.LOST, id="which nothing overrules"
        ),
        pytest.param({**CODE, **TITLE}, MAPPED, Kind.TALK_STARTED, id="then the mapping"),
        pytest.param({**CODE, **TITLE}, {}, Kind.CALL_ENDED, id="then the title"),
        pytest.param(CODE, {}, Kind.WAITING, id="then the fields"),
        pytest.param(
            {"notification_mnemonic": "start_talk", **TITLE},
            {"start_talk": "talk_started", "завершение звонка": "lost"},
            Kind.TALK_STARTED,
            id="an unknown mnemonic is mapped before a name",
        ),
        pytest.param(
            {**CODE, **TITLE},
            {"call_connected": "talk_started", "завершение звонка": "lost"},
            Kind.TALK_STARTED,
            id="an event code is mapped before a name",
        ),
        pytest.param(
            {"notification_name": "  Мой   ВЕБХУК №1 "},
            {"мой вебхук №1": "incoming"},
            Kind.INCOMING,
            id="a mapped name, whatever its case and spaces",
        ),
        pytest.param(
            {"notification_name": "Шум"}, {"шум": "other"}, Kind.OTHER, id="mapped to silence"
        ),
        pytest.param(
            {"notification_name": "Шум"}, {"шум": "nonsense"}, Kind.WAITING, id="a spoilt mapping"
        ),
        pytest.param(
            {"notification_name": "set_mark"},
            {"set_mark": "waiting"},
            Kind.WAITING,
            id="a name is never taken for a mnemonic",
        ),
        pytest.param({"event": 17}, {"17": "lost"}, Kind.LOST, id="a number as event code"),
        pytest.param({"event": "in_call_session"}, {}, Kind.INCOMING, id="a mnemonic as code"),
        pytest.param({"event": "Потерянный звонок"}, {}, Kind.LOST, id="a title as code"),
        pytest.param(
            {"event": "Потерянный звонок", **TITLE},
            {},
            Kind.CALL_ENDED,
            id="of two titles the name of the notification",
        ),
        pytest.param(
            {"file_link": None, "total_time_duration": None, "leg_ids": None, "employee_ids": None},
            {},
            Kind.WAITING,
            id="of a template for all kinds, the fields that tell something",
        ),
        pytest.param(
            {"event": {"key": "in_call_session", "value": "Любое имя"}},
            {},
            Kind.INCOMING,
            id="an event object",
        ),
        pytest.param(
            {"event": {"key": 5, "value": "Моё имя"}},
            {"мое имя": "talk_ended"},
            Kind.TALK_ENDED,
            id="an event object mapped by its value",
        ),
    ],
)
def test_kind_is_told_by_the_surest_sign(
    fields: Mapping[str, object], kinds: Mapping[str, str], kind: Kind
) -> None:
    found = reading({**RING, **fields}, kinds)
    assert found.kind == kind.value
    event_code = fields.get("event")
    assert found.event is not None
    assert found.event.extra.get("event") == event_code, "an event code is kept"


def test_unknown_signs_are_suggested_with_what_their_fields_speak_of() -> None:
    events = [
        event({**RING, "notification_name": "Звонит!"}),
        event({**RING, "notification_name": "звонит!", "leg_id": 8}),
        event({**RING, "notification_name": "Ожидание ответа"}),
        event({**RING, "notification_mnemonic": "leg_finished", "notification_name": "x"}),
        event({"notification_name": "Заявка с сайта", "order": 5}),
        event({**RING, "event": "E6", "leg_ids": [1], "leg_id": None}),
        event({**RING, **MNEMONIC}),
        event({"color": "red"}),
    ]
    found = [
        (suggestion.sign, suggestion.sort, suggestion.kind, suggestion.count)
        for suggestion in suggest_kinds(events, {})
    ]
    assert found == [
        ("звонит!", "name", Kind.WAITING, 2),
        ("e6", "event", Kind.TALK_STARTED, 1),
        ("leg_finished", "mnemonic", Kind.WAITING, 1),
        ("заявка с сайта", "name", None, 1),
    ]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.kind.value)
def test_each_kind_is_suggested_for_its_own_fields(template: Template) -> None:
    body = render(template.text, notification_name="мой вебхук")
    stored = read(body=body, query=b"", arrived_at=ARRIVED, zone=ZoneInfo("UTC")).event
    assert stored is not None
    (suggestion,) = suggest_kinds([stored], {})
    assert suggestion.kind is template.kind


@pytest.mark.parametrize("mnemonic", ["set_mark", "unanswered_chats", "in_call_session"])
def test_sign_uis_itself_gives_cannot_be_mapped_and_is_not_suggested(mnemonic: str) -> None:
    """Also that of a tag or a chat: such a notification is none of a call, whatever it has."""
    assert suggest_kinds([event({**RING, "notification_mnemonic": mnemonic})], {}) == []


def test_yes_and_no_are_no_event_codes() -> None:
    assert suggest_kinds([event({**RING, "event": True, "type": False})], {}) == []


def test_mapping_ends_the_suggestion() -> None:
    stored = event({**RING, "notification_name": "Звонит!"})
    assert suggest_kinds([stored], {fold("ЗВОНИТ!"): "waiting"}) == []
