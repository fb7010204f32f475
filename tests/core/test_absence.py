"""What counts as having been away, and what is told of it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.builders import (
    ME,
    PETROV,
    at,
    call_ended,
    delivered,
    incoming,
    lost,
    outgoing,
    recorded,
    talk_ended,
    talk_started,
    waiting,
)
from uis_desktop.core.absence import Digest
from uis_desktop.core.calls import CallBook
from uis_desktop.core.effects import Effect, ShowCard, TellDigest
from uis_desktop.core.events import CallEvent

#: Two hours after the start: everything the builders tell is long over.
BACK = 7200.0


def replayed(book: CallBook, events: Sequence[CallEvent], back_s: float = BACK) -> list[Effect]:
    """Everything the desk is asked to do when it comes back and these were missed."""
    effects = [e for n, event in enumerate(events, 1) for e in book.replay(delivered(n, event))]
    return effects + book.caught_up(at(back_s))


def digests(effects: Sequence[Effect]) -> list[Digest]:
    return [effect.digest for effect in effects if isinstance(effect, TellDigest)]


TALKED = (waiting("c1"), talk_started("c1"), call_ended("c1"))
LOST = (waiting("c2"), lost("c2"))
TAKEN = (
    waiting("c3"),
    talk_started("c3", employee=PETROV),
    talk_ended("c3", employee=PETROV),
    call_ended("c3", employee=PETROV),
)


def test_calls_that_ended_meanwhile_are_told_once_and_show_no_card() -> None:
    effects = replayed(CallBook(ME), (*TALKED, *LOST, *TAKEN, waiting("c4"), call_ended("c4")))
    assert digests(effects) == [Digest(calls=4, lost=1, taken=1)]
    assert not [effect for effect in effects if isinstance(effect, ShowCard)]


def test_link_that_was_down_for_a_moment_is_no_absence() -> None:
    assert digests(replayed(CallBook(ME), LOST, back_s=45)) == []


def test_ring_just_outside_the_window_is_an_absence() -> None:
    assert digests(replayed(CallBook(ME), LOST, back_s=62)) == [Digest(calls=1, lost=1)]


def test_nothing_missed_is_not_told() -> None:
    assert digests(replayed(CallBook(ME), ())) == []


def test_call_that_still_rings_is_a_card_and_not_in_the_digest() -> None:
    effects = replayed(CallBook(ME), (*LOST, waiting("now", s=BACK - 5)))
    assert digests(effects) == [Digest(calls=1, lost=1)]
    assert [e.card.key for e in effects if isinstance(e, ShowCard)] == ["now"]


def test_call_that_rang_before_the_sleep_and_was_lost_in_it_counts() -> None:
    book = CallBook(ME)
    book.apply(delivered(1, waiting("c2")), at(1))
    assert digests(replayed(book, [lost("c2")])) == [Digest(calls=1, lost=1)]


@pytest.mark.parametrize(
    "events",
    [
        pytest.param((outgoing("o"), call_ended("o")), id="my own call"),
        pytest.param((waiting("p", employee=PETROV), lost("p", employees=())), id="not for me"),
        pytest.param((incoming("i"),), id="nobody knows how it ended"),
    ],
)
def test_what_is_no_news_for_me_is_not_counted(events: tuple[CallEvent, ...]) -> None:
    assert digests(replayed(CallBook(ME), events)) == []


def test_late_record_of_a_call_whose_end_was_known_is_no_news() -> None:
    book = CallBook(ME)
    for number, event in enumerate(TALKED, 1):
        book.restore(delivered(number, event))
    assert digests(replayed(book, [recorded("c1", s=70)])) == []


def test_repeats_and_any_order_count_a_call_once() -> None:
    events = (lost("c2"), waiting("c2"), lost("c2"), waiting("c2"))
    assert digests(replayed(CallBook(ME), events)) == [Digest(calls=1, lost=1)]


def test_second_absence_is_counted_from_nothing() -> None:
    book = CallBook(ME)
    replayed(book, LOST)
    assert digests(replayed(book, (waiting("c9"), lost("c9")))) == [Digest(calls=1, lost=1)]


def test_absence_goes_on_over_a_link_that_breaks_in_the_middle() -> None:
    book = CallBook(ME)
    for number, event in enumerate(LOST, 1):
        book.replay(delivered(number, event))
    assert digests(replayed(book, TAKEN)) == [Digest(calls=2, lost=1, taken=1)]


def test_first_visit_of_a_desk_ever_is_no_absence() -> None:
    book = CallBook(ME)
    book.begin_at_the_beginning()
    assert digests(replayed(book, LOST)) == []
    assert digests(replayed(book, TAKEN)) == [Digest(calls=1, taken=1)]


def test_digest_nobody_has_read_is_added_to_the_next() -> None:
    both = Digest(calls=2, lost=1).with_older(Digest(calls=4, lost=1, taken=2))
    assert both == Digest(calls=6, lost=2, taken=2)


def test_catch_up_with_events_of_the_last_minute_is_no_absence() -> None:
    for seconds, away in ((61, False), (62, True)):
        book = CallBook(ME)
        book.replay(delivered(1, lost("c1", s=1)))
        told = [one for one in book.caught_up(at(seconds)) if isinstance(one, TellDigest)]
        assert bool(told) is away
