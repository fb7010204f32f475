"""Which of several failures at once ends a session, and which says nothing."""

from __future__ import annotations

from tests.fakes.relay import FakeDirectory
from uis_desktop.errors import HistoryUnreadable, ServiceUnreachable
from uis_desktop.session.colleague_states import ColleagueStates
from uis_desktop.session.failures import first_unreadable

LOST = HistoryUnreadable("disk")


def test_history_that_cannot_be_read_is_found_however_deep_it_lies() -> None:
    other, deep = ServiceUnreachable("x"), ExceptionGroup("inner", [ValueError("y"), LOST])
    assert first_unreadable(ExceptionGroup("outer", [other, LOST])) is LOST
    assert first_unreadable(ExceptionGroup("outer", [other, deep])) is LOST
    empty = ExceptionGroup("inner", [ValueError("y")])
    assert first_unreadable(ExceptionGroup("outer", [empty, deep])) is LOST
    assert first_unreadable(ExceptionGroup("outer", [other, empty])) is None


async def test_who_talks_is_nobody_if_the_relay_does_not_answer() -> None:
    directory = FakeDirectory()
    directory.busy = frozenset({"102"})
    states = ColleagueStates(directory)
    assert await states.talking() == {"102"}
    directory.busy = ServiceUnreachable("x")
    assert await states.talking() == frozenset()
