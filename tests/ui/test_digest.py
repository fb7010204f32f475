"""The digest on the screen: quiet, once, and the way to the calls it counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from tests.builders import EPOCH, lost, waiting
from tests.session.stage import CONNECTED, arrived, until
from tests.ui import samples
from tests.ui.person import Screen, press, words_on
from tests.ui.test_desk import Office
from uis_desktop.core.absence import Digest
from uis_desktop.core.events import Place
from uis_desktop.core.link import CaughtUp
from uis_desktop.core.preferences import Preferences
from uis_desktop.ui.cards.card import Card
from uis_desktop.ui.digest import DigestNotice, Digests
from uis_desktop.ui.language import speak
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.contact_window import ContactWindow


@pytest.mark.parametrize(
    ("digest", "said"),
    [
        (Digest(calls=1, lost=1), ["Пока вас не было: 1 звонок", "1 пропущен"]),
        (
            Digest(calls=4, lost=1, taken=1),
            ["Пока вас не было: 4 звонка", "1 пропущен · 1 принят коллегой"],
        ),
        (
            Digest(calls=11, lost=5, taken=2),
            ["Пока вас не было: 11 звонков", "5 пропущено · 2 приняли коллеги"],
        ),
        (Digest(calls=21), ["Пока вас не было: 21 звонок"]),
    ],
)
def test_digest_speaks_russian_with_the_right_endings(
    theme: Theme, digest: Digest, said: list[str]
) -> None:
    assert words_on(DigestNotice(digest, theme)) == said


def test_digest_speaks_english_with_one_and_many(theme: Theme, qapp: QApplication) -> None:
    speak(qapp, "en")
    assert words_on(DigestNotice(Digest(calls=1, taken=1), theme)) == [
        "While you were away: 1 call",
        "1 taken by a colleague",
    ]


def test_second_digest_takes_the_place_of_the_first_and_adds_up(screen: Screen) -> None:
    digests = Digests(screen.stack, screen.theme)
    digests.show(Digest(calls=2, lost=1))
    digests.show(Digest(calls=3, taken=1))
    (notice,) = screen.stack.shown()
    assert words_on(notice)[0] == "Пока вас не было: 5 звонков"


def test_digest_that_was_closed_is_not_told_again(screen: Screen) -> None:
    digests = Digests(screen.stack, screen.theme, clock=lambda: screen.seconds)
    digests.show(Digest(calls=2, lost=1))
    screen.pass_time(1)
    press(screen.stack.shown()[0], "Скрыть сообщение")
    assert screen.stack.shown() == []
    digests.show(Digest(calls=3))
    assert words_on(screen.stack.shown()[0])[0] == "Пока вас не было: 3 звонка"


def test_digest_without_a_missed_call_leads_to_all_calls(screen: Screen) -> None:
    digests = Digests(screen.stack, screen.theme, clock=lambda: screen.seconds)
    wanted = QSignalSpy(digests.calls_wanted)
    digests.show(Digest(calls=1, taken=1))
    screen.pass_time(1)
    press(screen.stack.shown()[0], "Показать звонки")
    assert wanted.count() == 1
    assert screen.stack.shown() == []


def test_digest_waits_until_cards_are_wanted_again(screen: Screen) -> None:
    quiet = replace(Preferences(), quiet_until=samples.NOW + timedelta(minutes=30))
    screen.stack.live_by(quiet)
    Digests(screen.stack, screen.theme).show(Digest(calls=1, lost=1))
    assert screen.stack.shown() == []
    screen.stack.live_by(Preferences())
    assert len(screen.stack.shown()) == 1


async def test_coming_back_shows_one_digest_that_opens_the_missed_calls(
    qapp: QApplication,
) -> None:
    office = Office(qapp)
    await office.stage.journal.keep([], [], place=Place(epoch=EPOCH, after=0))
    async with office.at_work():
        office.stage.clock.move_to(3600)
        missed = [arrived(2 * n + 1, waiting(f"c{n}"), lost(f"c{n}")) for n in range(40)]
        await office.stage.say(CONNECTED, *missed, CaughtUp())
        notice = await office.see(DigestNotice)
        assert office.visible(Card) == []
        assert not notice.isActiveWindow()
        press(notice, "Показать пропущенные")
        window = await office.see(ContactWindow)
        await until(lambda: office.visible(DigestNotice) == [])
        await until(lambda: list(window.rows_shown) == ["Пропущенные", "Смирнов Олег"])


async def test_looking_at_the_missed_calls_takes_the_digest_away(qapp: QApplication) -> None:
    office = Office(qapp)
    await office.stage.journal.keep([], [], place=Place(epoch=EPOCH, after=0))
    async with office.at_work():
        office.stage.clock.move_to(3600)
        await office.stage.say(CONNECTED, arrived(1, waiting(), lost()), CaughtUp())
        await office.see(DigestNotice)
        office.desk.tray_menu.missed_chosen.emit()
        await office.see(ContactWindow)
        await until(lambda: office.visible(DigestNotice) == [])
