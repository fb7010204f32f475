"""A note is typed, and what is typed is not lost to a list that comes late."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from tests.ui import samples
from tests.ui.person import from_nowhere, words_on
from uis_desktop.core.history import Outcome
from uis_desktop.core.notes import LONGEST_NOTE
from uis_desktop.core.past import Past
from uis_desktop.ui.cards import lines
from uis_desktop.ui.contacts.wishes import ContactWishes
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.call_page import CallPage
from uis_desktop.ui.window.rows import call_row

CALL = samples.call("1", Outcome.TALKED, minutes=5)
OTHER = samples.call("2", Outcome.LOST, minutes=9)


class Page:
    """The page of a call, and who types on it."""

    def __init__(self) -> None:
        self.page = CallPage(from_nowhere(), ContactWishes())
        edit = self.page.findChild(QPlainTextEdit, "note")
        assert isinstance(edit, QPlainTextEdit)
        self.edit = edit
        self._typed = QSignalSpy(self.page.note.typed)
        self.page.show_call(CALL)

    def type(self, text: str) -> None:
        for letter in text:
            self.edit.insertPlainText(letter)

    def see(self, note: str, call: str = "1") -> None:
        """The list brings the call with this note."""
        self.page.show_call(replace(CALL if call == "1" else OTHER, note=note))

    @property
    def typed(self) -> list[tuple[str, str]]:
        return [(self._typed.at(n)[0], self._typed.at(n)[1]) for n in range(self._typed.count())]

    @property
    def told(self) -> str:
        return words_on(self.page.note)[-1]


@pytest.fixture
def page(theme: Theme) -> Page:
    return Page()


def test_each_keystroke_is_a_wish_to_keep_the_whole_note(page: Page) -> None:
    page.type("да")
    assert page.typed == [("1", "д"), ("1", "да")]
    assert page.told == "Ещё не сохранено…"
    page.page.note.written("1", "д")
    assert page.told == "Ещё не сохранено…"
    page.page.note.written("1", "да")
    assert page.told == "Сохранено"


def test_showing_a_note_is_no_keystroke(page: Page) -> None:
    page.see("было раньше")
    page.see("другая", call="2")
    assert page.edit.toPlainText() == "другая"
    assert page.typed == []


def test_late_list_does_not_bring_the_older_note_back(page: Page) -> None:
    page.type("новое")
    page.page.note.written("1", "новое")
    page.see("", call="2")
    page.see("но")
    assert page.edit.toPlainText() == "новое"
    page.see("новое")
    page.see("изменено в другом месте")
    assert page.edit.toPlainText() == "изменено в другом месте"


def test_note_of_one_call_does_not_show_on_another(page: Page) -> None:
    page.type("про первый")
    page.see("", call="2")
    assert page.edit.toPlainText() == ""


def test_what_could_not_be_written_is_asked_for_again(page: Page) -> None:
    page.type("а")
    page.page.note.written("1", "а")
    page.type("б")
    page.page.note.say_again()
    assert page.typed == [("1", "а"), ("1", "аб"), ("1", "аб")]


def test_no_more_of_a_long_paste_is_laid_out_than_a_note_can_have(page: Page) -> None:
    page.page.show_call(samples.CALLS[0])
    laid_out: list[int] = []
    page.edit.document().contentsChange.connect(lambda _at, _gone, came: laid_out.append(came))
    QApplication.clipboard().setText("я" * 200_000)
    page.edit.paste()
    assert len(page.edit.toPlainText()) == LONGEST_NOTE
    page.page.show_call(replace(samples.CALLS[1], note="я" * 200_000))
    assert page.edit.toPlainText() == "я" * LONGEST_NOTE
    assert max(laid_out) <= LONGEST_NOTE + 2


def test_note_that_is_too_long_is_cut_in_sight(page: Page) -> None:
    page.edit.insertPlainText("я" * (LONGEST_NOTE + 5))
    assert len(page.edit.toPlainText()) == LONGEST_NOTE
    assert page.typed == [("1", "я" * LONGEST_NOTE)]
    page.page.note.written("1", "я" * LONGEST_NOTE)
    assert page.told == "Сохранено. Больше не поместится."


def test_broken_text_is_kept_as_far_as_it_can_be(page: Page) -> None:
    page.edit.insertPlainText("а\0б\ud800")
    ((_, text),) = page.typed
    text.encode()
    assert "\0" not in text


def test_tab_leaves_the_note(page: Page) -> None:
    page.page.show()
    page.edit.setFocus()
    QTest.keyClick(page.edit, Qt.Key.Key_Tab)
    assert page.edit.toPlainText() == ""


def test_row_shows_the_note_in_one_line() -> None:
    row = call_row(replace(CALL, note="ждёт\nсчёт <b>"), str)
    assert "заметка: ждёт счёт <b>" in row.second


def test_card_tells_the_last_talk_and_the_last_note() -> None:
    past = Past(talked_at=samples.NOW, talked_with="Пётр <i>", note="Ждёт\nдоговор")
    view = replace(samples.ringing(), past=past)
    assert lines.past_line(view).startswith("Последний разговор")
    assert lines.past_line(view).endswith(", Пётр <i>")
    assert lines.note_line(view) == "Заметка: Ждёт договор"
    assert lines.past_line(samples.ringing()) == lines.note_line(samples.ringing()) == ""
