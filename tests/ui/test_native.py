"""Calls told by the system's notifications, or in the window where there are none."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from tests.builders import EPOCH, call_ended, lost, talk_started, waiting
from tests.fakes import PaperNotifications
from tests.session.stage import CONNECTED, arrived, others_work, until
from tests.ui.person import buttons, press, words_on
from tests.ui.test_desk import Office
from uis_desktop.core.events import Place
from uis_desktop.core.link import CaughtUp
from uis_desktop.core.manners import Pause
from uis_desktop.core.notifications import CLICKED, DISMISSED, Notification
from uis_desktop.core.preferences import Preferences
from uis_desktop.core.surfaces import ShowAs
from uis_desktop.errors import ServiceUnreachable
from uis_desktop.ui.cards.card import Card
from uis_desktop.ui.digest import DigestNotice
from uis_desktop.ui.native import surfaces
from uis_desktop.ui.notices import Notice
from uis_desktop.ui.window.call_strip import CallStrip
from uis_desktop.ui.window.contact_window import ContactWindow


class NativeOffice(Office):
    """An office whose person wants the system's notifications."""

    def __init__(self, qapp: QApplication, *, there: bool = True) -> None:
        self.paper = PaperNotifications(there=there)
        super().__init__(qapp, self.paper)
        self.preferences.kept = Preferences(show_as=ShowAs.NOTIFICATIONS)

    async def told(self, title: str) -> Notification:
        """The only notification that stands there, once it says so."""
        await until(lambda: [one.title for one in self.paper.shown.values()] == [title])
        return next(iter(self.paper.shown.values()))

    async def nothing_told(self) -> None:
        await until(lambda: not self.paper.shown)


@asynccontextmanager
async def at_work(qapp: QApplication, *, there: bool = True) -> AsyncIterator[NativeOffice]:
    office = NativeOffice(qapp, there=there)
    async with office.at_work():
        await others_work()
        yield office


async def test_ring_is_told_with_name_number_and_buttons_and_no_card(qapp: QApplication) -> None:
    async with at_work(qapp) as office:
        await office.stage.say(arrived(1, waiting()))
        told = await office.told("Входящий: +7 900 123-45-67")
        assert told.body.splitlines()[0] == "Входящий вам"
        assert "+7 495 000-00-01" in told.body
        assert [words for _, words in told.buttons] == ["История", "Копировать"]
        assert told.urgent
        assert office.visible(Card) == []


async def test_call_is_brought_up_to_date_in_place_and_closed_at_its_end(
    qapp: QApplication,
) -> None:
    async with at_work(qapp) as office:
        await office.stage.say(arrived(1, waiting()))
        await office.told("Входящий: +7 900 123-45-67")
        await office.stage.say(arrived(2, talk_started()))
        talk = await office.told("Разговор: +7 900 123-45-67")
        assert [words for _, words in talk.buttons] == ["Завершить", "Перевести…", "Ещё…"]
        await office.stage.say(arrived(3, call_ended()))
        over = await office.told("Завершён: +7 900 123-45-67")
        assert not over.urgent
        assert {one.key for one in office.paper.history} == {over.key}


async def test_seconds_of_a_talk_send_nothing(qapp: QApplication) -> None:
    async with at_work(qapp) as office:
        await office.stage.say(arrived(1, waiting(), talk_started()))
        await office.told("Разговор: +7 900 123-45-67")
        told = len(office.paper.history)
        office.pass_time(30)
        office.desk.refresh_lists()
        await others_work()
        assert len(office.paper.history) == told


async def test_button_on_the_notification_does_what_the_card_would(qapp: QApplication) -> None:
    async with at_work(qapp) as office:
        await office.stage.say(arrived(1, waiting(), talk_started()))
        await office.told("Разговор: +7 900 123-45-67")
        office.stage.call_api.running.add("c1")
        office.paper.press("Завершить")
        await until(lambda: not office.stage.call_api.running)


async def test_click_on_the_notification_opens_the_history_of_the_caller(
    qapp: QApplication,
) -> None:
    async with at_work(qapp) as office:
        await office.stage.say(arrived(1, waiting()))
        await office.told("Входящий: +7 900 123-45-67")
        office.paper.press(CLICKED)
        await office.see(ContactWindow)


async def test_button_of_a_state_that_is_over_does_nothing(qapp: QApplication) -> None:
    async with at_work(qapp) as office:
        await office.stage.say(arrived(1, waiting(), talk_started()))
        await office.told("Разговор: +7 900 123-45-67")
        office.stage.call_api.running.add("c1")
        await office.stage.say(arrived(2, call_ended()))
        office.paper.press("Завершить")
        await others_work()
        assert office.stage.call_api.running == {"c1"}


async def test_ring_the_person_has_closed_is_not_told_again(qapp: QApplication) -> None:
    async with at_work(qapp) as office:
        await office.stage.say(arrived(1, waiting()))
        await office.told("Входящий: +7 900 123-45-67")
        office.paper.press(DISMISSED)
        await office.stage.say(arrived(2, talk_started()))
        await others_work()
        await office.nothing_told()
        # It is still a call: the tray's menu brings its card up.
        office.desk.tray_menu.call_chosen.emit("c1")
        await office.see(Card)


async def test_lost_call_calls_back_and_then_leads_to_the_missed_ones(
    qapp: QApplication,
) -> None:
    async with at_work(qapp) as office:
        await office.stage.say(arrived(1, waiting()))
        await office.told("Входящий: +7 900 123-45-67")
        await office.stage.say(arrived(2, lost()))
        told = await office.told("Пропущенный: Смирнов Олег")
        assert told.body.splitlines()[0] == "Пропущенный звонок · ждал 0:30"
        assert told.buttons[0][1] == "Перезвонить"
        office.desk.drop_card("c1")
        await until(lambda: list(office.paper.shown) == ["missed"])
        left = await office.told("Пропущенный: Смирнов Олег")
        assert [words for _, words in left.buttons] == ["Показать пропущенные"]
        office.paper.press("show")
        window = await office.see(ContactWindow)
        await until(lambda: list(window.rows_shown) == ["Пропущенные", "Смирнов Олег"])
        await office.nothing_told()


async def test_missed_call_that_was_looked_at_leaves_no_notification(qapp: QApplication) -> None:
    async with at_work(qapp) as office:
        await office.stage.say(arrived(1, waiting()))
        await office.told("Входящий: +7 900 123-45-67")
        await office.stage.say(arrived(2, lost()))
        await office.told("Пропущенный: Смирнов Олег")
        office.desk.drop_card("c1")
        await until(lambda: list(office.paper.shown) == ["missed"])
        office.desk.tray_menu.missed_chosen.emit()
        await office.nothing_told()


async def test_digest_is_one_notification(qapp: QApplication) -> None:
    office = NativeOffice(qapp)
    await office.stage.journal.keep([], [], place=Place(epoch=EPOCH, after=0))
    async with office.at_work():
        await others_work()
        office.stage.clock.move_to(3600)
        missed = [arrived(2 * n + 1, waiting(f"c{n}"), lost(f"c{n}")) for n in range(40)]
        await office.stage.say(CONNECTED, *missed, CaughtUp())
        told = await office.told("Пока вас не было: 40 звонков")
        assert told.body == "40 пропущено"
        assert len(office.paper.history) == 1
        assert office.visible(DigestNotice) == []
        office.paper.press(CLICKED)
        await office.see(ContactWindow)


async def test_failure_is_told_there_too(qapp: QApplication) -> None:
    async with at_work(qapp) as office:
        office.desk.complain(ServiceUnreachable("x"))
        told = await office.told("Нет связи")
        assert told.body == "Запрос не отправлен. Проверьте сеть и повторите."
        assert office.visible(Notice) == []


async def test_do_not_disturb_keeps_notifications_away_too(qapp: QApplication) -> None:
    async with at_work(qapp) as office:
        office.desk.tray_menu.pause_chosen.emit(Pause.HOUR)
        await office.stage.say(arrived(1, waiting()))
        await others_work()
        await office.nothing_told()
        office.desk.tray_menu.pause_over_chosen.emit()
        await office.told("Входящий: +7 900 123-45-67")


async def test_quitting_leaves_no_notification_behind(qapp: QApplication) -> None:
    async with at_work(qapp) as office:
        await office.stage.say(arrived(1, waiting()))
        await office.told("Входящий: +7 900 123-45-67")
    assert office.paper.shown == {}


async def test_service_that_dies_in_the_middle_of_a_ring_hands_over_to_the_card(
    qapp: QApplication,
) -> None:
    async with at_work(qapp) as office:
        await office.stage.say(arrived(1, waiting()))
        await office.told("Входящий: +7 900 123-45-67")
        office.paper.there = False
        await office.stage.say(arrived(2, talk_started()))
        await office.see(Card)


async def test_service_that_answers_and_shows_nothing_is_tried_again_at_the_next_ring(
    qapp: QApplication,
) -> None:
    async with at_work(qapp) as office:
        office.paper.refuses = True
        await office.stage.say(arrived(1, waiting()))
        await office.see(Card)
        await office.stage.say(arrived(2, lost()))
        office.paper.refuses = False
        await office.stage.say(arrived(3, waiting("c2")))
        await until(lambda: "c2" in office.paper.shown)


async def test_service_that_comes_later_tells_the_next_ring(qapp: QApplication) -> None:
    async with at_work(qapp, there=False) as office:
        await office.stage.say(arrived(1, waiting()))
        await office.see(Card)
        await office.stage.say(arrived(2, lost()))
        office.paper.there = True
        await office.stage.say(arrived(3, waiting("c2")))
        await until(lambda: "c2" in office.paper.shown)
        assert [card.view.key for card in office.visible(Card)] == []


async def test_person_may_choose_cards_again_while_it_rings(qapp: QApplication) -> None:
    async with at_work(qapp) as office:
        await office.stage.say(arrived(1, waiting()))
        await office.told("Входящий: +7 900 123-45-67")
        office.book.choose(replace(office.book.current, show_as=ShowAs.CARDS))
        await office.see(Card)
        await office.nothing_told()


@pytest.fixture
def nothing_can_be_placed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Wayland: the platform of the tests is another one, so it is said here."""
    monkeypatch.setattr(surfaces, "windows_can_be_placed", lambda: False)


@pytest.mark.usefixtures("nothing_can_be_placed")
async def test_where_cards_cannot_be_placed_notifications_take_over(qapp: QApplication) -> None:
    office = NativeOffice(qapp)
    office.preferences.kept = Preferences()
    async with office.at_work():
        await others_work()
        await office.stage.say(arrived(1, waiting()))
        await office.told("Входящий: +7 900 123-45-67")


@pytest.mark.usefixtures("nothing_can_be_placed")
async def test_where_nothing_else_shows_calls_the_window_does_in_clear_words(
    qapp: QApplication,
) -> None:
    office = NativeOffice(qapp, there=False)
    office.preferences.kept = Preferences()
    async with office.at_work():
        await others_work()
        await office.stage.say(arrived(1, waiting()))
        window = await office.see(ContactWindow)
        strip = window.findChild(CallStrip)
        assert isinstance(strip, CallStrip)
        assert not strip.isHidden()
        assert buttons(strip) == ["Входящий: +7 900 123-45-67"]
        assert words_on(strip) == [
            "Звонки видны здесь: на этом рабочем столе нет ни карточек, ни уведомлений."
        ]
        assert office.visible(Card) == []
        press(strip, "Входящий: +7 900 123-45-67")
        await office.see(Card)
