"""Why a call was seen or not: one answer out of everything that became of its card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.builders import at, call_ended, delivered, lost, recorded, talk_started, waiting
from uis_desktop.core.calls import CallBook
from uis_desktop.core.effects import Effect, NoteFate
from uis_desktop.core.events import CallEvent, Employee, Kind
from uis_desktop.core.fates import Fate, FateNote, Place, fate_of, verdict
from uis_desktop.core.manners import HiddenBy
from uis_desktop.core.story import story
from uis_desktop.core.surfaces import Surface

ME = Employee(id="101", name="Иванова Анна", extension="201")
CARDS, NATIVE, WINDOW = Surface.CARDS, Surface.NOTIFICATIONS, Surface.WINDOW


@pytest.mark.parametrize(
    ("place", "surface", "fate"),
    [
        (Place(placed=True), CARDS, None),
        (Place(placed=True, hidden=HiddenBy.QUIET), CARDS, None),
        (Place(hidden=HiddenBy.QUIET), CARDS, Fate.QUIET),
        (Place(hidden=HiddenBy.FULL_SCREEN), CARDS, Fate.FULL_SCREEN),
        (Place(hidden=HiddenBy.LOCKED, asked=True), CARDS, Fate.LOCKED),
        (Place(hidden=HiddenBy.COLLEAGUES_RING), CARDS, Fate.COLLEAGUES_RING),
        (Place(hidden=HiddenBy.QUIET, elsewhere=True), NATIVE, Fate.QUIET),
        (Place(dismissed=True, hidden=HiddenBy.QUIET), CARDS, Fate.DISMISSED),
        (Place(elsewhere=True), NATIVE, Fate.NOTIFIED),
        (Place(elsewhere=True), WINDOW, Fate.IN_WINDOW),
        # Nobody has decided yet what shows calls.
        (Place(elsewhere=True), CARDS, None),
        (Place(elsewhere=True, asked=True), NATIVE, Fate.NO_ROOM),
        (Place(), CARDS, Fate.NO_ROOM),
    ],
)
def test_place_of_a_card_tells_what_became_of_it(
    place: Place, surface: Surface, fate: Fate | None
) -> None:
    assert fate_of(place, surface) is fate


@pytest.mark.parametrize(
    ("fates", "answer"),
    [
        ([], None),
        ([Fate.QUIET], Fate.QUIET),
        ([Fate.QUIET, Fate.PAINTED], Fate.PAINTED),
        ([Fate.PAINTED, Fate.DISMISSED], Fate.PAINTED),
        ([Fate.NO_ROOM, Fate.PAINTED], Fate.PAINTED),
        ([Fate.NOTIFIED, Fate.PAINTED], Fate.PAINTED),
        ([Fate.FULL_SCREEN, Fate.QUIET], Fate.QUIET),
        ([Fate.NO_SOUND], None),
        ([Fate.COLLEAGUES_RING, Fate.NO_SOUND], Fate.COLLEAGUES_RING),
    ],
)
def test_who_saw_a_card_saw_it_and_otherwise_the_last_reason_counts(
    fates: list[Fate], answer: Fate | None
) -> None:
    assert verdict(fates) is answer


class Desk:
    """A book; what it wants noted."""

    def __init__(self) -> None:
        self.book = CallBook(ME)
        self.noted: list[tuple[str, Fate]] = []
        self.number = 0

    def hear(self, event: CallEvent, *, s: float | None = None) -> None:
        """Take an event in, so many seconds after the start; at once if not told."""
        self.number += 1
        now = event.at if s is None else at(s)
        self._note(self.book.apply(delivered(self.number, event), now))

    def miss(self, *events: CallEvent, back_s: float) -> None:
        """Be away while these happened."""
        for event in events:
            self.number += 1
            self._note(self.book.replay(delivered(self.number, event)))
        self._note(self.book.caught_up(at(back_s)))

    def _note(self, effects: Sequence[Effect]) -> None:
        self.noted += [(one.key, one.fate) for one in effects if isinstance(one, NoteFate)]


def test_ring_that_came_too_late_is_explained_once() -> None:
    desk = Desk()
    desk.hear(waiting(), s=62)
    desk.hear(waiting(), s=63)
    assert desk.noted == [("c1", Fate.TOO_OLD)]


def test_call_that_has_a_card_needs_no_explanation() -> None:
    desk = Desk()
    for event in (waiting(), talk_started(), call_ended(), recorded()):
        desk.hear(event)
    assert desk.noted == []


def test_call_that_ended_while_nobody_was_here_was_over() -> None:
    desk = Desk()
    desk.miss(waiting(), lost(), back_s=600)
    assert desk.noted == [("c1", Fate.OVER)]


def test_ring_that_goes_on_after_an_absence_is_too_old_or_gets_its_card() -> None:
    desk = Desk()
    desk.miss(waiting("old"), waiting("new", s=590), back_s=600)
    assert desk.noted == [("old", Fate.TOO_OLD)]


def test_late_record_of_a_call_of_before_explains_nothing() -> None:
    desk = Desk()
    desk.book.restore(delivered(1, waiting()))
    desk.book.restore(delivered(2, lost()))
    desk.hear(recorded(), s=4000)
    assert desk.noted == []


def test_story_has_every_event_with_its_hops_and_tells_repeats() -> None:
    ring = replace(delivered(1, waiting()), sent_at=at(2), heard_at=at(3))
    told = story(
        [ring, delivered(2, waiting()), delivered(3, waiting(leg="other"))],
        [
            FateNote(call="c1", fate=Fate.PAINTED, at=at(4)),
            FateNote(call="c1", fate=Fate.QUIET, at=at(1)),
        ],
    )
    assert [hops.repeat for hops in told.events] == [False, True, False]
    first = told.events[0]
    assert first.kind is Kind.WAITING
    assert (first.happened_at, first.sent_at, first.heard_at) == (at(1), at(2), at(3))
    assert [note.fate for note in told.fates] == [Fate.QUIET, Fate.PAINTED]
    assert told.answer == FateNote(call="c1", fate=Fate.PAINTED, at=at(4))
    assert not told.silent
