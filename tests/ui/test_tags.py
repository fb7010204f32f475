"""Tags of a finished call on its page: put on, taken off, and not yet at UIS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from tests.ui import samples
from tests.ui.person import button, buttons, from_nowhere, press, words_on
from uis_desktop.core.aftercall import TagMark
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.core.tags import Tag
from uis_desktop.errors import TagRefused
from uis_desktop.ui.contacts.wishes import ContactWishes
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.call_page import CallPage
from uis_desktop.ui.wording import error_words

CALL = samples.call("700", Outcome.TALKED, minutes=5)


class Marks:
    """What is known of the tags of every call."""

    def __init__(self) -> None:
        self.now: Sequence[TagMark] = (
            TagMark(id="1", name="Целевой", on=True),
            TagMark(id="2", name="Спам"),
        )

    def on(self, _call: HistoryRow) -> Sequence[TagMark]:
        return self.now


@pytest.fixture
def marks() -> Marks:
    return Marks()


@pytest.fixture
def page(theme: Theme, marks: Marks) -> CallPage:
    wishes = ContactWishes()
    wishes.let_tag(marks.on)
    page = CallPage(from_nowhere(), wishes)
    page.resize(380, 600)
    page.show_call(CALL)
    page.show()
    return page


def wished(spy: QSignalSpy) -> list[object]:
    return [spy.at(n) for n in range(spy.count())]


def said(page: CallPage) -> list[str]:
    """What stands there, over all lines."""
    return [words.replace("\n", " ") for words in words_on(page.tags)]


def test_tag_is_put_on_and_taken_off_by_its_button(page: CallPage) -> None:
    spy = QSignalSpy(page.tags.wanted)
    press(page, "Спам")
    press(page, "Целевой")
    assert wished(spy) == [
        ["700", Tag(id="2", name="Спам"), True],
        ["700", Tag(id="1", name="Целевой"), False],
    ]


def test_tag_is_reached_and_pressed_with_the_keyboard_and_keeps_the_focus(
    page: CallPage, marks: Marks
) -> None:
    spy = QSignalSpy(page.tags.wanted)
    spam = button(page, "Спам")
    page.activateWindow()
    spam.setFocus()
    QTest.keyClick(spam, Qt.Key.Key_Space)
    assert wished(spy) == [["700", Tag(id="2", name="Спам"), True]]
    marks.now = (marks.now[0], TagMark(id="2", name="Спам", on=True, waiting=True))
    page.show_call(CALL)
    assert button(page, "Спам") is spam
    assert page.focusWidget() is spam


def test_tag_that_uis_does_not_have_yet_says_so_to_eye_and_ear(
    page: CallPage, marks: Marks
) -> None:
    marks.now = (TagMark(id="1", name="Целевой", on=True, waiting=True),)
    page.show_call(CALL)
    assert "UIS ещё не знает: Целевой. Отправится само." in said(page)
    assert button(page, "Целевой").accessibleName() == "Целевой, UIS ещё не знает"
    marks.now = (TagMark(id="1", name="Целевой", on=True),)
    page.show_call(CALL)
    assert not any("ещё" in words for words in said(page))
    assert button(page, "Целевой").accessibleName() == "Целевой"


def test_refused_tag_says_why_and_can_be_pressed_again(page: CallPage, marks: Marks) -> None:
    marks.now = (TagMark(id="1", name="Целевой", refused="entity_not_found"),)
    page.show_call(CALL)
    assert (
        "UIS не изменил тег «Целевой». В UIS больше нет такого тега или звонка."
        " Выберите другой тег. Нажмите на тег, чтобы попробовать ещё раз."
    ) in said(page)
    spy = QSignalSpy(page.tags.wanted)
    press(page, "Целевой")
    assert wished(spy) == [["700", Tag(id="1", name="Целевой"), True]]


def test_of_many_tags_those_that_are_on_have_a_button_and_the_others_a_menu(
    page: CallPage, marks: Marks
) -> None:
    marks.now = [TagMark(id=str(n), name=f"Тег {n}", on=n == 7) for n in range(30)]
    page.show_call(CALL)
    assert [words for words in buttons(page.tags) if words.startswith("Тег")] == ["Тег 7"]
    menu = button(page, "Другие теги").menu()
    spy = QSignalSpy(page.tags.wanted)
    menu.actions()[0].trigger()
    assert wished(spy) == [["700", Tag(id="0", name="Тег 0"), True]]


def test_tag_whose_name_alone_is_known_is_shown_and_cannot_be_changed(
    page: CallPage, marks: Marks
) -> None:
    marks.now = (TagMark(id=None, name=samples.HOSTILE, on=True),)
    page.show_call(CALL)
    (chip,) = [one for one in buttons(page.tags) if "Иван" in one]
    assert not button(page, chip).isEnabled()


def test_company_without_tags_sees_nothing_of_them(page: CallPage, marks: Marks) -> None:
    marks.now = ()
    page.show_call(replace(CALL, key="701"))
    assert page.tags.isHidden()


def test_refusal_that_comes_later_names_the_tag_and_a_way_on() -> None:
    words = error_words(TagRefused("entity_not_found", code=-32602, tag_name="Целевой"))
    assert "Целевой" in words.title
    assert words.advice == "В UIS больше нет такого тега или звонка. Выберите другой тег."
