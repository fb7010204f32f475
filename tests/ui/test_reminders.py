"""Reminders on the screen: set on a call's page, shown without taking the keyboard."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, QDateTime, Qt, QTime
from PySide6.QtGui import QAction
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QDateTimeEdit

from tests.builders import CALLER, lost, waiting
from tests.session.stage import arrived, until
from tests.ui import samples
from tests.ui.person import buttons, from_nowhere, press, words_on
from tests.ui.test_desk import Office
from uis_desktop.core.history import Outcome
from uis_desktop.core.reminders import Delay
from uis_desktop.ui.contacts.wishes import ContactWishes
from uis_desktop.ui.reminding import ReminderNotice
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.time_dialog import TimeDialog
from uis_desktop.ui.window.call_page import CallPage
from uis_desktop.ui.window.contact_window import ContactWindow
from uis_desktop.ui.window.remind_button import RemindButton, due_at
from uis_desktop.ui.window.rows import call_row

MISSED = samples.call("1", Outcome.LOST, minutes=5, name=samples.HOSTILE)


def times(page: CallPage) -> list[QAction]:
    """The times the button of the page offers."""
    button = page.findChild(RemindButton)
    assert isinstance(button, RemindButton)
    menu = button.menu()
    return [action for action in menu.actions() if action.isVisible()]


def choose(page: CallPage, words: str) -> None:
    """Choose a time by its words."""
    (action,) = [action for action in times(page) if action.text() == words]
    action.trigger()


def test_quarter_and_hour_count_from_now_and_tomorrow_is_nine_here() -> None:
    now = datetime(2026, 3, 28, 23, 50, tzinfo=UTC)
    assert due_at(Delay.QUARTER, now) == now + timedelta(minutes=15)
    assert due_at(Delay.HOUR, now) == now + timedelta(hours=1)
    morning = due_at(Delay.TOMORROW, now).astimezone()
    day = now.astimezone().date() + timedelta(days=1)
    assert (morning.date(), morning.hour, morning.minute) == (day, 9, 0)


def test_page_of_a_call_offers_times(theme: Theme) -> None:
    page = CallPage(from_nowhere(), ContactWishes())
    page.show_call(MISSED)
    wanted = QSignalSpy(page.remind_wanted)
    assert [action.text() for action in times(page)] == [
        "Через 15 минут",
        "Через час",
        "Завтра в 9:00",
        "Другое время…",
    ]
    choose(page, "Через час")
    call, due = wanted.at(0)
    assert call == MISSED
    assert timedelta(minutes=59) < due - datetime.now(UTC) <= timedelta(hours=1)


def test_reminder_that_is_set_is_shown_and_can_be_taken_back(theme: Theme) -> None:
    page = CallPage(from_nowhere(), ContactWishes())
    page.show_call(replace(MISSED, remind_at=samples.NOW))
    assert any(line.startswith("перезвонить ") for line in words_on(page))
    wanted = QSignalSpy(page.remind_wanted)
    choose(page, "Не напоминать")
    assert wanted.at(0)[1] is None
    assert call_row(replace(MISSED, remind_at=samples.NOW), str).second.startswith("перезвонить ")


def test_hidden_number_offers_no_reminder(theme: Theme) -> None:
    page = CallPage(from_nowhere(), ContactWishes())
    page.show_call(samples.hidden_call())
    assert "Напомнить перезвонить" not in buttons(page)


def test_own_time_is_asked_for_and_never_in_the_past(theme: Theme, qapp: QApplication) -> None:
    button = RemindButton()
    chosen = QSignalSpy(button.chosen)
    menu = button.menu()
    next(action for action in menu.actions() if action.text() == "Другое время…").trigger()
    (dialog,) = [one for one in qapp.topLevelWidgets() if isinstance(one, TimeDialog)]
    time = dialog.findChild(QDateTimeEdit)
    assert isinstance(time, QDateTimeEdit)
    assert time.minimumDateTime() >= QDateTime.currentDateTime().addSecs(-60)
    time.setDateTime(QDateTime(QDate(2031, 5, 6), QTime(15, 0)))
    press(dialog, "Напомнить")
    assert chosen.at(0)[0] == datetime(2031, 5, 6, 15, 0).astimezone()


@pytest.fixture
def office(qapp: QApplication) -> Office:
    return Office(qapp)


async def a_missed_call(office: Office) -> ContactWindow:
    """The window with a missed call chosen."""
    await office.stage.say(arrived(1, waiting(), lost()))
    office.desk.open_window()
    window = await office.see(ContactWindow)
    window.open_missed()
    await until(lambda: len(window.rows_shown) == 2)
    return window


async def remind_now(office: Office) -> ReminderNotice:
    """The notice of a reminder that is due at once."""
    window = await a_missed_call(office)
    (row,) = await office.stage.journal.recent(limit=1)
    window.remind_wanted.emit(row, office.stage.clock.now())
    return await office.see(ReminderNotice)


async def test_reminder_pops_up_with_a_way_to_call_and_does_not_take_the_keyboard(
    office: Office,
) -> None:
    async with office.at_work():
        notice = await remind_now(office)
        assert words_on(notice)[0] == "Перезвоните: Смирнов Олег"
        assert notice.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
        press(notice, "Позвонить")
        await until(lambda: office.requests == [CALLER.removeprefix("+")])
        assert office.visible(ReminderNotice) == []
        assert len(await office.stage.journal.reminders()) == 1, "nobody has talked yet"


async def test_reminder_is_done_by_a_click(office: Office) -> None:
    async with office.at_work():
        press(await remind_now(office), "Готово")
        await until(lambda: office.visible(ReminderNotice) == [])
        assert list(await office.stage.journal.reminders()) == []


async def test_reminder_is_put_off_by_a_click(office: Office) -> None:
    async with office.at_work():
        press(await remind_now(office), "Через 15 минут")
        await until(lambda: office.visible(ReminderNotice) == [])
        (reminder,) = await office.stage.journal.reminders()
        left = reminder.due - datetime.now(UTC)
        assert timedelta(minutes=14) < left <= timedelta(minutes=15)


async def test_reminder_that_was_hidden_does_not_come_back_by_itself(office: Office) -> None:
    async with office.at_work():
        press(await remind_now(office), "Скрыть сообщение")
        await office.stage.say(arrived(9, waiting("c9", s=400), lost("c9", s=401)))
        await until(lambda: office.stage.journal.rows.get("c9") is not None)
        assert office.visible(ReminderNotice) == []
