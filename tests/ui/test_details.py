"""Who is chosen in the contact window, whole."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from tests.ui import samples
from tests.ui.person import button, buttons, from_nowhere, press, words_on
from tests.ui.test_contact_window import Desk
from uis_desktop.core.history import Outcome
from uis_desktop.errors import HistoryUnreadable
from uis_desktop.ui.contacts.wishes import ContactWishes
from uis_desktop.ui.moments import moment_here
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.details import Details
from uis_desktop.ui.window.rows import call_row, rows_for

ANNA = samples.CONTACTS[0]


@pytest.fixture
def details(theme: Theme) -> Details:
    return Details(theme, Tasks(lambda error: None), from_nowhere(), ContactWishes())


def show_anna(details: Details) -> None:
    rows = rows_for("анна", samples.FOUND, missed_only=False, read=str)
    details.show_row(next(row for row in rows if row.subject == ANNA))


def test_a_contact_has_a_button_for_each_of_his_numbers(details: Details) -> None:
    wanted = QSignalSpy(details.dial_wanted)
    show_anna(details)
    assert buttons(details.contact_page) == ["+7 916 123-45-67", "+7 495 111-22-33"]
    press(details.contact_page, "+7 495 111-22-33")
    assert [wanted.at(n)[0].typed for n in range(wanted.count())] == ["+74951112233"]


def test_nothing_can_be_dialled_while_a_call_is_being_placed(details: Details) -> None:
    wanted = QSignalSpy(details.dial_wanted)
    details.set_busy(True)
    show_anna(details)
    press(details.contact_page, "+7 916 123-45-67")
    details.show_row(call_row(samples.call("1", Outcome.LOST, minutes=5), str))
    press(details.call_page, "Перезвонить")
    assert wanted.count() == 0


@pytest.mark.parametrize(
    ("outcome", "reason", "said"),
    [
        (Outcome.NOT_ANSWERED, "subscriber_busy", "Номер собеседника занят. Попробуйте позже."),
        (Outcome.LOST, "operator_not_responsible", "Перезвоните на этот номер."),
        (Outcome.REFUSED, "no_active_phone_number", "Ваши телефоны выключены."),
        (Outcome.NOT_ANSWERED, "<b>new</b>", "Звонок закончился: <b>new</b>."),
    ],
)
def test_a_call_that_failed_says_why_and_what_to_do(
    details: Details, outcome: Outcome, reason: str, said: str
) -> None:
    call = replace(samples.call("1", outcome, minutes=5), reason=reason)
    details.call_page.show_call(call)
    assert said in " ".join(words_on(details.call_page))
    talked = replace(call, outcome=Outcome.TALKED)
    details.call_page.show_call(talked)
    assert said not in " ".join(words_on(details.call_page))


def test_a_hidden_caller_cannot_be_called_back(details: Details) -> None:
    details.call_page.show_call(samples.hidden_call())
    assert buttons(details.call_page) == ["Почему я (не) видел звонок?"]
    assert words_on(details.call_page)[0] == "Номер скрыт"


def test_hostile_names_are_plain_text(details: Details) -> None:
    details.show_row(
        call_row(samples.call("1", Outcome.LOST, minutes=5, name=samples.HOSTILE), str)
    )
    assert words_on(details.call_page)[0].startswith("<b>Иван</b>")


def test_a_contact_says_who_is_responsible_if_that_is_known(details: Details) -> None:
    show_anna(details)
    assert words_on(details.contact_page)[2] == "Ответственный: Пётр Сидоров"
    details.contact_page.show_contact(replace(ANNA, employee_name=None))
    assert not any("Ответственный" in line for line in words_on(details.contact_page))
    details.contact_page.show_contact(replace(ANNA, employee_name=samples.HOSTILE))
    assert words_on(details.contact_page)[2].startswith("Ответственный: <b>Иван</b>")


async def test_a_narrow_window_shows_the_list_alone(theme: Theme) -> None:
    desk = Desk(theme)
    await desk.open()
    details = desk.window.findChild(Details)
    assert isinstance(details, Details)
    desk.window.resize(900, 600)
    assert details.isVisible()
    desk.window.resize(400, 600)
    assert not details.isVisible()
    assert desk.window.width() == 400


async def choose_anna(desk: Desk) -> Details:
    """The window with the first contact chosen, and what is shown of her."""
    desk.window.resize(900, 700)
    desk.directory.recent = ()
    await desk.open()
    QTest.keyClick(desk.search, Qt.Key.Key_Down)
    await desk.settle()
    details = desk.window.findChild(Details)
    assert isinstance(details, Details)
    return details


def calls_of(details: Details) -> QListView:
    found = details.findChild(QListView, "contactCalls")
    assert isinstance(found, QListView)
    return found


def focused() -> QWidget:
    """Where the keys go."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def listed(details: Details) -> list[str]:
    """The rows of the contact's calls, as a screen reader says them."""
    model = calls_of(details).model()
    spoken = Qt.ItemDataRole.AccessibleTextRole
    return [model.index(n, 0).data(spoken) for n in range(model.rowCount())]


@pytest.fixture
async def desk(theme: Theme) -> AsyncIterator[Desk]:
    desk = Desk(theme)
    yield desk
    await desk.tasks.close()


async def test_the_number_used_last_comes_first_and_says_when(desk: Desk) -> None:
    details = await choose_anna(desk)
    page = details.contact_page
    assert buttons(page) == ["+7 495 111-22-33", "+7 916 123-45-67"]
    when = moment_here(samples.CALLS_WITH_ANNA[0].started_at)
    assert f"последний: {when}" in words_on(page)
    first = button(page, "+7 495 111-22-33")
    assert first.accessibleName() == f"Позвонить: +7 495 111-22-33, последний: {when}"


async def test_the_calls_with_a_contact_say_outcome_note_number_and_time(desk: Desk) -> None:
    details = await choose_anna(desk)
    rows = listed(details)
    assert len(rows) == len(samples.CALLS_WITH_ANNA)
    assert rows[0].startswith("разговор 2:15, заметка: Общество с ограниченной")
    assert rows[0].endswith(
        f"+7 495 111-22-33, {moment_here(samples.CALLS_WITH_ANNA[0].started_at)}"
    )
    assert rows[4].startswith("пропущен, ждал 0:21, +7 916 123-45-67, ")


async def test_a_call_that_comes_meanwhile_moves_the_mark_but_no_button(desk: Desk) -> None:
    details = await choose_anna(desk)
    newer = replace(samples.call("new", Outcome.LOST, minutes=1), contact_full_name="Анна")
    desk.directory.calls = [newer, *samples.CALLS_WITH_ANNA]
    desk.window.refresh()
    await desk.settle()
    page = details.contact_page
    assert buttons(page) == ["+7 495 111-22-33", "+7 916 123-45-67"]
    assert "последний" in button(page, "+7 916 123-45-67").accessibleName()
    assert "последний" not in button(page, "+7 495 111-22-33").accessibleName()
    assert len(listed(details)) == len(samples.CALLS_WITH_ANNA) + 1


async def test_another_contact_takes_nothing_over(desk: Desk) -> None:
    details = await choose_anna(desk)
    for _ in range(2):
        QTest.keyClick(desk.search, Qt.Key.Key_Down)
    await desk.settle()
    assert buttons(details.contact_page) == ["8 800 555-35-35"]
    assert listed(details) == []


async def test_a_contact_can_be_called_though_the_history_cannot_be_read(desk: Desk) -> None:
    desk.directory.calls = HistoryUnreadable("disk")
    details = await choose_anna(desk)
    assert buttons(details.contact_page) == ["+7 916 123-45-67", "+7 495 111-22-33"]
    assert [type(trouble) for trouble in desk.troubles] == [HistoryUnreadable]


async def test_a_contacts_calls_are_reached_opened_and_left_by_keys_alone(desk: Desk) -> None:
    details = await choose_anna(desk)
    reached = []
    while focused() is not calls_of(details):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        reached.append(focused().accessibleName())
    assert [name.split(",")[0] for name in reached[-4:]] == [
        "Подробности",
        "Позвонить: +7 495 111-22-33",
        "Позвонить: +7 916 123-45-67",
        "Последние звонки с этим контактом",
    ]
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert details.call_page.isVisible()
    shown = samples.CALLS_WITH_ANNA[1]
    assert words_on(details.call_page)[2] == f"{moment_here(shown.started_at)} · идёт сейчас"
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert details.contact_page.isVisible()
    assert focused() is calls_of(details)
    assert desk.window.isVisible()
    assert desk.dialled == []


async def test_an_opened_call_stays_and_says_what_is_new_of_it(desk: Desk) -> None:
    details = await choose_anna(desk)
    calls_of(details).activated.emit(calls_of(details).model().index(1, 0))
    ended = replace(samples.CALLS_WITH_ANNA[1], outcome=Outcome.TALKED, talk_s=60)
    desk.directory.calls = [samples.CALLS_WITH_ANNA[0], ended]
    desk.window.refresh()
    await desk.settle()
    assert details.call_page.isVisible()
    assert words_on(details.call_page)[2].endswith(" · разговор 1:00")
    press(details, "Назад к контакту")
    assert details.contact_page.isVisible()


async def test_a_call_chosen_in_the_list_has_no_way_back(desk: Desk) -> None:
    details = await choose_anna(desk)
    calls_of(details).activated.emit(calls_of(details).model().index(0, 0))
    desk.directory.recent = samples.CALLS
    desk.window.refresh()
    await desk.settle()
    desk.list.setCurrentIndex(desk.list.model().index(2, 0))
    assert details.call_page.isVisible()
    assert "Назад к контакту" not in buttons(details)
