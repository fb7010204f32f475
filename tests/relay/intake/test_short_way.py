"""The short way of plain notifications tells what the long way tells, to the letter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.seeds import seeds
from tests.relay.rendering import render
from uis_desktop.relay.intake import reading
from uis_desktop.relay.intake.known_names import TELLING_NAMES
from uis_desktop.relay.intake.plain import plain
from uis_desktop.relay.intake.reading import Reading
from uis_desktop.relay.templates import TEMPLATES, Template

ARRIVED = datetime(2024, 5, 17, 7, 15, 1, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Moscow")


def by_both_ways(body: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[Reading, Reading]:
    short = reading.read(body=body, query=b"", arrived_at=ARRIVED, zone=ZONE)
    with monkeypatch.context() as only_the_long_way:
        only_the_long_way.setattr(reading, "plain", lambda _fields: None)
        return short, reading.read(body=body, query=b"", arrived_at=ARRIVED, zone=ZONE)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.kind.value)
def test_notification_of_each_template_goes_the_short_way(template: Template) -> None:
    fields = json.loads(render(template.text, notification_name=template.title))
    found = plain(fields)
    assert found is not None
    assert found[0] is template.kind


@pytest.mark.parametrize("seed", list(seeds()))
def test_both_ways_read_every_seed_alike(seed: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    short, long = by_both_ways(seed, monkeypatch)
    assert short == long


TEXTS = [
    "79001234567", "null", "None", "in", "2024-05-17 10:15:00", " a ", "[1]", '"quoted"', "{}",
    "contact_phone_number", "{{contact_id}}", "\ud83d", "1,2", "\N{NO-BREAK SPACE}x",
]  # fmt: skip

names = st.one_of(st.sampled_from(sorted(TELLING_NAMES)), st.sampled_from(["city", "Город", "a b"]))
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.floats(allow_nan=False),
    st.text(max_size=8), st.sampled_from(TEXTS),
)  # fmt: skip
values = st.one_of(scalars, st.lists(scalars, max_size=3), st.dictionaries(names, scalars))


@given(
    template=st.sampled_from(TEMPLATES),
    changes=st.dictionaries(names, values, max_size=4),
    gone=st.sets(names, max_size=3),
)
def test_both_ways_read_changed_templates_alike(
    template: Template, changes: Mapping[str, object], gone: set[str]
) -> None:
    fields = json.loads(render(template.text, notification_name=template.title))
    told = {name: value for name, value in {**fields, **changes}.items() if name not in gone}
    with pytest.MonkeyPatch.context() as patch:
        short, long = by_both_ways(json.dumps(told).encode(), patch)
    assert short == long


def test_notification_with_very_many_fields_is_read_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fields = json.loads(render(TEMPLATES[0].text, notification_name=TEMPLATES[0].title))
    more = {f"own_{number}": number for number in range(64)}
    short, long = by_both_ways(json.dumps({**fields, **more}).encode(), monkeypatch)
    assert short == long
    assert short.event is not None
    assert short.event.extra.items() >= more.items()


@pytest.mark.parametrize("name", ["notification_name", "notification_mnemonic"])
@pytest.mark.parametrize("sign", [["Начало разговора"], {"key": "x"}, 17, True, "x" * 301])
def test_notification_with_an_odd_sign_is_read_alike(
    name: str, sign: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = json.loads(render(TEMPLATES[0].text, notification_name=TEMPLATES[0].title))
    short, long = by_both_ways(json.dumps({**fields, name: sign}).encode(), monkeypatch)
    assert short == long
