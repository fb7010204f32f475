from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QListView, QTabBar

from tests.session.stage import until
from tests.ui import person, samples
from tests.ui.person import press, words_on
from uis_desktop.core.colleagues import Colleague
from uis_desktop.core.contacts import Contact
from uis_desktop.core.history import HistoryRow
from uis_desktop.core.link import LinkState, LinkView, OfflineReason
from uis_desktop.core.phone import Number
from uis_desktop.errors import UisError
from uis_desktop.session.lists import Found
from uis_desktop.ui.moments import moment_here
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.contact_window import ContactWindow
from uis_desktop.ui.window.row import RowKind
from uis_desktop.ui.window.rows import missed_row, rows_for

SEARCH = "Поиск или набор: имя или номер"


@dataclass
class PaperDirectory:
    """Contacts in a list; answers when the test lets it."""

    contacts: list[Contact] = field(default_factory=lambda: list(samples.CONTACTS))
    recent: Sequence[HistoryRow] = samples.CALLS
    colleagues: Sequence[Colleague] = ()
    calls: Sequence[HistoryRow] | UisError = samples.CALLS_WITH_ANNA
    asked: list[tuple[str, bool]] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)

    async def find(self, search: str, *, missed_only: bool = False) -> Found:
        self.asked.append((search, missed_only))
        await self.open.wait()
        self.answered.append(search)
        if missed_only:
            return Found(contacts=(), recent=(), missed=samples.MISSED)
        contacts = [who for who in self.contacts if search.lower() in who.full_name.lower()]
        colleagues = [who for who in self.colleagues if search.lower() in who.name.lower()]
        return Found(
            contacts=contacts, colleagues=colleagues, recent=self.recent if not search else ()
        )

    async def calls_with(self, contact: Contact) -> Sequence[HistoryRow]:
        if isinstance(self.calls, UisError):
            raise self.calls
        return self.calls if contact == samples.CONTACTS[0] else ()


class Desk:
    """The window with a directory behind it."""

    def __init__(self, theme: Theme) -> None:
        self.troubles: list[UisError] = []
        self.tasks = Tasks(self.troubles.append)
        self.window = ContactWindow(theme, self.tasks)
        self.directory = PaperDirectory()
        self.directory.open.set()
        self.wanted = QSignalSpy(self.window.dial_wanted)
        self.search = person.field(self.window, SEARCH)

    async def open(self) -> None:
        self.window.use(self.directory)
        self.window.open()
        await self.settle()

    async def settle(self) -> None:
        """Until every search has been answered or cancelled."""
        await until(lambda: not self.tasks.running)

    async def type(self, text: str) -> None:
        self.search.setText(text)
        await self.settle()

    def enter(self) -> None:
        QTest.keyClick(self.search, Qt.Key.Key_Return)

    @property
    def dialled(self) -> list[str]:
        return [self.wanted.at(n)[0].typed for n in range(self.wanted.count())]

    @property
    def list(self) -> QListView:
        found = self.window.findChild(QListView, "calls")
        assert isinstance(found, QListView)
        return found

    def tab(self, number: int) -> None:
        tabs = self.window.findChild(QTabBar)
        assert isinstance(tabs, QTabBar)
        tabs.setCurrentIndex(number)


@pytest.fixture
async def desk(theme: Theme) -> AsyncIterator[Desk]:
    desk = Desk(theme)
    yield desk
    await desk.tasks.close()
    assert desk.troubles == []


async def test_window_lists_recent_calls_then_contacts_with_each_number(desk: Desk) -> None:
    await desk.open()
    rows = list(desk.window.rows_shown)
    assert rows[0] == "Недавние звонки"
    contacts = rows[rows.index("Контакты") :]
    assert contacts[1:3] == ["Иванова Анна Сергеевна", "Иванова Анна Сергеевна"]


async def test_people_come_before_calls_as_soon_as_something_is_typed() -> None:
    found = Found(contacts=samples.CONTACTS[:1], recent=samples.CALLS[:1])
    rows = rows_for("ива", found, missed_only=False, read=lambda _at: "")
    titles = [row.title for row in rows if row.kind is RowKind.SECTION]
    assert titles == ["Контакты", "Недавние звонки"]


async def test_colleagues_stand_behind_contacts_and_are_dialled_by_extension(
    desk: Desk,
) -> None:
    desk.directory.contacts = desk.directory.contacts[:1]
    desk.directory.colleagues = samples.COLLEAGUES[:1]
    await desk.open()
    rows = list(desk.window.rows_shown)
    at = rows.index("Коллеги")
    assert rows.index("Недавние звонки") < rows.index("Контакты") < at
    assert rows[at + 1] == "Петрова Ольга"
    await desk.type("петрова")
    desk.enter()
    assert desk.dialled == ["102"]


async def test_enter_dials_the_first_row_that_was_found(desk: Desk) -> None:
    await desk.open()
    await desk.type("ян")
    desk.enter()
    assert desk.dialled == ["204"]


async def test_typed_number_is_offered_first_and_enter_dials_it_as_typed(desk: Desk) -> None:
    await desk.open()
    await desk.type("8 (916) 123-45-67")
    assert desk.window.rows_shown[0] == "Позвонить +7 916 123-45-67"
    desk.enter()
    assert desk.dialled == ["+79161234567"]


async def test_arrows_in_the_field_choose_a_row(desk: Desk) -> None:
    await desk.open()
    await desk.type("иванова")
    QTest.keyClick(desk.search, Qt.Key.Key_Down)
    desk.enter()
    assert desk.dialled == ["+74951112233"]


async def test_enter_in_an_empty_field_dials_nobody(desk: Desk) -> None:
    await desk.open()
    desk.enter()
    assert not person.button(desk.window, "Позвонить").isEnabled()
    desk.tab(1)
    await desk.settle()
    desk.enter()
    assert desk.dialled == []


async def test_arrows_reach_the_first_row_of_an_empty_field(desk: Desk) -> None:
    await desk.open()
    QTest.keyClick(desk.search, Qt.Key.Key_Down)
    desk.enter()
    assert desk.dialled == ["+79161234567"]


async def test_enter_dials_nobody_when_the_chosen_row_is_gone(desk: Desk) -> None:
    await desk.open()
    await desk.type("иванова")
    desk.directory.contacts = [who for who in samples.CONTACTS if "Иванова" not in who.full_name]
    desk.directory.contacts.append(
        Contact(id="x", full_name="Другая Иванова", phone_numbers=(Number("+74950000009"),))
    )
    desk.window.refresh()
    await desk.settle()
    assert "Другая Иванова" in desk.window.rows_shown
    desk.enter()
    assert desk.dialled == []


async def test_held_enter_dials_once(desk: Desk) -> None:
    await desk.open()
    await desk.type("ян")
    desk.enter()
    for _ in range(20):
        held = QKeyEvent(
            QEvent.Type.KeyPress,
            Qt.Key.Key_Return,
            Qt.KeyboardModifier.NoModifier,
            "\r",
            autorep=True,
        )
        QApplication.sendEvent(desk.search, held)
    assert desk.dialled == ["204"]


async def test_nothing_dials_while_a_call_is_being_placed(desk: Desk) -> None:
    await desk.open()
    await desk.type("ян")
    desk.window.set_busy(True)
    desk.enter()
    press(desk.window, "Позвонить")
    desk.list.doubleClicked.emit(desk.list.currentIndex())
    assert desk.dialled == []


async def test_enter_before_the_search_has_answered_dials_nobody(desk: Desk) -> None:
    await desk.open()
    desk.directory.open.clear()
    desk.search.setText("ян")
    desk.enter()
    assert desk.dialled == []
    desk.directory.open.set()
    await desk.settle()
    desk.enter()
    assert desk.dialled == ["204"]


async def test_superseded_search_is_cancelled(desk: Desk) -> None:
    await desk.open()
    desk.directory.open.clear()
    for typed in ("и", "ив", "ива"):
        desk.search.setText(typed)
        await asyncio.sleep(0)
    desk.directory.open.set()
    await desk.settle()
    assert desk.directory.answered == ["", "ива"]


async def test_blank_behind_a_word_asks_for_nothing_else(desk: Desk) -> None:
    await desk.open()
    await desk.type("ян")
    await desk.type("ян ")
    assert desk.directory.answered == ["", "ян"]
    desk.enter()
    assert desk.dialled == ["204"]


async def test_double_click_on_a_row_dials_it(desk: Desk) -> None:
    await desk.open()
    await desk.type("ян")
    place = desk.list.visualRect(desk.list.currentIndex()).center()
    QTest.mouseClick(desk.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(desk.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.dialled == ["204"]


async def test_what_was_chosen_stays_chosen_when_the_list_is_asked_anew(desk: Desk) -> None:
    await desk.open()
    await desk.type("иванова")
    QTest.keyClick(desk.search, Qt.Key.Key_Down)
    desk.directory.contacts.insert(
        0, Contact(id="uis:9", full_name="Аиванова", phone_numbers=(Number("+79990000000"),))
    )
    desk.window.refresh()
    await desk.settle()
    desk.enter()
    assert desk.dialled == ["+74951112233"]


async def test_letters_are_explained_not_dialled(desk: Desk) -> None:
    await desk.open()
    await desk.type("нет такого")
    desk.enter()
    assert "В номере телефона не бывает букв." in words_on(desk.window)
    assert desk.dialled == []


def test_list_says_what_was_searched_instead() -> None:
    found = Found(contacts=samples.CONTACTS[:1], recent=(), meant="иванова")
    rows = rows_for("bdfyjdf", found, missed_only=False, read=str)
    assert [row.title for row in rows[:3]] == [
        "Показано для «иванова»",
        "Контакты",
        "Иванова Анна Сергеевна",
    ]


async def test_missed_tab_shows_only_missed_calls_and_counts_as_looked_at(desk: Desk) -> None:
    await desk.open()
    seen = QSignalSpy(desk.window.missed_seen)
    desk.tab(1)
    await desk.settle()
    assert desk.directory.asked[-1] == ("", True)
    assert desk.window.rows_shown[0] == "Пропущенные"
    assert len(desk.window.rows_shown) == 1 + len(samples.MISSED)
    assert seen.count() == 1


async def test_repeats_are_one_row_that_says_how_many(desk: Desk) -> None:
    await desk.open()
    desk.tab(1)
    await desk.settle()
    desk.list.setCurrentIndex(desk.list.model().index(1, 0))
    spoken = desk.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Иванова Анна Сергеевна, ")
    assert ", ×3 · " in spoken
    desk.enter()
    assert desk.dialled == ["+79161234567"]


def test_missed_call_that_was_answered_says_when_and_by_whom() -> None:
    opened, *_, called_back, called_again = samples.MISSED
    assert missed_row(opened, str).bold
    row = missed_row(called_back, lambda at: "14:20")
    assert (row.second, row.bold) == ("перезвонили 14:20 · Пётр Сидоров", False)
    assert missed_row(called_again, lambda at: "14:20").second.startswith("позвонил ещё раз 14:20")


async def test_number_of_missed_calls_stands_on_the_tab(desk: Desk) -> None:
    desk.window.show_missed(3)
    tabs = desk.window.findChild(QTabBar)
    assert isinstance(tabs, QTabBar)
    assert tabs.tabText(1) == "Пропущенные (3)"
    assert desk.window.windowTitle() == "Контакты и звонки · пропущено: 3"
    with_number = desk.window.windowIcon().pixmap(64).toImage()
    desk.window.show_missed(0)
    assert desk.window.windowTitle() == "Контакты и звонки"
    assert desk.window.windowIcon().pixmap(64).toImage() != with_number


async def test_escape_clears_then_hides(desk: Desk) -> None:
    await desk.open()
    await desk.type("ян")
    QTest.keyClick(desk.search, Qt.Key.Key_Escape)
    assert (desk.search.text(), desk.window.isVisible()) == ("", True)
    QTest.keyClick(desk.search, Qt.Key.Key_Escape)
    assert not desk.window.isVisible()


async def test_closing_the_window_hides_it(desk: Desk) -> None:
    await desk.open()
    desk.window.close()
    assert not desk.window.isVisible()
    await desk.open()
    assert desk.window.isVisible()


async def test_hidden_window_asks_for_nothing(desk: Desk) -> None:
    desk.window.use(desk.directory)
    desk.window.refresh()
    await desk.settle()
    assert desk.directory.asked == []


async def test_prefilled_number_is_not_dialled(desk: Desk) -> None:
    await desk.open()
    desk.window.prefill("+7 916 123-45-67")
    await desk.settle()
    assert desk.window.rows_shown[0] == "Позвонить +7 916 123-45-67"
    assert desk.dialled == []


async def test_status_line_says_how_the_connection_is(desk: Desk) -> None:
    desk.window.resize(900, 600)
    await desk.open()
    desk.window.show_link(LinkView(state=LinkState.LIVE, employee_name="Мария"))
    assert any(line.startswith("На связи · Мария") for line in words_on(desk.window))


async def test_of_a_long_status_line_the_persons_own_name_is_cut_off_and_not_the_time(
    desk: Desk,
) -> None:
    desk.window.resize(1100, 600)
    await desk.open()
    live = LinkView(
        state=LinkState.LIVE, employee_name=samples.LONG_NAME, last_event_at=samples.NOW
    )
    desk.window.show_link(live)
    (line,) = [line for line in words_on(desk.window) if line.startswith("На связи")]
    assert line.startswith(f"На связи · событие {moment_here(samples.NOW)}")


async def test_why_the_connection_is_down_is_said_once_and_not_in_the_status_line_too(
    desk: Desk,
) -> None:
    await desk.open()
    down = LinkView(state=LinkState.OFFLINE, reason=OfflineReason.UNREACHABLE)
    desk.window.show_link(down)
    said = [line for line in words_on(desk.window) if line.startswith("Нет связи")]
    assert said == ["Нет связи: сервер компании не отвечает; пробуем снова", "Нет связи"]


async def test_signed_out_window_offers_only_the_typed_number(desk: Desk) -> None:
    await desk.open()
    desk.window.use(None)
    assert desk.window.rows_shown == []


async def test_no_empty_list_is_painted_between_a_letter_and_its_answer(desk: Desk) -> None:
    await desk.open()
    desk.directory.open.clear()
    desk.search.setText("Смирнова")
    assert not desk.list.updatesEnabled()
    desk.directory.open.set()
    await desk.settle()
    assert desk.list.updatesEnabled()


async def test_answer_that_takes_long_is_not_waited_for_by_the_list(desk: Desk) -> None:
    await desk.open()
    desk.directory.open.clear()
    desk.search.setText("8 916 123-45-67")
    await until(desk.list.updatesEnabled)
    assert list(desk.window.rows_shown)[:1] == ["Позвонить +7 916 123-45-67"]
    desk.directory.open.set()


async def test_list_is_painted_while_letters_come_faster_than_answers(desk: Desk) -> None:
    await desk.open()
    desk.directory.open.clear()
    letters = cycle(("С", "См"))
    desk.search.setText(next(letters))
    assert not desk.list.updatesEnabled()

    def painted_before_the_next_letter() -> bool:
        painted = desk.list.updatesEnabled()
        desk.search.setText(next(letters))
        return painted

    await until(painted_before_the_next_letter)
    desk.directory.open.set()
