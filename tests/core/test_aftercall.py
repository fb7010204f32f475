"""What a finished call is marked with, and what becomes of a wish."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import at
from uis_desktop.core.aftercall import (
    TagMark,
    card_may_be_tagged,
    may_be_tagged,
    pause_s,
    settled,
    tags_on,
)
from uis_desktop.core.cards import CardState, CardView
from uis_desktop.core.events import Direction
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.core.tags import Tag, TagWish, WishState
from uis_desktop.errors import (
    OutcomeUnknown,
    ReplyNotUnderstood,
    ServiceRefused,
    ServiceUnreachable,
    UisError,
)

TARGET, SPAM = Tag(id="1", name="Целевой"), Tag(id="2", name="Спам")
CALL = HistoryRow(
    key="700",
    direction=Direction.IN,
    outcome=Outcome.TALKED,
    started_at=at(0),
    ended_at=at(60),
    concerns_me=True,
)


def wish(
    tag: Tag = TARGET,
    *,
    wanted: bool = True,
    state: WishState = WishState.WAITING,
    reason: str = "",
) -> TagWish:
    return TagWish(number=1, call=CALL.key, tag=tag, wanted=wanted, state=state, reason=reason)


def mark(call: HistoryRow) -> TagMark:
    """What is said of the one tag."""
    (one,) = tags_on(call, [TARGET])
    return one


CARD = CardView(
    key="click-1",
    state=CardState.ENDED,
    direction=Direction.OUT,
    since=at(0),
    call_session_id="700",
)


@pytest.mark.parametrize(
    ("card", "may"),
    [
        (CARD, True),
        (replace(CARD, state=CardState.LOST), True),
        (replace(CARD, state=CardState.NOT_ANSWERED), True),
        (replace(CARD, state=CardState.TALKING), False),
        (replace(CARD, state=CardState.UNKNOWN), False),
        (replace(CARD, call_session_id=None), False),
        (replace(CARD, call_session_id="click-1"), False),
        (replace(CARD, concerns_me=False), False),
        (replace(CARD, test=True), False),
    ],
)
def test_card_offers_tags_once_its_call_is_over_and_known_to_uis(card: CardView, may: bool) -> None:
    assert card_may_be_tagged(card) is may


def test_tag_that_waits_is_on_the_call_at_once_but_not_at_uis() -> None:
    assert mark(replace(CALL, tag_wishes=(wish(),))) == TagMark(
        id="1", name="Целевой", on=True, waiting=True
    )


def test_tag_that_uis_has_taken_is_simply_on() -> None:
    taken = wish(state=WishState.AT_UIS)
    assert mark(replace(CALL, tag_wishes=(taken,))) == TagMark(id="1", name="Целевой", on=True)


def test_wish_that_was_refused_leaves_the_tag_as_it_was() -> None:
    refused = wish(state=WishState.REFUSED, reason="entity_not_found")
    told = mark(replace(CALL, tag_wishes=(refused,)))
    assert (told.on, told.waiting, told.refused) == (False, False, "entity_not_found")
    off = wish(wanted=False, state=WishState.REFUSED, reason="entity_not_found")
    assert mark(replace(CALL, tag_names=("Целевой",), tag_wishes=(off,))).on


def test_last_wish_counts_more_than_what_uis_told_during_the_call() -> None:
    taken_off = wish(wanted=False, state=WishState.AT_UIS)
    assert not mark(replace(CALL, tag_names=("Целевой",), tag_wishes=(taken_off,))).on


def test_tag_uis_told_of_is_on_even_if_the_company_has_it_no_more() -> None:
    call = replace(CALL, tag_names=("Спам", "Прежний"))
    assert tags_on(call, [TARGET, SPAM]) == (
        TagMark(id="1", name="Целевой"),
        TagMark(id="2", name="Спам", on=True),
        TagMark(id=None, name="Прежний", on=True),
    )


def test_wish_for_a_tag_that_is_gone_is_shown_only_as_long_as_it_says_something() -> None:
    assert [one.name for one in tags_on(replace(CALL, tag_wishes=(wish(SPAM),)), [TARGET])] == [
        "Целевой", "Спам"
    ]  # fmt: skip
    off = wish(SPAM, wanted=False, state=WishState.AT_UIS)
    assert [one.name for one in tags_on(replace(CALL, tag_wishes=(off,)), [TARGET])] == ["Целевой"]


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(replace(CALL, outcome=Outcome.GOING_ON, ended_at=None), id="goes on"),
        pytest.param(replace(CALL, key="dial:click-1"), id="never was a call"),
        pytest.param(replace(CALL, concerns_me=False), id="a colleague's"),
        pytest.param(replace(CALL, test=True), id="test ring"),
    ],
)
def test_call_that_uis_would_refuse_is_not_offered_to_be_tagged(call: HistoryRow) -> None:
    assert may_be_tagged(CALL)
    assert not may_be_tagged(call)


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (None, WishState.AT_UIS),
        (ServiceRefused("duplicate_tag", code=-32602), WishState.AT_UIS),
        (ServiceUnreachable("offline"), WishState.WAITING),
        (OutcomeUnknown("no answer"), WishState.WAITING),
        (ReplyNotUnderstood("a gateway's page"), WishState.WAITING),
        (ServiceRefused("limit_exceeded", code=-32029), WishState.WAITING),
        (ServiceRefused("relay_too_many", code=-32053), WishState.WAITING),
        (ServiceRefused("relay_key_refused", code=-32055), WishState.WAITING),
        (ServiceRefused("entity_not_found", code=-32602), WishState.REFUSED),
        (ServiceRefused("call_session_not_found", code=-32602), WishState.REFUSED),
        (ServiceRefused("", code=-32002), WishState.REFUSED),
    ],
)
def test_only_a_final_refusal_ends_a_wish_in_vain(error: UisError | None, state: WishState) -> None:
    told, reason = settled(error)
    assert told is state
    assert bool(reason) is (state is WishState.REFUSED)


def test_pauses_grow_to_a_quarter_of_an_hour_and_differ() -> None:
    assert [pause_s(n, 1.0) for n in (1, 2, 3)] == [5, 10, 20]
    assert pause_s(1000, 1.0) == 900
    assert pause_s(1000, 0.0) == 450
