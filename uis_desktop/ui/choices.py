"""The person's choices at work: what lives by them, and how they are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from uis_desktop.core.autostart import AtLogin
from uis_desktop.core.manners import Pause, pause_ends
from uis_desktop.core.preferences import Preferences, Scheme
from uis_desktop.core.surfaces import Surface
from uis_desktop.core.updates import Telling
from uis_desktop.errors import AutostartRefused, SettingLocked, SettingsUnreadable
from uis_desktop.session.autostart import Autostart
from uis_desktop.session.preferences import PreferenceBook
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.later import later
from uis_desktop.ui.locks import all_lock_words, lock_words
from uis_desktop.ui.notices import Notices
from uis_desktop.ui.quiet import Quiet, quiet_words, tomorrow
from uis_desktop.ui.sound.player import Player, system_player
from uis_desktop.ui.sound.ringer import Ringer
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.tray.menu import TrayMenu

if TYPE_CHECKING:
    from uis_desktop.ui.settings.cards_section import Monitor
    from uis_desktop.ui.settings.settings_dialog import SettingsDialog

_SETTINGS = "settings.settings_dialog"

_SCHEMES = {
    Scheme.SYSTEM: None,
    Scheme.LIGHT: Qt.ColorScheme.Light,
    Scheme.DARK: Qt.ColorScheme.Dark,
}


#: The quiet time and the rules for the CRM are chosen elsewhere; fewer days would delete calls.
_NOT_RESTORED = frozenset({"quiet_until", "crm_rules", "keep_days"})


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _monitors() -> list[Monitor]:
    monitor: type[Monitor] = later("settings.cards_section").Monitor
    return [
        monitor(screen.name(), screen.size().width(), screen.size().height())
        for screen in QGuiApplication.screens()
    ]


class Choices(QObject):
    """Hands each choice to who lives by it; ``quiet_changed`` when cards go or come back."""

    quiet_changed = Signal()
    crm_rules_wanted = Signal()

    def __init__(
        self,
        book: PreferenceBook,
        theme: Theme,
        stack: Stack,
        notices: Notices,
        *,
        flash: Callable[[int], None] = lambda _ms: None,
        player: Player | None = None,
        autostart: Autostart | None = None,
        telling: Callable[[], Telling] = lambda: Telling.NO_KEY,
        now: Callable[[], datetime] = _utc_now,
        parent: QObject | None = None,
    ) -> None:
        """``flash`` lets the taskbar's entry flash for so many milliseconds.

        Without ``autostart`` the system is not asked what it starts.  ``telling`` says
        whether anybody can be told of new versions.
        """
        super().__init__(parent)
        self._book = book
        self._theme = theme
        self._stack = stack
        self._notices = notices
        self._autostart = autostart
        self._telling = telling
        self._now = now
        self._quiet = Quiet(now, self)
        self._quiet.changed.connect(self._on_quiet)
        self._ringer = Ringer(player or system_player(self), flash, parent=self)
        self._stack.ringing_changed.connect(self._ringer.ring)
        self._dialog: SettingsDialog | None = None
        self._surface = Surface.CARDS
        self._told_pause_locked = ""

    def serve(self, menu: TrayMenu) -> None:
        """Do what is chosen in the tray's menu."""
        menu.settings_chosen.connect(self.open_settings)
        menu.pause_chosen.connect(self.be_quiet)
        menu.pause_over_chosen.connect(self.be_quiet_no_more)

    def load(self) -> None:
        """Put what was chosen before in force; the defaults if it cannot be read."""
        self._book.listen(self._live_by)
        try:
            self._book.load()
        except SettingsUnreadable as error:
            self._notices.complain(error)
        self._look_at_login()

    def choose(self, preferences: Preferences) -> None:
        """Put these choices in force, and keep them if that can be done."""
        try:
            self._book.choose(self._taken_by_system(preferences))
        except (SettingLocked, SettingsUnreadable) as error:
            self._notices.complain(error)

    def restore_defaults(self) -> None:
        """Back to the beginning, but for what is chosen elsewhere, and what would delete calls."""
        besides = set(_NOT_RESTORED)
        wished = self._book.restored(besides=besides)
        ours = self._look_at_login() is not AtLogin.FOR_EVERYBODY
        if not ours or self._taken_by_system(wished) != wished:
            besides.add("autostart")
        try:
            self._book.restore_defaults(besides=besides)
        except SettingsUnreadable as error:
            self._notices.complain(error)

    @property
    def pause_locked(self) -> str:
        """Why nobody can do without cards for a while; empty: one can."""
        return lock_words(self._book.policy, "quiet_until")

    @property
    def quiet(self) -> bool:
        """No cards are wanted now."""
        return self._quiet.until is not None

    @property
    def quiet_words(self) -> str:
        """Until when no cards are shown; empty if they are."""
        return quiet_words(self._quiet.until)

    def be_quiet(self, pause: Pause) -> None:
        """No cards for so long, from now."""
        end = pause_ends(pause, now=self._now(), tomorrow=tomorrow())
        self.choose(replace(self._book.current, quiet_until=end))

    def be_quiet_no_more(self) -> None:
        """Cards again."""
        self.choose(replace(self._book.current, quiet_until=None))

    def open_settings(self) -> None:
        """Show the window in which a person chooses."""
        if self._dialog is None:
            possible = self._ringer.sound_possible
            dialog: SettingsDialog = later(_SETTINGS).SettingsDialog(
                self._book.current, sound_possible=possible
            )
            dialog.chosen.connect(self._on_chosen)
            dialog.defaults_wanted.connect(self.restore_defaults)
            dialog.sound_wanted.connect(self._ringer.try_out)
            self._dialog = dialog
            dialog.crm_rules_wanted.connect(self.crm_rules_wanted)
            self._show_in_dialog(dialog)
        self._dialog.show_monitors(_monitors())
        self._dialog.show_surface(self._surface)
        self._dialog.show_at_login(self._look_at_login())
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def show_surface(self, now: Surface) -> None:
        """This shows calls now."""
        self._surface = now
        if self._dialog is not None:
            self._dialog.show_surface(now)

    def close(self) -> None:
        """Be silent, and close the window."""
        self._ringer.close()
        if self._dialog is not None:
            self._dialog.hide()
            self._dialog.deleteLater()

    def _taken_by_system(self, wished: Preferences) -> Preferences:
        """The choices, without the one that the system does not carry out."""
        if self._autostart is None:
            return wished
        try:
            self._autostart.obey(wished)
        except AutostartRefused as error:
            self._notices.complain(error)
            wished = replace(wished, autostart=self._book.current.autostart)
            if self._dialog is not None:
                self._dialog.show_preferences(wished)
        return wished

    def _look_at_login(self) -> AtLogin:
        """What the system starts; the person may have changed that with its own tools."""
        try:
            return AtLogin.OFF if self._autostart is None else self._autostart.look()
        except (AutostartRefused, SettingsUnreadable) as error:
            self._notices.complain(error)
            return AtLogin.OFF

    def _live_by(self, preferences: Preferences) -> None:
        self._theme.choose(_SCHEMES[preferences.scheme])
        self._quiet.live_by(preferences)
        self._ringer.live_by(preferences)
        self._stack.live_by(preferences)
        if self._dialog is not None:
            self._show_in_dialog(self._dialog)
        if self._book.policy.decided("autostart") is not None:
            self._look_at_login()
        if self._told_pause_locked != self.pause_locked:
            self._told_pause_locked = self.pause_locked
            self.quiet_changed.emit()

    def _show_in_dialog(self, dialog: SettingsDialog) -> None:
        dialog.show_preferences(self._book.current, all_lock_words(self._book.policy))
        dialog.show_telling(self._telling())

    def _on_chosen(self, preferences: Preferences) -> None:
        self.choose(preferences)
        if self._dialog is not None and self._book.current != preferences:
            self._show_in_dialog(self._dialog)

    def _on_quiet(self) -> None:
        self._stack.arrange()
        self.quiet_changed.emit()
