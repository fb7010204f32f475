"""What a rule opens reaches the system's own programs, with nothing in between."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QListView, QPushButton

from tests.builders import CALLER, lost, waiting
from tests.session.stage import arrived, until
from tests.ui.person import buttons, press, words_on
from tests.ui.test_desk import Office
from uis_desktop.core.cards import CardState
from uis_desktop.core.contacts import Contact
from uis_desktop.core.crm_filling import OpenUrl, RunProgram
from uis_desktop.core.crm_rules import CrmRule
from uis_desktop.core.events import Direction
from uis_desktop.core.preferences import Preferences
from uis_desktop.ui.notices import Notice
from uis_desktop.ui.opening import CrmDoor
from uis_desktop.ui.refusals import Words
from uis_desktop.ui.window.contact_window import ContactWindow

_TAKEN = ("https", "file")


class Browser(QObject):
    """Takes over links, as a handler of Qt's own."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))


@pytest.fixture
def browser() -> Iterator[Browser]:
    browser = Browser()
    for scheme in _TAKEN:
        # PySide6 takes a str and calls it bytes in its types.
        QDesktopServices.setUrlHandler(scheme, browser, "take")  # type: ignore[arg-type]
    yield browser
    for scheme in _TAKEN:
        QDesktopServices.unsetUrlHandler(scheme)


def office_with(qapp: QApplication, rule: CrmRule) -> Office:
    office = Office(qapp)
    office.preferences.kept = Preferences(crm_rules=(rule,))
    return office


async def test_address_reaches_the_browser_as_it_was_filled_in(browser: Browser) -> None:
    told: list[Words] = []
    CrmDoor(told.append).open(OpenUrl("https://crm.example/?q=%2F%26%D0%90&n=%252e"))
    assert browser.urls == ["https://crm.example/?q=%2F%26%D0%90&n=%252e"]
    assert told == []


async def test_button_of_a_card_opens_the_customer_as_often_as_it_is_pressed(
    qapp: QApplication, browser: Browser
) -> None:
    office = office_with(qapp, CrmRule(target="https://crm.example/?q={number_10}"))
    async with office.at_work():
        await office.stage.say(arrived(1, waiting()))
        card = await office.see_card(CardState.RINGING_ME)
        assert buttons(card)[:-1] == ["История", "В CRM"]
        assert browser.urls == [], "a rule for the button opens nothing by itself"
        press(card, "В CRM")
        press(card, "Открыть клиента в CRM")
    assert browser.urls == [f"https://crm.example/?q={CALLER.removeprefix('+7')}"] * 2


async def test_button_says_what_the_call_does_not_tell(
    qapp: QApplication, browser: Browser
) -> None:
    office = office_with(qapp, CrmRule(target="https://crm.example/{parameter:Planfix}"))
    async with office.at_work():
        await office.stage.say(arrived(1, waiting()))
        press(await office.see_card(CardState.RINGING_ME), "В CRM")
        notice = await office.see(Notice)
        assert words_on(notice)[0] == "Не удалось открыть клиента"
        assert "parameter:Planfix" in words_on(notice)[1]
    assert browser.urls == []


async def test_card_of_a_call_without_a_rule_offers_no_crm(qapp: QApplication) -> None:
    rule = CrmRule(direction=Direction.OUT, target="https://crm.example/{number}")
    office = office_with(qapp, rule)
    async with office.at_work():
        await office.stage.say(arrived(1, waiting()))
        assert "В CRM" not in buttons(await office.see_card(CardState.RINGING_ME))


async def test_address_of_a_strange_scheme_is_not_opened(browser: Browser) -> None:
    told: list[Words] = []
    CrmDoor(told.append).open(OpenUrl("file:///etc/passwd"))
    assert browser.urls == []
    assert len(told) == 1


async def test_program_gets_its_arguments_one_by_one(tmp_path: Path) -> None:
    said = tmp_path / "said"
    script = "import sys, pathlib as p; p.Path(sys.argv[1]).write_text('\\n'.join(sys.argv[2:]))"
    hostile = ('a b "c"', "$(touch x); `id`", "*")
    CrmDoor(lambda words: None).open(
        RunProgram(sys.executable, ("-c", script, str(said), *hostile))
    )
    async with asyncio.timeout(10):
        await until(lambda: said.exists() and said.read_text() == "\n".join(hostile))


async def test_missing_program_is_told_once_until_something_opens() -> None:
    told: list[Words] = []
    door = CrmDoor(told.append)
    for _ in range(3):
        door.open(RunProgram("no-such-program-here", ()))
    assert len(told) == 1
    assert "no-such-program-here" in told[0].advice


ANNA = Contact(id="uis:7", full_name="Анна Иванова", phone_numbers=(CALLER,))


async def page_with(office: Office, title: str) -> ContactWindow:
    """The window, with the row of this title chosen."""
    window = await office.type("")
    await until(lambda: any(title in row for row in window.rows_shown))
    rows = window.findChild(QListView, "calls")
    assert isinstance(rows, QListView)
    number = next(n for n, row in enumerate(window.rows_shown) if title in row)
    rows.setCurrentIndex(rows.model().index(number, 0))
    return window


@pytest.mark.parametrize(("title", "told"), [("Анна", "7"), ("Смирнов", "")])
async def test_page_of_a_contact_or_a_call_opens_the_customer(
    qapp: QApplication, browser: Browser, title: str, told: str
) -> None:
    target = "https://crm.example/{contact_id}" if told else "https://crm.example/{call_session_id}"
    office = office_with(qapp, CrmRule(target=target))
    office.stage.journal.people[ANNA.id] = ANNA
    async with office.at_work():
        await office.stage.say(arrived(1, waiting(), lost()))
        window = await page_with(office, title)
        press(window, "Открыть в CRM")
    assert browser.urls == [f"https://crm.example/{told or 'c1'}"]


async def test_page_says_what_the_contact_does_not_tell(
    qapp: QApplication, browser: Browser
) -> None:
    office = office_with(qapp, CrmRule(target="https://crm.example/{call_session_id}"))
    office.stage.journal.people[ANNA.id] = ANNA
    async with office.at_work():
        press(await page_with(office, "Анна"), "Открыть в CRM")
        notice = await office.see(Notice)
        assert words_on(notice)[0] == "Не удалось открыть клиента"
    assert browser.urls == []


async def test_page_without_a_rule_offers_no_crm(qapp: QApplication) -> None:
    office = office_with(
        qapp, CrmRule(direction=Direction.OUT, target="https://crm.example/{number}")
    )
    office.stage.journal.people[ANNA.id] = ANNA
    async with office.at_work():
        assert "Открыть в CRM" not in shown_buttons(await page_with(office, "Анна"))


def shown_buttons(window: ContactWindow) -> list[str]:
    return [one.text() for one in window.findChildren(QPushButton) if one.isVisible()]
