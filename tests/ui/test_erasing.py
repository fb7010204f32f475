"""The history of a number is deleted after a question, and old calls by the person's choice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from tests.builders import CALLER, START, lost, waiting
from tests.session.stage import arrived, others_work, until
from tests.ui import samples
from tests.ui.person import buttons, from_nowhere, press
from tests.ui.test_desk import Office
from uis_desktop.core.history import Outcome
from uis_desktop.core.preferences import Preferences
from uis_desktop.errors import SettingsUnreadable
from uis_desktop.ui.contacts.wishes import ContactWishes
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.call_page import CallPage
from uis_desktop.ui.window.contact_window import ContactWindow


@pytest.fixture
def office(qapp: QApplication) -> Office:
    return Office(qapp)


async def ask(office: Office) -> QMessageBox:
    """The question, after two calls of one number."""
    two = (waiting(), lost(), waiting("c2", s=40), lost("c2", s=60))
    await office.stage.say(arrived(1, *two))
    office.desk.open_window()
    window = await office.see(ContactWindow)
    window.erase_wanted.emit(CALLER)
    return await office.see(QMessageBox)


async def test_question_says_how_many_calls_go_and_nothing_goes_unasked(office: Office) -> None:
    async with office.at_work():
        box = await ask(office)
        assert box.text() == "Удалить историю номера +7 900 123-45-67? Звонков: 2"
        press(box, "Оставить")
        await others_work()
        assert len(office.stage.journal.rows) == 2


async def test_history_of_the_number_is_deleted_after_yes(office: Office) -> None:
    async with office.at_work():
        press(await ask(office), "Удалить")
        await until(lambda: not office.stage.journal.rows)


def test_hidden_number_has_no_history_to_delete(theme: Theme) -> None:
    page = CallPage(from_nowhere(), ContactWishes())
    page.show_call(samples.hidden_call())
    assert "Удалить историю этого номера…" not in buttons(page)


OLD = samples.call("old", Outcome.LOST, minutes=0)


async def with_an_old_call(office: Office) -> None:
    """A call ten days before the clock of the office."""
    await office.stage.journal.keep([], [replace(OLD, started_at=START - timedelta(days=10))])


async def test_calls_are_kept_as_long_as_chosen(office: Office) -> None:
    office.preferences.kept = replace(Preferences(), keep_days=7)
    await with_an_old_call(office)
    async with office.at_work():
        await until(lambda: not office.stage.journal.rows)


async def test_calls_are_kept_for_ever_if_that_is_chosen(office: Office) -> None:
    office.preferences.kept = replace(Preferences(), keep_days=0)
    await with_an_old_call(office)
    async with office.at_work():
        await others_work()
        assert list(office.stage.journal.rows) == ["old"]


async def test_nothing_is_deleted_while_the_choice_cannot_be_read(office: Office) -> None:
    office.preferences.failure = SettingsUnreadable("damaged")
    office.stage.clock.at = START + timedelta(days=4000)
    await with_an_old_call(office)
    async with office.at_work():
        await others_work()
        assert list(office.stage.journal.rows) == ["old"]
