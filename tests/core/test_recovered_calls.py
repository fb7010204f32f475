"""Calls the relay was told of only when they were long over: history, never a card."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest

from tests.builders import (
    EPOCH,
    ME,
    PETROV,
    START,
    at,
    call_ended,
    incoming,
    lost,
    recorded,
    talk_started,
    waiting,
)
from uis_desktop.core.calls import CallBook
from uis_desktop.core.effects import Effect, FoldCard, KeepInHistory, ShowCard
from uis_desktop.core.events import CallEvent, Delivered, Direction
from uis_desktop.core.history import HistoryRow, Outcome

#: The relay hears of it when it is up again.
HOURS_LATER = at(4 * 3600)
MISSED = (lost(s=30), call_ended(s=30, employee=None, talk_s=0, wait_s=30, is_lost=True))
TAKEN = (call_ended(s=45, employee=PETROV, talk_s=40, wait_s=5), recorded(s=45, employee=PETROV))
MINE = (call_ended(s=45, talk_s=40, wait_s=5), recorded(s=45))
DIALLED = (call_ended(s=45, talk_s=0, wait_s=45, direction=Direction.OUT),)


def news(events: Sequence[CallEvent], book: CallBook | None = None) -> list[Effect]:
    """What the desk is asked to do when these arrive, live, hours later."""
    book = book or CallBook(ME)
    arrived = (
        Delivered(epoch=EPOCH, number=number, received_at=HOURS_LATER, event=event)
        for number, event in enumerate(events, 1)
    )
    return [effect for delivered in arrived for effect in book.apply(delivered, HOURS_LATER)]


def last_row(effects: Sequence[Effect]) -> HistoryRow:
    return [effect.row for effect in effects if isinstance(effect, KeepInHistory)][-1]


@pytest.mark.parametrize(
    ("events", "outcome"),
    [
        pytest.param(MISSED, Outcome.LOST, id="missed"),
        pytest.param(TAKEN, Outcome.TAKEN_BY_COLLEAGUE, id="taken by a colleague"),
        pytest.param(MINE, Outcome.TALKED, id="my talk"),
        pytest.param(DIALLED, Outcome.NOT_ANSWERED, id="dialled in vain"),
    ],
)
def test_a_call_that_was_over_is_history_and_no_card(
    events: Sequence[CallEvent], outcome: Outcome
) -> None:
    for order in permutations(events):
        effects = news(order)
        assert not [effect for effect in effects if isinstance(effect, ShowCard | FoldCard)]
        row = last_row(effects)
        assert row.outcome is outcome
        assert row.started_at == START


def test_it_is_among_my_missed_calls_if_my_phone_rang() -> None:
    assert last_row(news(MISSED)).concerns_me
    assert not last_row(news((lost(employees=[PETROV]),))).concerns_me


def test_a_ring_that_comes_after_it_rings_no_more() -> None:
    book = CallBook(ME)
    news(MISSED, book)
    assert not [e for e in news((incoming(), waiting()), book) if isinstance(e, ShowCard)]


def test_a_card_that_stayed_open_when_the_relay_died_is_put_away() -> None:
    book = CallBook(ME)
    for number, event in enumerate((incoming(), waiting(), talk_started()), 1):
        delivered = Delivered(epoch=EPOCH, number=number, received_at=event.at, event=event)
        effects = book.apply(delivered, event.at)
    assert any(isinstance(effect, ShowCard) for effect in effects)
    assert any(isinstance(effect, FoldCard) for effect in news(MINE, book))


def test_an_event_that_tells_the_beginning_is_believed() -> None:
    early = incoming(s=-7)
    assert last_row(news((*MISSED, early))).started_at == early.at


def test_a_length_that_cannot_be_is_not_believed_for_long() -> None:
    absurd = call_ended(s=46, talk_s=10**18, wait_s=0)
    assert last_row(news((absurd,))).started_at == at(46 - 24 * 3600)
