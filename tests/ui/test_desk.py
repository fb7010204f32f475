"""The whole screen with a real session behind it, its outside made of stand-ins."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QListView, QMessageBox, QTabBar, QWidget

from tests.builders import call_ended, lost, talk_started, waiting
from tests.fakes import MemoryPreferences, PaperNotifications
from tests.session.stage import CONNECTED, PROFILE, Stage, arrived, until
from tests.sounds import wav
from tests.ui import person
from tests.ui.paper_media import PaperMedia
from tests.ui.person import press, words_on
from uis_desktop.adapters.contact_files import DiskContactFiles
from uis_desktop.core.cards import CardState
from uis_desktop.core.link import CaughtUp
from uis_desktop.core.manners import Pause
from uis_desktop.core.preferences import Corner
from uis_desktop.errors import (
    CallRefused,
    OutcomeUnknown,
    ServiceUnreachable,
    SignInRefused,
    UisError,
)
from uis_desktop.session.own_contacts import ContactDoors
from uis_desktop.session.preferences import PreferenceBook
from uis_desktop.session.session import Session
from uis_desktop.session.sign_in import SignInForm
from uis_desktop.session.support import Support
from uis_desktop.ui.application import Application
from uis_desktop.ui.cards.card import Card
from uis_desktop.ui.cards.places import EDGE
from uis_desktop.ui.desk import Desk
from uis_desktop.ui.notices import Notice
from uis_desktop.ui.settings.settings_dialog import SettingsDialog
from uis_desktop.ui.signing.sign_in_dialog import SignInDialog
from uis_desktop.ui.window.contact_window import ContactWindow

W = TypeVar("W", bound=QWidget)

SEARCH = "Поиск или набор: имя или номер"
FORM = SignInForm(
    invite="uis-desktop://enrol?relay=https%3A%2F%2Frelay.example&code=abc",
    login="maria",
    password="secret",
    call_api_url="https://callapi.uiscom.ru/v4.0",
    virtual_phone_number="8 495 000-00-01",
)


class Office:
    """A desk at work, its relay and UIS, and what its person sees."""

    def __init__(
        self,
        qapp: QApplication,
        notifications: PaperNotifications | None = None,
        support: Support | None = None,
    ) -> None:
        self._qapp = qapp
        self._seconds = 0.0
        self.stage = Stage()
        self.application = Application(qapp)
        self.preferences = MemoryPreferences()
        self.book = PreferenceBook(self.preferences)
        self.desk = Desk(
            self.application,
            self.book,
            notifications=notifications,
            support=support,
            clock=lambda: self._seconds,
        )

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Signed in and connected."""
        async with self.desk, self.attached():
            yield

    @asynccontextmanager
    async def attached(self) -> AsyncIterator[None]:
        """Somebody has signed in at the desk, and is connected."""
        self.stage.session(CONNECTED, CaughtUp(), stays=True)
        session = Session(
            profile=PROFILE,
            stream=self.stage.stream,
            journal=self.stage.journal,
            call_api=self.stage.call_api,
            directory=self.stage.directory,
            checks=self.stage.checks,
            contacts=ContactDoors(DiskContactFiles(), self.stage.company),
            statuses=self.stage.statuses,
            tags=self.stage.tags,
            records=self.stage.records,
            screen=self.desk,
            now=self.stage.clock.now,
            sleep=self.stage.clock.sleep,
        )
        self.desk.attach(session)
        running = asyncio.create_task(session.run())
        await self.stage.stream.all_taken()
        try:
            yield
        finally:
            running.cancel()
            await asyncio.wait({running})

    def pass_time(self, seconds: float = 5) -> None:
        self._seconds += seconds

    def visible(self, kind: type[W]) -> list[W]:
        return [
            one for one in self._qapp.topLevelWidgets() if isinstance(one, kind) and one.isVisible()
        ]

    async def see(self, kind: type[W]) -> W:
        """The one window of this kind, once it is there and may be clicked."""
        await until(lambda: len(self.visible(kind)) == 1)
        self.pass_time()
        return self.visible(kind)[0]

    async def see_card(self, state: CardState) -> Card:
        await until(lambda: [card.view.state for card in self.visible(Card)] == [state])
        return await self.see(Card)

    async def type(self, text: str) -> ContactWindow:
        """Open the window and type into its field."""
        self.desk.open_window()
        window = await self.see(ContactWindow)
        person.field(window, SEARCH).setText(text)
        return window

    @property
    def requests(self) -> list[str]:
        """The numbers UIS was asked to call."""
        return [started.contact.digits for started in self.stage.call_api.started]


@pytest.fixture
def office(qapp: QApplication) -> Office:
    return Office(qapp)


async def test_recording_falls_silent_for_a_ring_and_for_good_at_the_end(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    media = PaperMedia(length_ms=60_000)
    # In the place of Qt's player, which is loaded by name.
    monkeypatch.setitem(sys.modules, "uis_desktop.ui.playing.media", media)
    link = "https://media.uiscom.ru/77/0123456789abcdef"
    office.stage.records.bodies[link] = wav()
    async with office.at_work():
        window = await office.type("")
        window.play_wanted.emit(link, "")
        await until(lambda: any(sound.playing for sound in media.sounds))
        await office.stage.say(arrived(1, waiting()))
        await office.see_card(CardState.RINGING_ME)
        (sound,) = media.sounds
        assert (sound.playing, sound.closed) == (False, False)
    assert sound.closed


async def test_ring_pops_up_a_card_that_follows_the_call(office: Office) -> None:
    async with office.at_work():
        await office.stage.say(arrived(1, waiting()))
        await office.see_card(CardState.RINGING_ME)
        await office.stage.say(arrived(2, talk_started()))
        await office.see_card(CardState.TALKING)
        await office.stage.say(arrived(3, call_ended()))
        await office.see_card(CardState.ENDED)


async def test_enter_double_click_and_button_together_are_one_request(office: Office) -> None:
    async with office.at_work():
        office.stage.call_api.answering.clear()
        window = await office.type("8 916 123-45-67")
        search = person.field(window, SEARCH)
        QTest.keyClick(search, Qt.Key.Key_Return)
        QTest.keyClick(search, Qt.Key.Key_Return)
        press(window, "Позвонить")
        rows = window.findChild(QListView)
        assert isinstance(rows, QListView)
        rows.doubleClicked.emit(rows.currentIndex())
        await until(lambda: len(office.requests) > 0)
        office.stage.call_api.answering.set()
        await office.see_card(CardState.CALLING_MY_PHONE)
        QTest.keyClick(search, Qt.Key.Key_Return)
        assert office.requests == ["79161234567"]


async def test_card_of_a_click_opens_before_uis_has_answered(office: Office) -> None:
    async with office.at_work():
        office.stage.call_api.answering.clear()
        press(await office.type("8 916 123-45-67"), "Позвонить")
        card = await office.see_card(CardState.REQUESTING)
        assert "+7 916 123-45-67" in words_on(card)
        office.stage.call_api.answering.set()


async def test_refused_call_says_why_and_what_to_do(office: Office) -> None:
    async with office.at_work():
        office.stage.call_api.answers.append(CallRefused("no_active_phone_number"))
        press(await office.type("8 916 123-45-67"), "Позвонить")
        card = await office.see_card(CardState.REFUSED)
        assert words_on(card)[0] == "Ваши телефоны выключены"


async def test_window_offers_no_call_once_the_account_cannot_place_any(office: Office) -> None:
    async with office.desk:
        async with office.attached():
            window = await office.type("8 916 123-45-67")
            office.stage.call_api.answers.append(CallRefused("component_disabled"))
            press(window, "Позвонить")
            await office.see_card(CardState.REFUSED)
            assert not person.button(window, "Позвонить").isEnabled()
            person.field(window, SEARCH).setText("8 916 123-45-68")
            QTest.keyClick(person.field(window, SEARCH), Qt.Key.Key_Return)
            assert any(words.startswith("Не входит в ваш тариф") for words in words_on(window))
            assert office.requests == ["79161234567"]
        office.desk.detach()
        async with office.attached():
            await until(lambda: person.button(window, "Позвонить").isEnabled())


async def test_timeout_is_shown_as_unknown_and_never_repeated(office: Office) -> None:
    async with office.at_work():
        office.stage.call_api.answers.append(OutcomeUnknown("start.employee_call"))
        press(await office.type("8 916 123-45-67"), "Позвонить")
        await office.see_card(CardState.UNKNOWN)
        assert len(office.requests) == 1


async def test_number_with_letters_is_refused_in_words_and_not_sent(office: Office) -> None:
    async with office.at_work():
        window = await office.type("не номер")
        await until(lambda: window.nothing_listed == "Ничего не найдено")
        QTest.keyClick(person.field(window, SEARCH), Qt.Key.Key_Return)
        assert "В номере телефона не бывает букв." in words_on(window)
        assert office.requests == []


async def test_missed_call_can_be_called_back_from_its_card_once(office: Office) -> None:
    async with office.at_work():
        await office.stage.say(arrived(1, waiting()), arrived(2, lost()))
        card = await office.see_card(CardState.LOST)
        press(card, "Перезвонить")
        press(card, "Перезвонить")
        await until(lambda: len(office.requests) > 0)
        assert len(office.requests) == 1


async def test_call_is_ended_from_its_card(office: Office) -> None:
    async with office.at_work():
        press(await office.type("204"), "Позвонить")
        card = await office.see_card(CardState.CALLING_MY_PHONE)
        press(card, "Завершить")
        await until(lambda: not office.stage.call_api.running)


async def test_failed_ending_is_told_without_a_box_that_blocks(office: Office) -> None:
    async with office.at_work():
        press(await office.type("204"), "Позвонить")
        card = await office.see_card(CardState.CALLING_MY_PHONE)
        office.stage.call_api.answers.append(ServiceUnreachable("release.call"))
        press(card, "Завершить")
        notice = await office.see(Notice)
        assert words_on(notice)[0] == "Нет связи"
        assert not notice.isModal()


async def test_looking_at_the_missed_calls_clears_their_number(office: Office) -> None:
    async with office.at_work():
        await office.stage.say(arrived(1, waiting()), arrived(2, lost()))
        window = await office.type("")
        tabs = window.findChild(QTabBar)
        assert isinstance(tabs, QTabBar)
        await until(lambda: tabs.tabText(1) == "Пропущенные (1)")
        tabs.setCurrentIndex(1)
        await until(lambda: tabs.tabText(1) == "Пропущенные")


async def test_signing_out_takes_cards_and_lists_away(office: Office) -> None:
    async with office.at_work():
        await office.stage.say(arrived(1, waiting()))
        await office.see(Card)
        office.desk.detach()
        assert office.visible(Card) == []


async def test_signing_out_is_confirmed_first(office: Office) -> None:
    async with office.at_work():
        wanted = asyncio.create_task(office.desk.sign_out_wanted())
        office.desk.tray_menu.sign_out_chosen.emit()
        press(await office.see(QMessageBox), "Отмена")
        office.desk.tray_menu.sign_out_chosen.emit()
        box = await office.see(QMessageBox)
        assert not wanted.done()
        press(box, "Выйти из учётной записи")
        await asyncio.wait_for(wanted, 15)


async def test_same_trouble_twice_is_one_message(office: Office) -> None:
    async with office.at_work():
        office.desk.complain(ServiceUnreachable("a"))
        office.desk.complain(ServiceUnreachable("b"))
        await until(lambda: len(office.visible(Notice)) == 1)


async def test_sign_in_is_asked_again_until_it_succeeds(office: Office) -> None:
    answers: list[UisError | str] = [SignInRefused("x"), "signed in"]
    tried: list[SignInForm] = []

    async def attempt(form: SignInForm) -> str:
        tried.append(form)
        answer = answers.pop(0)
        if isinstance(answer, UisError):
            raise answer
        return answer

    async with office.desk:
        asking = asyncio.create_task(office.desk.ask_sign_in(attempt, filled=FORM))
        dialog = await office.see(SignInDialog)
        press(dialog, "Войти")
        await until(lambda: any("Неверный логин" in line for line in words_on(dialog)))
        press(dialog, "Войти")
        assert await asyncio.wait_for(asking, 15) == "signed in"
        assert tried == [FORM, FORM]
        assert office.visible(SignInDialog) == []


async def test_closed_sign_in_comes_back_from_the_tray(office: Office) -> None:
    async def attempt(form: SignInForm) -> None:
        raise AssertionError

    async with office.desk:
        asking = asyncio.create_task(office.desk.ask_sign_in(attempt))
        (await office.see(SignInDialog)).close()
        assert office.visible(SignInDialog) == []
        office.desk.tray_menu.sign_in_chosen.emit()
        await office.see(SignInDialog)
        asking.cancel()
        await asyncio.wait({asking})


async def test_pause_chosen_in_the_tray_keeps_cards_away_and_its_end_brings_them_back(
    office: Office,
) -> None:
    async with office.at_work():
        office.desk.tray_menu.pause_chosen.emit(Pause.HOUR)
        assert office.preferences.kept.quiet_until is not None
        await office.stage.say(arrived(1, waiting()))
        assert office.visible(Card) == []
        assert len(office.stage.journal.rows) == 1
        office.desk.tray_menu.pause_over_chosen.emit()
        await office.see_card(CardState.RINGING_ME)


async def test_choice_in_the_settings_is_in_force_and_on_disk_at_once(office: Office) -> None:
    async with office.at_work():
        await office.stage.say(arrived(1, waiting()))
        card = await office.see_card(CardState.RINGING_ME)
        office.desk.tray_menu.settings_chosen.emit()
        dialog = await office.see(SettingsDialog)
        corners = next(c for c in dialog.findChildren(QComboBox) if c.accessibleName() == "Угол")
        corners.setCurrentText("Слева вверху")
        assert office.preferences.kept.corner is Corner.TOP_LEFT
        assert (card.place.x(), card.place.y()) == (EDGE, EDGE)


async def test_settings_open_from_the_window_too(office: Office) -> None:
    async with office.at_work():
        office.desk.open_window()
        press(await office.see(ContactWindow), "Настройки…")
        await office.see(SettingsDialog)
