"""Who is chosen in the contact window, whole."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QSignalSpy

from tests.ui import samples
from tests.ui.person import buttons, press, words_on
from tests.ui.test_contact_window import Desk
from uis_desktop.core.history import Outcome
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.details import Details
from uis_desktop.ui.window.rows import call_row, rows_for

ANNA = samples.CONTACTS[0]


@pytest.fixture
def details(theme: Theme) -> Details:
    return Details(Tasks(lambda error: None))


def show_anna(details: Details) -> None:
    rows = rows_for("анна", samples.FOUND, missed_only=False, read=str)
    details.show_row(next(row for row in rows if row.subject == ANNA))


def test_a_contact_has_a_button_for_each_of_his_numbers(details: Details) -> None:
    wanted = QSignalSpy(details.dial_wanted)
    show_anna(details)
    assert buttons(details.contact_page) == ["+7 916 123-45-67", "+7 495 111-22-33"]
    press(details.contact_page, "+7 495 111-22-33")
    assert [wanted.at(n)[0] for n in range(wanted.count())] == ["+74951112233"]


def test_nothing_can_be_dialled_while_a_call_is_being_placed(details: Details) -> None:
    wanted = QSignalSpy(details.dial_wanted)
    details.set_busy(True)
    show_anna(details)
    press(details.contact_page, "+7 916 123-45-67")
    details.show_row(call_row(samples.call("1", Outcome.LOST, minutes=5), str))
    press(details.call_page, "Перезвонить")
    assert wanted.count() == 0


def test_a_hidden_caller_cannot_be_called_back(details: Details) -> None:
    details.call_page.show_call(samples.hidden_call())
    assert buttons(details.call_page) == []
    assert words_on(details.call_page)[0] == "Номер скрыт"


def test_hostile_names_are_plain_text(details: Details) -> None:
    details.show_row(
        call_row(samples.call("1", Outcome.LOST, minutes=5, name=samples.HOSTILE), str)
    )
    assert words_on(details.call_page)[0].startswith("<b>Иван</b>")


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
