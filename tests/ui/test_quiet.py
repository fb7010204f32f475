"""Do not disturb: how long it lasts, that it ends by itself, and what the person is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.fakes import MemoryPreferences
from tests.ui import samples
from tests.ui.person import Screen
from uis_desktop.core.cards import CardState
from uis_desktop.core.link import LinkState
from uis_desktop.core.manners import Pause
from uis_desktop.core.preferences import Preferences
from uis_desktop.errors import SettingsUnreadable
from uis_desktop.session.preferences import PreferenceBook
from uis_desktop.ui.choices import Choices
from uis_desktop.ui.notices import Notice, Notices
from uis_desktop.ui.quiet import LONGEST_MS, Quiet, quiet_words, tomorrow
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.tray.menu import MenuView, TrayMenu
from uis_desktop.ui.tray.tray import Tray, TrayState, tray_state


class Desk:
    """A person with choices, and a clock the test moves."""

    def __init__(self, screen: Screen, theme: Theme) -> None:
        self.screen = screen
        self.kept = MemoryPreferences()
        self._theme = theme
        self.choices = self.restart()

    def restart(self) -> Choices:
        """The program starts, and reads what was chosen before."""
        self.choices = Choices(
            PreferenceBook(self.kept),
            self._theme,
            self.screen.stack,
            Notices(self.screen.stack, self._theme),
            now=lambda: self.screen.now,
        )
        self.choices.load()
        return self.choices


@pytest.fixture
def desk(screen: Screen, theme: Theme) -> Desk:
    return Desk(screen, theme)


def test_nothing_looks_at_the_clock_while_it_is_not_quiet() -> None:
    quiet = Quiet(lambda: samples.NOW)
    quiet.live_by(Preferences())
    assert quiet.next_look_ms is None
    quiet.live_by(Preferences(quiet_until=samples.NOW))
    assert (quiet.until, quiet.next_look_ms) == (None, None)


def test_quiet_time_ends_by_itself(qtbot: QtBot) -> None:
    quiet = Quiet(lambda: datetime.now(UTC))
    quiet.live_by(Preferences(quiet_until=datetime.now(UTC) + timedelta(seconds=0.1)))
    assert quiet.next_look_ms is not None
    qtbot.waitUntil(lambda: quiet.until is None, timeout=15_000)
    assert quiet.next_look_ms is None


def test_quiet_time_that_ended_while_the_machine_slept_is_noticed_soon(
    screen: Screen,
) -> None:
    quiet = Quiet(lambda: screen.now)
    quiet.live_by(Preferences(quiet_until=screen.now + timedelta(hours=1)))
    assert quiet.next_look_ms is not None
    # Qt lets a coarse timer come 5 % late.
    assert quiet.next_look_ms <= LONGEST_MS * 1.05
    screen.pass_time(3 * 3600)
    quiet.look()
    assert quiet.until is None


@pytest.mark.parametrize(
    ("pause", "minutes"), [(Pause.HALF_HOUR, 30), (Pause.HOUR, 60)], ids=["30 min", "1 h"]
)
def test_pause_lasts_as_long_as_it_says(desk: Desk, pause: Pause, minutes: int) -> None:
    desk.choices.be_quiet(pause)
    assert desk.kept.kept.quiet_until == desk.screen.now + timedelta(minutes=minutes)
    assert desk.choices.quiet


def test_pause_until_tomorrow_ends_when_the_day_does_here(desk: Desk) -> None:
    desk.choices.be_quiet(Pause.UNTIL_TOMORROW)
    assert desk.kept.kept.quiet_until == tomorrow()
    assert tomorrow().astimezone().time() == datetime.min.time()
    assert timedelta(0) < tomorrow() - datetime.now(UTC) <= timedelta(hours=25)


def test_no_card_comes_in_a_quiet_time_and_it_outlives_a_restart(desk: Desk) -> None:
    desk.choices.be_quiet(Pause.HOUR)
    desk.screen.stack.live_by(Preferences())
    assert desk.restart().quiet
    desk.screen.stack.show_card(samples.ringing())
    assert desk.screen.keys() == []
    assert not desk.screen.stack.ringing
    assert [view.key for view in desk.screen.stack.cards()] == ["1"]


def test_cards_come_again_as_soon_as_the_person_wants_them(desk: Desk) -> None:
    desk.choices.be_quiet(Pause.HOUR)
    desk.screen.stack.show_card(samples.ringing())
    desk.choices.be_quiet_no_more()
    assert desk.screen.keys() == ["1"]
    assert desk.kept.kept.quiet_until is None


def test_call_the_person_places_in_a_quiet_time_has_its_card(desk: Desk) -> None:
    desk.choices.be_quiet(Pause.HOUR)
    desk.screen.stack.show_card(samples.in_state(CardState.CALLING_MY_PHONE))
    assert desk.screen.keys() == ["1"]


def test_quiet_time_that_cannot_be_kept_is_in_force_and_the_person_is_told(
    desk: Desk, qapp: QApplication
) -> None:
    desk.kept.failure = SettingsUnreadable("/settings: cannot be written")
    desk.choices.be_quiet(Pause.HOUR)
    assert desk.choices.quiet
    assert [one for one in qapp.topLevelWidgets() if isinstance(one, Notice) and one.isVisible()]


def test_words_say_until_when() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.Russian))
    noon = datetime.now().astimezone().replace(hour=12, minute=5, second=0, microsecond=0)
    assert quiet_words(None) == ""
    assert quiet_words(noon) == "Карточек нет до 12:05"
    assert quiet_words(tomorrow()) == "Карточек нет до завтра"


def test_icon_shows_the_quiet_time_before_calls_but_behind_a_broken_connection() -> None:
    rings = [samples.ringing()]
    assert tray_state(LinkState.LIVE, rings, quiet=True) is TrayState.QUIET
    assert tray_state(LinkState.OFFLINE, rings, quiet=True) is TrayState.OFFLINE


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions()]


def test_menu_offers_three_pauses_and_the_way_back(qapp: QApplication) -> None:
    menu, tray_menu = QMenu(), TrayMenu()
    chosen: list[Pause] = []
    tray_menu.pause_chosen.connect(chosen.append)
    tray_menu.fill(menu, MenuView(state="На связи", signed_in=True, quiet="Карточек нет до 12:05"))
    assert texts(menu)[:2] == ["На связи", "Карточек нет до 12:05"]
    assert "Показывать карточки снова" in texts(menu)
    pauses = next(one.menu() for one in menu.actions() if one.text() == "Не показывать карточки")
    assert isinstance(pauses, QMenu)
    assert texts(pauses) == ["30 минут", "1 час", "До завтра"]
    for action in pauses.actions():
        action.trigger()
    assert chosen == [Pause.HALF_HOUR, Pause.HOUR, Pause.UNTIL_TOMORROW]


def test_hovering_over_the_icon_says_until_when(theme: Theme) -> None:
    tray = Tray(theme)
    view = MenuView(state="На связи", signed_in=True, quiet="Карточек нет до 12:05", missed=2)
    tray.update(TrayState.QUIET, view)
    assert tray.tool_tip == "На связи · Карточек нет до 12:05 · Пропущенных: 2"
