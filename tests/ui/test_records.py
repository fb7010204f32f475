"""Recordings are offered on the page of a call and from its row; their links leave no trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from tests.ui import samples
from tests.ui.person import buttons, from_nowhere, press, words_on
from tests.ui.test_contact_window import Desk
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.ui.contacts.wishes import ContactWishes
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.call_page import CallPage

LINK = "https://media.uiscom.ru/77/0123456789abcdef"
SECOND = "https://media.uiscom.ru/78/0123456789abcdef"


@pytest.fixture
def page(theme: Theme) -> CallPage:
    return CallPage(from_nowhere(), ContactWishes())


@pytest.fixture
def wanted(page: CallPage) -> QSignalSpy:
    return QSignalSpy(page.records.play_wanted)


def talk(*links: str, minutes: int = 5) -> HistoryRow:
    """A talk that ended so many minutes before now."""
    call = samples.call("1", Outcome.TALKED, minutes=5)
    ended = datetime.now(UTC) - timedelta(minutes=minutes)
    return replace(call, record_links=links, ended_at=ended)


def links_of(wanted: QSignalSpy) -> list[str]:
    return [wanted.at(n)[0] for n in range(wanted.count())]


def test_record_is_played_by_its_button(page: CallPage, wanted: QSignalSpy) -> None:
    page.show_call(talk(LINK))
    press(page, "Прослушать запись")
    assert links_of(wanted) == [LINK]


def test_several_records_have_a_button_each(page: CallPage, wanted: QSignalSpy) -> None:
    page.show_call(talk(LINK, SECOND))
    press(page, "Прослушать запись 2")
    assert links_of(wanted) == [SECOND]
    page.show_call(talk())
    assert not any("Прослушать" in words for words in buttons(page))


def test_talk_without_a_record_says_so_while_one_may_come(page: CallPage) -> None:
    page.show_call(talk())
    assert "Записи пока нет" in words_on(page)
    page.show_call(talk(minutes=60))
    assert "Записи пока нет" not in words_on(page)
    page.show_call(samples.call("2", Outcome.LOST, minutes=0))
    assert "Записи пока нет" not in words_on(page)


def test_strange_link_is_not_offered(page: CallPage) -> None:
    page.show_call(talk("https://evil.example/record"))
    assert not any("Прослушать" in words for words in buttons(page))
    assert any(words.startswith("Запись не открыта") for words in words_on(page))


async def test_record_of_the_chosen_row_is_played_by_the_keyboard(theme: Theme) -> None:
    desk = Desk(theme)
    wanted = QSignalSpy(desk.window.play_wanted)
    desk.directory.contacts.clear()
    desk.directory.recent = [talk(LINK)]
    await desk.open()
    desk.list.setCurrentIndex(desk.list.model().index(1, 0))
    spoken = desk.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert "есть запись" in spoken
    QTest.keyClick(desk.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert links_of(wanted) == [LINK]
    await desk.tasks.close()
