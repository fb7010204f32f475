from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, QSize
from PySide6.QtGui import QGuiApplication, QHoverEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui import samples
from tests.ui.person import FAR_AWAY, Screen, press
from uis_desktop.core.cards import CardState
from uis_desktop.core.preferences import Corner
from uis_desktop.ui.cards.card import Card
from uis_desktop.ui.cards.folding import Folding
from uis_desktop.ui.cards.places import EDGE, GAP, Fixed, how_many_fit, places

AREA = QRect(0, 0, 1000, 800)


def ring(screen: Screen, *keys: str) -> None:
    for key in keys:
        screen.stack.show_card(samples.ringing(key))
        screen.pass_time(1)


def hover(card: Card, kind: QEvent.Type, x: float) -> None:
    """The pointer is at ``x`` on the card, as Qt tells it."""
    place = QPointF(x, 60)
    QApplication.sendEvent(card, QHoverEvent(kind, place, QPointF(card.mapToGlobal(place)), place))


def test_newest_card_stands_in_the_corner_and_older_ones_above() -> None:
    first, second = places(AREA, [QSize(380, 100), QSize(380, 200)])
    assert (first.x(), first.y()) == (1000 - EDGE - 380, 800 - EDGE - 100)
    assert second.y() == first.y() - GAP - 200


@pytest.mark.parametrize("corner", Corner)
def test_newest_card_is_nearest_every_corner(corner: Corner) -> None:
    near, far = places(AREA, [QSize(380, 100), QSize(380, 200)], corner)
    assert near.left() == far.left() == (EDGE if "left" in corner else 1000 - EDGE - 380)
    if "top" in corner:
        assert (near.top(), far.top()) == (EDGE, EDGE + 100 + GAP)
    else:
        assert (near.bottom(), far.bottom()) == (799 - EDGE, 799 - EDGE - 100 - GAP)


def test_fixed_card_in_an_upper_corner_grows_downwards() -> None:
    fixed = Fixed(0, QRect(16, 16, 380, 100))
    (rect,) = places(AREA, [QSize(380, 150)], Corner.TOP_LEFT, fixed)
    assert rect == QRect(16, 16, 380, 150)


def test_fixed_card_keeps_its_foot_when_it_grows() -> None:
    fixed = Fixed(0, QRect(600, 500, 380, 100))
    (rect,) = places(AREA, [QSize(380, 150)], fixed=fixed)
    assert rect == QRect(600, 450, 380, 150)


def test_only_as_many_cards_are_shown_as_the_screen_is_high() -> None:
    def fit(height: int, *, others: bool = False) -> int:
        return how_many_fit(height, [200, 200, 200], more=40, others=others)

    three = 2 * EDGE + 3 * 200 + 2 * GAP
    two_and_line = 2 * EDGE + 2 * 200 + GAP + GAP + 40
    assert (fit(three), fit(three - 1)) == (3, 2)
    assert (fit(three, others=True), fit(three + GAP + 40, others=True)) == (2, 3)
    assert (fit(two_and_line), fit(two_and_line - 1), fit(0)) == (2, 1, 1)


def test_cards_stand_in_the_corner_of_the_work_area(screen: Screen) -> None:
    ring(screen, "1")
    area = QGuiApplication.primaryScreen().availableGeometry()
    card = screen.shown("1").geometry()
    assert (area.right() - card.right(), area.bottom() - card.bottom()) == (EDGE, EDGE)


def test_three_cards_are_shown_and_the_rest_is_counted(screen: Screen) -> None:
    ring(screen, "1", "2", "3", "4", "5")
    assert screen.keys() == ["5", "4", "3"]
    assert screen.stack.without_room == 2


def test_line_that_counts_the_rest_speaks_russian(screen: Screen) -> None:
    ring(screen, "1", "2", "3", "4", "5")
    more = screen.stack.more
    assert more.isVisible()
    assert more.windowTitle() == "и ещё 2"
    assert more.geometry().bottom() < screen.shown("3").geometry().top()


def test_pressing_the_line_that_counts_the_rest_asks_for_the_window(
    screen: Screen, qtbot: QtBot
) -> None:
    ring(screen, "1", "2", "3", "4")
    with qtbot.waitSignal(screen.stack.more_wanted):
        press(screen.stack.more, "и ещё 1")


def test_card_that_waited_comes_up_when_there_is_room(screen: Screen) -> None:
    ring(screen, "1", "2", "3", "4")
    screen.stack.drop("4")
    assert screen.keys() == ["3", "2", "1"]
    assert not screen.stack.more.isVisible()


def test_my_talk_stays_on_the_screen_however_many_ring(screen: Screen) -> None:
    screen.stack.show_card(samples.in_state(CardState.TALKING, "talk"))
    ring(screen, "1", "2", "3", "4")
    assert screen.keys() == ["4", "3", "talk"]
    assert screen.stack.without_room == 2


def test_finished_card_makes_room_for_one_that_rings(screen: Screen) -> None:
    ring(screen, "1", "2", "3")
    for key in ("2", "3"):
        screen.stack.fold_card(samples.in_state(CardState.ENDED, key), 8)
    ring(screen, "4", "5")
    assert screen.keys() == ["5", "4", "1"]


def test_same_call_told_twice_is_one_card(screen: Screen) -> None:
    ring(screen, "1", "1")
    screen.stack.show_card(samples.in_state(CardState.TALKING))
    assert screen.keys() == ["1"]
    assert screen.shown("1").view.state is CardState.TALKING


def test_new_ring_does_not_move_the_card_under_the_pointer(screen: Screen) -> None:
    ring(screen, "1")
    before = screen.shown("1").geometry()
    screen.pointer = before.center()
    ring(screen, "2", "3", "4")
    assert screen.shown("1").geometry() == before
    assert screen.keys() == ["1", "3", "4"]
    assert screen.stack.without_room == 1


def test_cards_fall_into_order_when_the_pointer_leaves(screen: Screen) -> None:
    ring(screen, "1")
    card = screen.shown("1")
    screen.pointer = card.geometry().center()
    ring(screen, "2")
    screen.pointer = FAR_AWAY
    card.pointer_left.emit()
    assert screen.keys() == ["2", "1"]


def test_card_that_was_moved_ignores_clicks_for_a_moment(screen: Screen) -> None:
    screen.stack.show_card(samples.in_state(CardState.LOST, "1"))
    screen.pass_time(5)
    screen.stack.show_card(samples.ringing("2"))
    asked: list[object] = []
    screen.stack.card_maker.call_back_wanted.connect(asked.append)
    press(screen.shown("1"), "Перезвонить")
    assert asked == []


def test_hidden_card_does_not_come_back_by_itself(screen: Screen) -> None:
    ring(screen, "1")
    press(screen.shown("1"), "Скрыть карточку")
    screen.stack.show_card(samples.in_state(CardState.TALKING))
    assert screen.keys() == []
    assert [view.state for view in screen.stack.cards()] == [CardState.TALKING]


def test_hidden_card_comes_back_when_the_person_asks_for_it(screen: Screen) -> None:
    ring(screen, "1")
    press(screen.shown("1"), "Скрыть карточку")
    assert screen.stack.ask_for("1")
    assert screen.keys() == ["1"]


def test_hidden_card_is_forgotten_at_the_end_of_its_call(screen: Screen) -> None:
    ring(screen, "1")
    press(screen.shown("1"), "Скрыть карточку")
    screen.stack.fold_card(samples.in_state(CardState.ENDED), 8)
    assert screen.stack.cards() == []


def test_folded_card_goes_after_its_time(screen: Screen, qtbot: QtBot) -> None:
    ring(screen, "1")
    screen.stack.fold_card(samples.in_state(CardState.ENDED), 0.05)
    assert screen.keys() == ["1"]
    qtbot.waitUntil(lambda: screen.keys() == [], timeout=15_000)


def test_pointer_on_a_card_keeps_it(qtbot: QtBot) -> None:
    folding = Folding()
    gone: list[bool] = []
    folding.due.connect(lambda: gone.append(True))
    folding.hold(True)
    folding.start(1)
    marker = Folding()
    with qtbot.waitSignal(marker.due):
        marker.start(50)
    assert gone == []
    with qtbot.waitSignal(folding.due, timeout=15_000):
        folding.hold(False)


def test_pointer_that_moves_on_a_card_holds_it_and_lets_go(screen: Screen) -> None:
    ring(screen, "1")
    card = screen.shown("1")
    held: list[bool] = []
    card.held_changed.connect(held.append)
    hover(card, QEvent.Type.HoverEnter, 100)
    hover(card, QEvent.Type.HoverMove, 100)
    assert held == []
    hover(card, QEvent.Type.HoverMove, 120)
    assert held == [True]
    hover(card, QEvent.Type.HoverLeave, -50)
    assert held == [True, False]


def test_card_that_is_gone_stays_gone_when_more_is_told_of_its_call(screen: Screen) -> None:
    ring(screen, "1")
    screen.stack.drop("1")
    screen.stack.fold_card(samples.in_state(CardState.TAKEN), 4)
    assert screen.stack.cards() == []


def test_record_told_while_a_card_folds_does_not_keep_it_longer(
    screen: Screen, qtbot: QtBot
) -> None:
    ring(screen, "1")
    ended = samples.in_state(CardState.ENDED)
    screen.stack.fold_card(ended, 0.05)
    screen.stack.fold_card(replace(ended, recorded=not ended.recorded), 3600)
    assert screen.shown("1").view.recorded is not ended.recorded
    qtbot.waitUntil(lambda: screen.keys() == [], timeout=15_000)


def test_clock_ticks_only_while_a_call_goes_on(screen: Screen) -> None:
    assert not screen.stack.ticking
    ring(screen, "1")
    assert screen.stack.ticking
    screen.stack.fold_card(samples.in_state(CardState.ENDED), 8)
    assert not screen.stack.ticking


@pytest.mark.parametrize("count", [1, 2, 3])
def test_cards_never_overlap(screen: Screen, count: int) -> None:
    for number in range(count):
        view = replace(samples.every_card()["long"], key=str(number))
        screen.stack.show_card(view)
    rects = [popup.geometry() for popup in screen.stack.shown()]
    assert not any(a.intersects(b) for n, a in enumerate(rects) for b in rects[n + 1 :])
