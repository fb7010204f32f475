"""Records are played from the page of a call and from its row, and leave no trace in the log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

from tests.ui import samples
from tests.ui.person import buttons, from_nowhere, press, words_on
from tests.ui.test_contact_window import Desk
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.ui.contacts.wishes import ContactWishes
from uis_desktop.ui.playing import Playing
from uis_desktop.ui.refusals import Words
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.call_page import CallPage

LINK = "https://media.uiscom.ru/77/0123456789abcdef"
SECOND = "https://media.uiscom.ru/78/0123456789abcdef"


class Browser(QObject):
    """What the system opens https links with."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser() -> Iterator[Browser]:
    browser = Browser()
    # PySide6 takes a str and calls it bytes in its types.
    QDesktopServices.setUrlHandler("https", browser, "open")  # type: ignore[arg-type]
    yield browser
    QDesktopServices.unsetUrlHandler("https")


@pytest.fixture
def told() -> list[Words]:
    return []


@pytest.fixture
def page(theme: Theme, told: list[Words]) -> CallPage:
    page = CallPage(from_nowhere(), ContactWishes())
    page.records.play_wanted.connect(Playing(told.append, page).play)
    return page


def talk(*links: str, minutes: int = 5) -> HistoryRow:
    """A talk that ended so many minutes before now."""
    call = samples.call("1", Outcome.TALKED, minutes=5)
    ended = datetime.now(UTC) - timedelta(minutes=minutes)
    return replace(call, record_links=links, ended_at=ended)


def test_record_is_played_by_its_button(page: CallPage, browser: Browser) -> None:
    page.show_call(talk(LINK))
    press(page, "Прослушать запись")
    assert browser.opened == [LINK]


def test_several_records_have_a_button_each(page: CallPage, browser: Browser) -> None:
    page.show_call(talk(LINK, SECOND))
    press(page, "Прослушать запись 2")
    assert browser.opened == [SECOND]
    page.show_call(talk())
    assert not any("Прослушать" in words for words in buttons(page))


def test_talk_without_a_record_says_so_while_one_may_come(page: CallPage) -> None:
    page.show_call(talk())
    assert "Записи пока нет" in words_on(page)
    page.show_call(talk(minutes=60))
    assert "Записи пока нет" not in words_on(page)
    page.show_call(samples.call("2", Outcome.LOST, minutes=0))
    assert "Записи пока нет" not in words_on(page)


def test_strange_link_is_not_offered_and_not_opened(
    page: CallPage, browser: Browser, told: list[Words]
) -> None:
    page.show_call(talk("https://evil.example/record"))
    assert not any("Прослушать" in words for words in buttons(page))
    assert any(words.startswith("Запись не открыта") for words in words_on(page))
    page.records.play_wanted.emit("https://evil.example/record")
    assert (browser.opened, len(told)) == ([], 1)


def test_link_never_stands_in_the_log(
    page: CallPage, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        page.records.play_wanted.emit(LINK)
        page.records.play_wanted.emit("https://evil.example/0123456789abcdef")
    assert len(browser.opened) == 1
    assert "0123456789abcdef" not in caplog.text


async def test_record_of_the_chosen_row_is_played_by_the_keyboard(theme: Theme) -> None:
    desk = Desk(theme)
    wanted: list[str] = []
    desk.window.play_wanted.connect(wanted.append)
    desk.directory.contacts.clear()
    desk.directory.recent = [talk(LINK)]
    await desk.open()
    desk.list.setCurrentIndex(desk.list.model().index(1, 0))
    spoken = desk.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert "есть запись" in spoken
    QTest.keyClick(desk.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert wanted == [LINK]
    await desk.tasks.close()
