"""From an empty company to eight ticks and a ring: one thing to do at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from uis_desktop.relay.admin.arrivals import Arrival, KindLine, puzzling
from uis_desktop.relay.admin.next_step import Standing, milestones, next_step
from uis_desktop.relay.intake.diagnosis import Diagnosis
from uis_desktop.relay.log.port import Record
from uis_desktop.relay.templates import TEMPLATES

FINE = ""
REPAIRED, BROKEN = "repaired", "broken"


def arrived(how: str) -> Arrival:
    record = Record(
        account="acme", seq=1, received_at=datetime.now(UTC), kind="incoming", call_session_id="1",
        audience=frozenset(), repairs=(), raw=b"{}", normal=None, method="POST",
    )  # fmt: skip
    told = [Diagnosis(code="x", sentence="x", advice=None, grave=how == BROKEN)] if how else []
    return Arrival(record=record, diagnoses=told, raw="{}", pretty=None)


def standing(*arrivals: str | None, **more: object) -> Standing:
    """The first kinds came like this, the others not at all."""
    how = [*arrivals, *[None] * (len(TEMPLATES) - len(arrivals))]
    lines = [
        KindLine(
            kind=one.kind.value,
            title=one.title,
            template=one.text,
            arrival=None if came is None else arrived(came),
        )
        for one, came in zip(TEMPLATES, how, strict=True)
    ]
    return Standing(
        lines=lines,
        is_local=bool(more.get("is_local")),
        unclear=bool(more.get("unclear")),
        employees=3 if more.get("people") else 0,
        devices=2 if more.get("devices") else 0,
        online=1 if more.get("online") else 0,
        rang=bool(more.get("rang")),
    )


ALL = (FINE,) * len(TEMPLATES)


@pytest.mark.parametrize(
    ("company", "word"),
    [
        (standing(is_local=True), "public_url"),
        (standing(), "start"),
        (standing(unclear=True), "unclear"),
        (standing(FINE, REPAIRED, BROKEN), "broken"),
        (standing(FINE, REPAIRED), "repaired"),
        (standing(FINE, unclear=True), "unclear"),
        (standing(FINE, FINE), "missing"),
        (standing(*ALL), "employees"),
        (standing(*ALL, people=True), "invite"),
        (standing(*ALL, people=True, devices=True), "offline"),
        (standing(*ALL, people=True, devices=True, online=True), "ring"),
        (standing(*ALL, people=True, devices=True, online=True, rang=True), "done"),
    ],
)
def test_there_is_always_exactly_one_thing_to_do(company: Standing, word: str) -> None:
    assert next_step(company).word == word


def test_faulty_template_is_named_and_led_to() -> None:
    step = next_step(standing(FINE, REPAIRED, BROKEN))
    assert step.titles == (TEMPLATES[2].title,)
    assert step.place == f"#kind-{TEMPLATES[2].kind.value}"


def test_missing_kinds_are_named_but_not_all_of_many() -> None:
    few, many = next_step(standing(*ALL[:-2])), next_step(standing(FINE))
    assert (few.titles, few.more) == (tuple(one.title for one in TEMPLATES[-2:]), False)
    assert (len(many.titles), many.more) == (3, True)


def test_kind_that_never_comes_does_not_hide_the_rest_of_the_way() -> None:
    way = milestones(standing(*ALL[:-1], people=True, devices=True, online=True, rang=True))
    assert [one.done for one in way] == [False, True, True, True]
    assert all(one.place for one in way)


@pytest.mark.parametrize(
    ("method", "raw", "ago", "asked_about"),
    [
        ("POST", b"nonsense", timedelta(minutes=5), True),
        ("POST", b"", timedelta(minutes=5), True),
        ("GET", b"a", timedelta(minutes=5), True),
        ("GET", b"", timedelta(minutes=5), False),
        ("POST", b"nonsense", timedelta(days=2), False),
    ],
    ids=["unreadable", "empty", "in the query", "opened in a browser", "long ago"],
)
def test_old_nonsense_and_a_look_by_browser_do_not_hide_the_way(
    method: str, raw: bytes, ago: timedelta, asked_about: bool
) -> None:
    now = datetime.now(UTC)
    came = msgspec.structs.replace(
        arrived(FINE).record, method=method, raw=raw, received_at=now - ago
    )
    assert puzzling([came], now) is asked_about
