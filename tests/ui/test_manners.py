"""When cards stay away, and where they stand: the person's choices at work."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QGuiApplication, QScreen
from pytestqt.qtbot import QtBot

from tests.ui import samples
from tests.ui.person import Screen, press
from uis_desktop.core.cards import CardState
from uis_desktop.core.preferences import Corner, Preferences
from uis_desktop.ui.cards.places import EDGE
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.notices import Notice
from uis_desktop.ui.refusals import Words
from uis_desktop.ui.theme import Theme


def ring(screen: Screen, *keys: str) -> None:
    for key in keys:
        screen.stack.show_card(samples.ringing(key))
        screen.pass_time(1)


class Presenter:
    """Somebody who fills the screen, or not."""

    def __init__(self) -> None:
        self.presents = True

    def fills(self, screen: QScreen) -> bool:
        return self.presents


@pytest.fixture
def presented(screen: Screen, theme: Theme) -> Presenter:
    """The stack of a screen that somebody fills."""
    presenter = Presenter()
    screen.stack.close()
    screen.stack = Stack(
        theme, now=lambda: screen.now, clock=lambda: screen.seconds, filled=presenter
    )
    return presenter


def test_ring_waits_while_somebody_presents_and_comes_up_afterwards(
    screen: Screen, presented: Presenter, qtbot: QtBot
) -> None:
    ring(screen, "1", "2")
    assert screen.keys() == []
    assert screen.stack.without_room == 0
    assert [view.key for view in screen.stack.cards()] == ["2", "1"]
    presented.presents = False
    qtbot.waitUntil(lambda: screen.keys() == ["2", "1"], timeout=15_000)


def test_notice_waits_while_somebody_presents_and_is_then_shown_for_its_whole_time(
    screen: Screen, presented: Presenter, theme: Theme, qtbot: QtBot
) -> None:
    notice = Notice(Words("Нет связи", "Проверьте сеть."), theme)
    screen.stack.show_popup("notice", notice, 3600)
    assert not notice.isVisible()
    presented.presents = False
    qtbot.waitUntil(notice.isVisible, timeout=15_000)


def test_call_that_ends_while_it_is_hidden_leaves_no_card(
    screen: Screen, presented: Presenter
) -> None:
    ring(screen, "1")
    screen.stack.fold_card(samples.in_state(CardState.LOST), 8)
    assert screen.stack.cards() == []


def test_card_the_person_asks_for_is_shown_even_while_somebody_presents(
    screen: Screen, presented: Presenter
) -> None:
    ring(screen, "1")
    assert screen.stack.ask_for("1")
    assert screen.keys() == ["1"]


def test_quiet_time_takes_cards_away_and_gives_the_ones_that_still_run_back(
    screen: Screen, qtbot: QtBot
) -> None:
    ring(screen, "1")
    screen.stack.live_by(Preferences(quiet_until=screen.now + timedelta(minutes=30)))
    ring(screen, "2")
    assert screen.keys() == []
    screen.pass_time(1800)
    qtbot.waitUntil(lambda: screen.keys() == ["2", "1"], timeout=15_000)


def test_card_under_the_pointer_is_not_taken_away_by_a_rule(screen: Screen) -> None:
    ring(screen, "1")
    screen.pointer = screen.shown("1").geometry().center()
    screen.stack.live_by(Preferences(quiet_until=screen.now + timedelta(minutes=30)))
    assert screen.keys() == ["1"]


def test_colleagues_ring_comes_up_as_soon_as_my_phone_rings_too(screen: Screen) -> None:
    screen.stack.live_by(Preferences(colleagues_rings=False))
    theirs = replace(samples.in_state(CardState.RINGING_COLLEAGUE), concerns_me=False)
    screen.stack.show_card(theirs)
    assert screen.keys() == []
    ring(screen, "1")
    assert screen.keys() == ["1"]


def test_stack_tells_when_my_phone_begins_and_stops_to_ring(screen: Screen) -> None:
    told: list[bool] = []
    screen.stack.ringing_changed.connect(told.append)
    screen.stack.show_card(samples.in_state(CardState.RINGING_COLLEAGUE, "2"))
    assert told == []
    ring(screen, "1")
    ring(screen, "1")
    assert told == [True]
    screen.stack.show_card(samples.in_state(CardState.TALKING))
    assert told == [True, False]


def test_ring_the_person_hid_rings_no_more(screen: Screen) -> None:
    ring(screen, "1")
    press(screen.shown("1"), "Скрыть карточку")
    assert not screen.stack.ringing


def test_choice_of_another_corner_moves_the_cards_at_once(screen: Screen) -> None:
    ring(screen, "1")
    screen.stack.live_by(Preferences(corner=Corner.TOP_LEFT))
    area = QGuiApplication.primaryScreen().availableGeometry()
    card = screen.shown("1").geometry()
    assert (card.left() - area.left(), card.top() - area.top()) == (EDGE, EDGE)
