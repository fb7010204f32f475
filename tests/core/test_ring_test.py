"""A test ring is shown like a call, and is nobody's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import ME, at, call_ended, delivered, lost, waiting
from uis_desktop.core.calls import CallBook
from uis_desktop.core.cards import CardState, CardView
from uis_desktop.core.effects import KeepInHistory, OpenCustomer, ShowCard, TellDigest
from uis_desktop.core.events import CallEvent
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.core.ring_test import TEST_MARK, RingProblem

MARK = {TEST_MARK: True}
RING = replace(waiting(), extra=MARK)


class Desk:
    """A book; the last card and row it wanted."""

    def __init__(self) -> None:
        self.book = CallBook(ME)
        self.effects: list[object] = []

    def hear(self, *events: CallEvent) -> None:
        for number, event in enumerate(events):
            self.effects += self.book.apply(delivered(number + 1, event), event.at)

    @property
    def card(self) -> CardView:
        return [one.card for one in self.effects if isinstance(one, ShowCard)][-1]

    @property
    def row(self) -> HistoryRow:
        return [one.row for one in self.effects if isinstance(one, KeepInHistory)][-1]


def test_test_ring_has_a_card_that_says_so_and_cannot_be_called_back() -> None:
    desk = Desk()
    desk.hear(RING)
    assert (desk.card.state, desk.card.test) == (CardState.RINGING_ME, True)
    assert desk.card.contact_phone_number is None
    assert not any(isinstance(one, OpenCustomer) for one in desk.effects)


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(lost(), id="UIS's word for lost"),
        pytest.param(call_ended(talk_s=None, wait_s=None, is_lost=True), id="an end that says so"),
        pytest.param(call_ended(talk_s=None, wait_s=None), id="an end without a talk"),
    ],
)
def test_test_ring_is_never_a_missed_call(end: CallEvent) -> None:
    desk = Desk()
    desk.hear(RING, end)
    assert desk.row.outcome is Outcome.NOT_ANSWERED
    assert (desk.row.test, desk.row.missed) == (True, False)
    assert desk.row.contact_phone_number is None


def test_the_same_call_without_the_mark_is_missed() -> None:
    desk = Desk()
    desk.hear(waiting(), lost())
    assert (desk.row.test, desk.row.missed) == (False, True)


def test_test_ring_is_nothing_one_has_missed_while_away() -> None:
    book = CallBook(ME)
    book.replay(delivered(1, RING))
    book.replay(delivered(2, call_ended(talk_s=None, wait_s=None)))
    assert not any(isinstance(one, TellDigest) for one in book.caught_up(at(600)))


def test_word_of_a_newer_relay_is_a_problem_all_the_same() -> None:
    assert RingProblem("eaten_by_a_dog") is RingProblem.UNKNOWN
