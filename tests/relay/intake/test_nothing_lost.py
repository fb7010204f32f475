"""Whatever a readable body tells, and wherever, is in the normal form or in ``extra``."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tests.relay.intake.damage import WAYS_OF_ANY
from uis_desktop.relay.intake.known_names import CONTAINERS, KNOWN_NAMES
from uis_desktop.relay.intake.reading import read
from uis_desktop.wire.codec import event_to_json

#: UIS's names, names the intake treats apart, other spellings, and somebody's own.
NAMES = [
    *sorted(KNOWN_NAMES | CONTAINERS),
    "key", "value", "event", "type", "payload", "data", "file_links", "a#2", "query.leg_id",
    "callSessionId", "Leg-Id", "Call Info", "call_info.leg_id", "заказ", "order",
]  # fmt: skip
names = st.sampled_from(NAMES)
#: Where a value stands; ``None`` becomes a number nothing else looks like.
shapes = st.recursive(
    st.none(),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(names, inner, min_size=1, max_size=4)
    ),
    max_leaves=12,
)


def marked(shape: object, marks: Iterator[int], *, as_text: bool) -> object:
    """``shape`` with a mark at each end."""
    match shape:
        case dict():
            return {name: marked(one, marks, as_text=as_text) for name, one in shape.items()}
        case list():
            return [marked(one, marks, as_text=as_text) for one in shape]
        case _:
            return str(next(marks)) if as_text else next(marks)


@given(
    st.dictionaries(names, shapes, min_size=1, max_size=8),
    st.booleans(),
    st.sampled_from(sorted(WAYS_OF_ANY)),
)
def test_every_value_is_found_again(shape: dict[str, object], as_text: bool, way: str) -> None:
    first = 20_000_000
    marks = itertools.count(first)
    body = marked(shape, marks, as_text=as_text)
    sent = WAYS_OF_ANY[way](json.dumps(body, ensure_ascii=False))
    found = read(
        body=sent.body,
        query=sent.query,
        arrived_at=datetime(2024, 5, 17, 7, 15, 31, tzinfo=UTC),
        zone=ZoneInfo("Europe/Moscow"),
    )
    assert found.event is not None
    kept = event_to_json(found.event).decode()
    lost = [mark for mark in range(first, next(marks)) if str(mark) not in kept]
    assert not lost, kept
