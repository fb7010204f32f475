"""A note is written on the card itself, and the card waits for who writes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.builders import call_ended, talk_ended, talk_started, waiting
from tests.session.stage import arrived, until
from tests.ui import samples
from tests.ui.person import Screen, button, is_whole
from tests.ui.test_desk import Office
from uis_desktop.core.cards import CardState
from uis_desktop.core.preferences import Corner, Preferences
from uis_desktop.errors import HistoryUnreadable, UisError
from uis_desktop.ui.cards.card_note import CardNote
from uis_desktop.ui.noting import Noting
from uis_desktop.ui.tasks import Tasks

TALK = samples.in_state(CardState.TALKING)


def note_on(card: QWidget) -> CardNote | None:
    return next((one for one in card.findChildren(CardNote) if not one.isHidden()), None)


def the_note(card: QWidget) -> CardNote:
    note = note_on(card)
    assert note is not None
    return note


def written_on(screen: Screen) -> CardNote:
    """The note on the card of a talk, somebody's cursor in it."""
    screen.stack.show_card(TALK)
    screen.stack.show_note("1", "")
    note = the_note(screen.shown("1"))
    QApplication.sendEvent(note, QFocusEvent(QFocusEvent.Type.FocusIn))
    return note


def leave(note: CardNote) -> None:
    reason = Qt.FocusReason.ActiveWindowFocusReason
    QApplication.sendEvent(note, QFocusEvent(QFocusEvent.Type.FocusOut, reason))


def test_card_of_a_talk_can_be_written_on_once_its_note_is_known(screen: Screen) -> None:
    screen.stack.show_card(samples.ringing())
    screen.stack.show_note("1", "")
    assert note_on(screen.shown("1")) is None, "while it rings there is nothing to write down"
    screen.stack.show_card(TALK)
    assert note_on(screen.shown("1")) is None, "it would hide what was written before"
    screen.stack.show_note("1", "Ждёт счёт")
    note = the_note(screen.shown("1"))
    assert note.toPlainText() == "Ждёт счёт"
    assert note.accessibleName() == "Заметка к этому звонку"
    assert is_whole(screen.shown("1"))


@pytest.mark.parametrize("corner", [Corner.BOTTOM_RIGHT, Corner.TOP_RIGHT])
def test_field_of_the_note_moves_no_button(screen: Screen, corner: Corner) -> None:
    screen.stack.live_by(Preferences(corner=corner))
    screen.stack.show_card(TALK)
    end = button(screen.shown("1"), "Завершить")
    before = end.mapToGlobal(QPoint())
    screen.stack.show_note("1", "")
    assert end.mapToGlobal(QPoint()) == before
    assert the_note(screen.shown("1")).height() > 30


def test_each_keystroke_is_a_wish_to_keep_the_whole_note(screen: Screen) -> None:
    typed = QSignalSpy(screen.stack.card_maker.note_typed)
    note = written_on(screen)
    note.insertPlainText("д")
    note.insertPlainText("а")
    assert [typed.at(n) for n in range(typed.count())] == [["1", "д"], ["1", "да"]]


def test_click_asks_for_the_keyboard_and_never_in_the_first_moment(screen: Screen) -> None:
    screen.stack.show_card(TALK)
    screen.stack.show_note("1", "")
    card = screen.shown("1")
    accepts = Qt.WindowType.WindowDoesNotAcceptFocus
    QTest.mouseClick(the_note(card).viewport(), Qt.MouseButton.LeftButton)
    assert card.windowFlags() & accepts
    screen.pass_time(1)
    QTest.mouseClick(the_note(card).viewport(), Qt.MouseButton.LeftButton)
    assert not card.windowFlags() & accepts
    assert card.focusWidget() is the_note(card)


def test_card_stays_while_it_is_written_on_and_until_that_is_on_disk(screen: Screen) -> None:
    held: list[bool] = []
    note = written_on(screen)
    card = screen.shown("1")
    card.held_changed.connect(held.append)
    note.insertPlainText("да")
    leave(note)
    assert card.held
    assert held == []
    screen.stack.note_written("1", "д")
    assert card.held
    screen.stack.note_written("1", "да")
    assert held == [False]


def test_card_that_is_written_on_keeps_its_place_however_many_others_ring(screen: Screen) -> None:
    note = written_on(screen)
    screen.stack.fold_card(samples.in_state(CardState.ENDED), 3600)
    place = screen.shown("1").place.bottomLeft()
    for key in ("2", "3", "4", "5"):
        screen.stack.show_card(samples.ringing(key))
    assert screen.shown("1").place.bottomLeft() == place
    leave(note)
    screen.stack.arrange()
    shown = screen.keys()
    assert "1" not in shown


def test_what_is_written_elsewhere_is_shown_but_never_over_what_is_being_written(
    screen: Screen,
) -> None:
    note = written_on(screen)
    note.insertPlainText("моё")
    screen.stack.note_written("1", "из окна")
    assert note.toPlainText() == "моё"
    screen.stack.note_written("1", "моё")
    leave(note)
    screen.stack.note_written("1", "из окна")
    assert note.toPlainText() == "из окна"


def test_ctrl_enter_is_the_end_of_writing_and_enter_a_new_line(screen: Screen) -> None:
    screen.stack.show_card(TALK)
    screen.stack.show_note("1", "")
    card = screen.shown("1")
    card.take_focus(the_note(card))
    QTest.keyClicks(the_note(card), "a")
    QTest.keyClick(the_note(card), Qt.Key.Key_Return)
    QTest.keyClick(the_note(card), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert the_note(card).toPlainText() == "a\n"
    assert card.focusWidget() is not the_note(card)


async def test_note_typed_on_the_card_is_kept_for_the_call_and_shown_in_the_window(
    qapp: QApplication,
) -> None:
    office = Office(qapp)
    async with office.at_work():
        await office.stage.say(arrived(1, waiting(), talk_started()))
        card = await office.see_card(CardState.TALKING)
        await until(lambda: note_on(card) is not None)
        the_note(card).insertPlainText("перезвонить")
        await until(lambda: office.stage.journal.notes == {"c1": "перезвонить"})
        await office.stage.say(arrived(3, talk_ended(), call_ended()))
        ended = await office.see_card(CardState.ENDED)
        assert ended is card
        assert the_note(ended).toPlainText() == "перезвонить"


async def test_note_the_disk_did_not_take_is_written_by_the_next_session() -> None:
    troubles: list[UisError] = []
    tasks = Tasks(troubles.append)
    noting = Noting(tasks)
    written = QSignalSpy(noting.written)
    kept: list[tuple[str, str]] = []

    async def full(call: str, text: str) -> None:
        raise HistoryUnreadable("disk full")

    async def keep(call: str, text: str) -> None:
        kept.append((call, text))

    noting.use(full)
    noting.write("c1", "важ")
    noting.write("c1", "важное")
    await until(lambda: not tasks.running)
    assert (len(troubles), written.count()) == (2, 0)
    noting.use(None)
    noting.use(keep)
    await until(lambda: written.count() == 1)
    noting.use(keep)
    assert kept == [("c1", "важное")]
