"""Which of our numbers the contact sees: shown, changed for one call, and what is sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QActionGroup, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget

from tests.builders import CALLER, START, lost, waiting
from tests.session.stage import arrived, until
from tests.ui import person, samples
from tests.ui.hostile import NAMES
from tests.ui.person import press
from tests.ui.test_contact_window import Desk
from tests.ui.test_desk import SEARCH, Office
from uis_desktop.core.cards import CardState
from uis_desktop.core.events import Direction
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.core.lines import Line
from uis_desktop.core.phone import Number, Phone, parse
from uis_desktop.session.our_lines import Choice
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window import details
from uis_desktop.ui.window.from_number import FromButton, FromNumber

MAIN, SALES, PETERSBURG, NAMELESS = samples.LINES

TALKED_ON_SALES = HistoryRow(
    key="1",
    direction=Direction.IN,
    outcome=Outcome.TALKED,
    started_at=START,
    contact_phone_number=CALLER,
    virtual_phone_number=SALES.phone_number,
)


class OurNumbers:
    """Four numbers; one was used last with each contact, and the main one with all others."""

    def __init__(self, lines: Sequence[Line] = samples.LINES) -> None:
        self.own = MAIN.phone_number
        self.active = tuple(lines)
        self.used: dict[str, Number] = {}
        self.open = asyncio.Event()
        self.open.set()

    async def choice(self, called: Phone) -> Choice | None:
        await self.open.wait()
        if len(self.active) < 2 or called.internal:
            return None
        first = self.used.get(called.e164, self.active[0].phone_number)
        return Choice(lines=self.active, first=first)


@pytest.fixture
async def desk(theme: Theme) -> AsyncIterator[Desk]:
    desk = Desk(theme)
    yield desk
    await desk.tasks.close()
    assert desk.troubles == []


async def opened(desk: Desk, numbers: OurNumbers) -> None:
    desk.window.use(desk.directory, numbers)
    desk.window.open()
    await desk.settle()


def from_buttons(widget: QWidget) -> list[FromButton]:
    return [one for one in widget.findChildren(FromButton) if one.isVisible()]


def entries(button: QPushButton) -> list[QAction]:
    button.menu().aboutToShow.emit()
    return button.menu().actions()


def pick(button: QPushButton, words: str) -> None:
    (entry,) = [one for one in entries(button) if words in one.text()]
    entry.trigger()


def wanted(desk: Desk) -> list[tuple[str, Number | None]]:
    return [(desk.wanted.at(n)[0].typed, desk.wanted.at(n)[1]) for n in range(desk.wanted.count())]


async def test_what_is_shown_is_what_is_called_from(desk: Desk) -> None:
    numbers = OurNumbers()
    numbers.used["+79161234567"] = SALES.phone_number
    await opened(desk, numbers)
    await desk.type("+79161234567")
    (button,) = from_buttons(desk.window)
    assert button.text() == "С номера +7 495 000-00-02"
    desk.enter()
    pick(button, "Петербург")
    assert button.text() == "С номера +7 812 000-00-03"
    assert button.accessibleName() == "С номера +7 812 000-00-03, Петербург"
    desk.enter()
    assert wanted(desk) == [
        ("+79161234567", SALES.phone_number),
        ("+79161234567", PETERSBURG.phone_number),
    ]


async def test_menu_has_every_number_with_its_name_and_marks_the_one_in_force(desk: Desk) -> None:
    await opened(desk, OurNumbers())
    await desk.type("+79161234567")
    (button,) = from_buttons(desk.window)
    assert [one.text() for one in entries(button)] == [
        "+7 495 000-00-01 · Основной",
        "+7 495 000-00-02 · Отдел продаж, реклама на «Авито» и в мет…",
        "+7 812 000-00-03 · Петербург",
        "+7 495 000-00-04",
    ]
    pick(button, "Петербург")
    assert [one.isChecked() for one in entries(button)] == [False, False, True, False]


async def test_of_hundreds_of_numbers_the_nearest_are_seen_at_once_and_the_rest_can_be_reached(
    desk: Desk,
) -> None:
    many = [Line(phone_number=Number(f"+7495000{number:04}")) for number in range(200)]
    await opened(desk, OurNumbers(many))
    await desk.type("+79161234567")
    (button,) = from_buttons(desk.window)
    *nearest, others = entries(button)
    assert len(nearest) == 8
    assert others.text() == "Другие номера"
    rest = others.menu()
    assert isinstance(rest, QMenu)
    assert len(rest.actions()) == 192
    rest.actions()[-1].trigger()
    desk.enter()
    assert wanted(desk) == [("+79161234567", "+74950000199")]
    assert [one.isChecked() for one in nearest] == [False] * 8


async def test_menu_that_is_opened_again_keeps_nothing_of_before(desk: Desk) -> None:
    many = [Line(phone_number=Number(f"+7495000{number:04}")) for number in range(200)]
    await opened(desk, OurNumbers(many))
    await desk.type("+79161234567")
    (button,) = from_buttons(desk.window)
    for _ in range(3):
        entries(button)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    menu = button.menu()
    assert (len(menu.findChildren(QMenu)), len(menu.findChildren(QActionGroup))) == (1, 1)


async def test_a_number_that_was_picked_is_for_this_contact_only(desk: Desk) -> None:
    await opened(desk, OurNumbers())
    await desk.type("+79161234567")
    pick(from_buttons(desk.window)[0], "Петербург")
    await desk.type("+79161234568")
    desk.enter()
    assert wanted(desk) == [("+79161234568", MAIN.phone_number)]


async def test_before_it_is_known_what_is_offered_the_session_decides(desk: Desk) -> None:
    numbers = OurNumbers()
    await opened(desk, numbers)
    numbers.open.clear()
    desk.search.setText("+79161234567")
    desk.enter()
    assert wanted(desk) == [("+79161234567", None)]
    numbers.open.set()
    await desk.settle()


@pytest.mark.parametrize("lines", [(), (MAIN,)], ids=["none", "one"])
async def test_nothing_is_shown_where_there_is_nothing_to_choose(
    desk: Desk, lines: Sequence[Line]
) -> None:
    await opened(desk, OurNumbers(lines))
    await desk.type("+79161234567")
    assert from_buttons(desk.window) == []
    desk.enter()
    assert wanted(desk) == [("+79161234567", None)]


async def test_the_button_keeps_its_place_below_the_field_while_nobody_is_chosen(
    desk: Desk,
) -> None:
    await opened(desk, OurNumbers())
    (button,) = from_buttons(desk.window)
    assert not button.isEnabled()
    assert button.text() == "С какого номера"
    place = desk.list.pos()
    await desk.type("+79161234567")
    assert button.isEnabled()
    assert desk.list.pos() == place


async def test_a_colleague_is_called_without_a_choice(desk: Desk) -> None:
    await opened(desk, OurNumbers())
    await desk.type("204")
    (button,) = from_buttons(desk.window)
    assert not button.isEnabled()
    desk.enter()
    assert wanted(desk) == [("204", None)]


async def test_contact_and_call_have_the_choice_beside_their_buttons_too(desk: Desk) -> None:
    await opened(desk, OurNumbers())
    for _ in range(len(samples.CALLS) + 2):
        QTest.keyClick(desk.search, Qt.Key.Key_Down)
    await desk.settle()
    on_the_page, below_the_field = from_buttons(desk.window)
    pick(on_the_page, "Петербург")
    assert below_the_field.text() == on_the_page.text() == "С номера +7 812 000-00-03"
    press(desk.window, "+7 495 111-22-33")
    for _ in range(len(samples.CALLS)):
        QTest.keyClick(desk.search, Qt.Key.Key_Up)
    await desk.settle()
    on_the_call, _ = from_buttons(desk.window)
    assert on_the_call is not on_the_page
    pick(on_the_call, "Основной")
    press(desk.window, "Перезвонить")
    assert [number for _, number in wanted(desk)] == [PETERSBURG.phone_number, MAIN.phone_number]


async def test_button_of_a_contact_who_is_not_chosen_any_more_takes_nothing_of_the_new_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = OurNumbers()
    await opened(desk, numbers)
    for _ in range(len(samples.CALLS) + 2):
        QTest.keyClick(desk.search, Qt.Key.Key_Down)
    await desk.settle()
    numbers.used["+79161234568"] = PETERSBURG.phone_number
    # The details follow what is typed after a blink; here it is long enough to look at.
    monkeypatch.setattr(details, "_SOON_S", 3600)
    desk.search.setText("+79161234568")
    await until(lambda: from_buttons(desk.window)[-1].text() == "С номера +7 812 000-00-03")
    assert len(from_buttons(desk.window)) == 1, "none beside the buttons of the former contact"
    press(desk.window, "+7 495 111-22-33")
    desk.enter()
    assert wanted(desk) == [("+74951112233", None), ("+79161234568", PETERSBURG.phone_number)]


async def test_it_is_reached_by_tab_after_the_call_button_and_opened_by_a_key(desk: Desk) -> None:
    await opened(desk, OurNumbers())
    await desk.type("+79161234567")
    (button,) = from_buttons(desk.window)
    desk.search.setFocus()
    reached: list[QWidget | None] = []
    for _ in range(2):
        QTest.keyClick(desk.window, Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert reached == [person.button(desk.window, "Позвонить"), button]
    shown: list[str] = []
    button.menu().aboutToShow.connect(lambda: shown.append("menu"))
    # The menu waits for the person; it is closed as soon as it is there.
    button.menu().aboutToShow.connect(button.menu().close, Qt.ConnectionType.QueuedConnection)
    QTest.keyClick(button, Qt.Key.Key_Space)
    await until(lambda: bool(shown) and not button.menu().isVisible())


async def test_numbers_that_come_or_go_are_shown_without_a_restart(desk: Desk) -> None:
    numbers = OurNumbers((MAIN,))
    await opened(desk, numbers)
    await desk.type("+79161234567")
    numbers.active = samples.LINES
    desk.window.refresh()
    await desk.settle()
    (button,) = from_buttons(desk.window)
    pick(button, "Петербург")
    numbers.active = (MAIN, SALES)
    desk.window.refresh()
    await desk.settle()
    assert button.text() == "С номера +7 495 000-00-01"


def test_no_name_of_a_number_does_harm(qapp: QApplication) -> None:
    async def show(name: str) -> None:
        numbers = OurNumbers((MAIN, Line(phone_number=Number("+78120000003"), name=name)))
        numbers.used["+79161234567"] = Number("+78120000003")
        tasks = Tasks(lambda error: None)
        chosen = FromNumber(tasks)
        button = FromButton(chosen)
        chosen.use(numbers)
        chosen.ask_for(parse("+79161234567"))
        await until(lambda: not tasks.running)
        for text in (button.accessibleName(), *(one.text() for one in entries(button))):
            assert len(text) < 200
            assert text.isprintable()
        assert button.findChildren(QLabel) == []

    loop = asyncio.new_event_loop()
    try:
        for name in NAMES[:50]:
            loop.run_until_complete(show(name))
    finally:
        loop.close()


async def test_the_number_that_was_picked_goes_to_uis_once(office: Office) -> None:
    office.stage.directory.lines_told = samples.LINES
    async with office.at_work():
        await until(lambda: bool(office.stage.journal.our_lines))
        window = await office.type("8 916 123-45-67")
        await until(lambda: bool(from_buttons(window)) and from_buttons(window)[0].isEnabled())
        pick(from_buttons(window)[0], "Петербург")
        search = person.field(window, SEARCH)
        for _ in range(3):
            QTest.keyClick(search, Qt.Key.Key_Return)
        card = await office.see_card(CardState.CALLING_MY_PHONE)
        assert card.view.virtual_phone_number == PETERSBURG.phone_number
    (request,) = office.stage.call_api.started
    assert request.virtual_phone_number == "78120000003"


async def test_the_number_last_used_is_offered_when_he_calls_again(office: Office) -> None:
    office.stage.directory.lines_told = samples.LINES
    office.stage.journal.rows["1"] = TALKED_ON_SALES
    async with office.at_work():
        await until(lambda: bool(office.stage.journal.our_lines))
        window = await office.type(CALLER)
        await until(lambda: bool(from_buttons(window)) and from_buttons(window)[0].isEnabled())
        assert from_buttons(window)[0].text() == "С номера +7 495 000-00-02"


async def missed(office: Office) -> QPushButton:
    """A call was missed: the button on its card that calls back."""
    await office.stage.say(arrived(1, waiting("c1"), lost("c1")))
    return person.button(await office.see_card(CardState.LOST), "Перезвонить")


def from_menu() -> QMenu | None:
    """The menu that stands on the screen by itself."""
    menus = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu)]
    return next((one for one in menus if one.isVisible()), None)


async def menu_of(button: QPushButton) -> list[QAction]:
    """Asked for with the keyboard."""
    middle = button.rect().center()
    reason = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(reason, middle, button.mapToGlobal(middle))
    QApplication.sendEvent(button, event)
    await until(lambda: from_menu() is not None)
    menu = from_menu()
    assert menu is not None
    return menu.actions()


async def test_card_calls_back_from_the_number_that_was_picked_once(office: Office) -> None:
    office.stage.directory.lines_told = samples.LINES
    later = replace(TALKED_ON_SALES, started_at=START + timedelta(days=1))
    office.stage.journal.rows["1"] = later
    async with office.at_work():
        await until(lambda: bool(office.stage.journal.our_lines))
        head, *numbers = await menu_of(await missed(office))
        assert not head.isEnabled()
        assert numbers[0].text().startswith("+7 495 000-00-02"), "the last one used with him"
        (petersburg,) = [one for one in numbers if "Петербург" in one.text()]
        petersburg.trigger()
        petersburg.trigger()
        await until(lambda: bool(office.stage.call_api.started))
    (request,) = office.stage.call_api.started
    assert request.virtual_phone_number == "78120000003"


async def test_card_says_if_there_is_no_other_number(office: Office) -> None:
    async with office.at_work():
        (only,) = await menu_of(await missed(office))
        assert (only.text(), only.isEnabled()) == ("Другого номера для звонка нет", False)


@pytest.fixture
def office(qapp: QApplication) -> Office:
    return Office(qapp)
