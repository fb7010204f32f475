"""The books of a round of the speed benchmark; nothing is timed here."""

from __future__ import annotations

from tests.benchmarks.speed.rounds import (
    DURABLE,
    RELAY,
    compared,
    middle,
    ratio,
    total,
    turns,
)
from tests.benchmarks.speed.tally import Tally

MS = 1_000_000


def test_round_is_complete_once_all_is_answered_and_heard() -> None:
    tally = Tally()
    tally.sent("a", 7, 0)
    tally.heard(7, 2 * MS)
    assert not tally.complete
    assert tally.answered("a", 3 * MS, stored=True)
    assert tally.complete
    assert (tally.delays, tally.waits) == ([2.0], [3.0])


def test_frame_of_a_refused_notification_is_not_waited_for() -> None:
    tally = Tally()
    tally.sent("a", 7, 0)
    tally.answered("a", MS, stored=False)
    assert tally.complete
    assert tally.refused == 1


def test_answer_and_frame_of_an_earlier_round_are_not_counted() -> None:
    tally = Tally()
    assert not tally.answered("a", MS, stored=True)
    tally.heard(7, MS)
    assert (tally.delays, tally.waits, tally.expected) == ([], [], 0)


def test_frame_that_never_came_is_missing() -> None:
    tally = Tally()
    tally.sent("a", 7, 0, listeners=3)
    tally.answered("a", MS, stored=True)
    tally.heard(7, MS)
    assert (tally.complete, tally.expected) == (False, 2)


def test_everybody_is_first_in_turn() -> None:
    assert list(turns(["a", "b", "c"], 4)) == [
        ["a", "b", "c"],
        ["b", "c", "a"],
        ["c", "a", "b"],
        ["a", "b", "c"],
    ]


def test_ratio_pairs_the_figures_of_one_round() -> None:
    rounds = [
        {RELAY: {"p50": 1.0}, DURABLE: {"p50": 2.0}},
        {RELAY: {"p50": 50.0}, DURABLE: {"p50": 100.0}},
        {RELAY: {"p50": 3.0}, DURABLE: {"p50": 4.0}},
    ]
    assert middle(rounds, RELAY, "p50") == 3.0
    assert ratio(rounds, "p50", RELAY, DURABLE) == 0.5
    assert compared(rounds, lambda one: one[RELAY]["p50"]) == 3.0


def test_losses_of_all_rounds_are_added_up() -> None:
    rounds = [{RELAY: {"refused": 1, "missing": 2}}, {RELAY: {"refused": 0, "missing": 4}}]
    assert total(rounds, RELAY, "refused", "missing") == 7
