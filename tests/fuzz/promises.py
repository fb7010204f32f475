"""What the intake promises of any bytes whatever."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from uis_desktop.core.events import Kind, kind_of
from uis_desktop.relay.intake.diagnosis import diagnosis
from uis_desktop.relay.intake.reading import UNREADABLE, Reading, read
from uis_desktop.relay.intake.repairs import Repair, parts_of
from uis_desktop.relay.intake.strict_json import DEEPEST
from uis_desktop.wire.codec import event_from_json, event_to_json

ARRIVED = datetime(2024, 5, 17, 7, 15, 31, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Moscow")
KINDS = {"call_connected": "talk_started", "мой вебхук": "incoming"}
_WORDS = frozenset(repair.value for repair in Repair)


def check(body: bytes, query: bytes) -> Reading:
    """Read a notification and hold the answer against every promise.

    Raises:
        AssertionError: one is broken.
    """
    found = read(body=body, query=query, arrived_at=ARRIVED, zone=ZONE, kinds=KINDS)
    later = read(body=body, query=query, arrived_at=ARRIVED, zone=ZONE, kinds=KINDS)
    assert found == later, "the same bytes are read differently"
    assert len(found.key) == 16
    assert all(parts_of(code)[0] in _WORDS for code in found.repairs), found.repairs
    assert len(diagnosis(found.repairs, "ru")) == len(found.repairs)
    if found.event is None:
        assert found.kind == UNREADABLE
        assert found.repairs, "unreadable, and nobody says why"
        return found
    assert kind_of(found.event).value == found.kind
    assert found.event.call_session_id or found.kind == Kind.OTHER.value
    assert event_from_json(event_to_json(found.event)) == found.event
    lost = set(_told(body)) - set(_kept(found))
    assert not lost, f"lost: {sorted(lost)}"
    return found


def _told(body: bytes) -> Iterator[int]:
    """The big numbers of a strict JSON body: values that nothing else looks like."""
    try:
        text = body.decode()
        value = json.loads(text)
    except (ValueError, RecursionError):
        return
    if isinstance(value, dict) and text.count("{") + text.count("[") <= DEEPEST:
        yield from _marks(value)


def _kept(found: Reading) -> Iterator[int]:
    assert found.event is not None
    yield from _marks(json.loads(event_to_json(found.event)))


def _marks(value: object) -> Iterator[int]:
    match value:
        case dict():
            for inner in value.values():
                yield from _marks(inner)
        case list():
            for inner in value:
                yield from _marks(inner)
        case bool():
            return
        case int() if 10**6 < value < 10**8:
            yield value
        case str() if value.isascii() and value.isdecimal() and 6 < len(value) < 9:
            yield int(value)
