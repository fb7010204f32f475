"""The icon in the tray: how things stand, and the way to everything else."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from uis_desktop.core.cards import CardView
from uis_desktop.core.link import LinkState
from uis_desktop.ui.icons import MANY_MISSED, Glyph, Ground, tray_icon
from uis_desktop.ui.language import translate
from uis_desktop.ui.menus import empty
from uis_desktop.ui.plain_text import plain, tip_text
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.tray.menu import MenuView, TrayMenu

logger = logging.getLogger(__name__)

#: A panel's tray needs this long after it has announced itself (tried with xfce4-panel).
_PANEL_PAUSE_MS = 800
#: At log-in the panel may come after us; then nobody has to be told.
_PATIENCE_MS = 5000
#: However many events come, the menu is made anew at most this often.
_MENU_PAUSE_MS = 150

_WATCHER = "org.kde.StatusNotifierWatcher"


class TrayState(StrEnum):
    """What the icon shows; each has a shape and a colour of its own."""

    SIGNED_OUT = "signed_out"
    CONNECTING = "connecting"
    LIVE = "live"
    RINGING = "ringing"
    TALKING = "talking"
    QUIET = "quiet"
    OFFLINE = "offline"
    REFUSED = "refused"


LOOKS: Mapping[TrayState, tuple[Glyph, Ground, str]] = {
    TrayState.SIGNED_OUT: (Glyph.QUESTION, Ground.OUTLINE, "offline"),
    TrayState.CONNECTING: (Glyph.WAIT, Ground.OUTLINE, "offline"),
    TrayState.LIVE: (Glyph.HANDSET, Ground.DISC, "live"),
    TrayState.RINGING: (Glyph.RING, Ground.SQUARE, "ringing"),
    TrayState.TALKING: (Glyph.TALK, Ground.DISC, "talking"),
    TrayState.QUIET: (Glyph.MOON, Ground.SQUARE, "quiet"),
    TrayState.OFFLINE: (Glyph.CUT, Ground.RING, "offline"),
    TrayState.REFUSED: (Glyph.PROBLEM, Ground.TRIANGLE, "problem"),
}

_OF_LINK: Mapping[LinkState, TrayState] = {
    LinkState.CONNECTING: TrayState.CONNECTING,
    LinkState.CATCHING_UP: TrayState.CONNECTING,
    LinkState.LIVE: TrayState.LIVE,
    LinkState.OFFLINE: TrayState.OFFLINE,
    LinkState.REFUSED: TrayState.REFUSED,
}


def tray_state(link: LinkState | None, cards: list[CardView], *, quiet: bool = False) -> TrayState:
    """The state to show: a connection that is down matters more than a call we may not hear of.

    A quiet time shows before calls: who has forgotten it would wait for cards.
    """
    if link is None:
        return TrayState.SIGNED_OUT
    state = _OF_LINK[link]
    if state is not TrayState.LIVE:
        return state
    if quiet:
        return TrayState.QUIET
    if any(card.state.ringing for card in cards):
        return TrayState.RINGING
    talking = any(card.state.running for card in cards)
    return TrayState.TALKING if talking else TrayState.LIVE


class Tray(QObject):
    """The icon, made anew whenever a panel appears, and its menu."""

    clicked = Signal()
    missing = Signal()
    found = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.menu = TrayMenu(self)
        self._theme = theme
        self._state = TrayState.SIGNED_OUT
        self._view = MenuView(state=translate("Link", "Not signed in"), signed_in=False)
        self._shown: QMenu | None = None
        self._icon: QSystemTrayIcon | None = None
        self._menu_due = QTimer(self, singleShot=True, interval=_MENU_PAUSE_MS)
        self._menu_due.timeout.connect(self._fill_menu)
        self._panel_due = QTimer(self, singleShot=True, interval=_PANEL_PAUSE_MS)
        self._panel_due.timeout.connect(self._make)
        self._watcher = self._watch_panels()
        self._painted: dict[tuple[TrayState, int], QIcon] = {}
        theme.changed.connect(self._on_theme)

    def show(self) -> None:
        """Put the icon into the tray; ``missing`` tells if there is none after a while."""
        self._make()
        if not self.available:
            QTimer.singleShot(_PATIENCE_MS, self, self._on_patience)

    @property
    def available(self) -> bool:
        """There is a tray to be seen in."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def state(self) -> TrayState:
        """What the icon shows."""
        return self._state

    @property
    def icon(self) -> QIcon:
        """The picture that is shown; empty before it is shown at all."""
        return self._icon.icon() if self._icon is not None else QIcon()

    @property
    def tool_tip(self) -> str:
        """What hovering shows: state and missed calls."""
        parts = [self._view.state, self._view.quiet] if self._view.quiet else [self._view.state]
        if self._view.missed:
            missed = translate("Tray", "Missed calls: {count}")
            parts.append(missed.format(count=self._view.missed))
        return plain(" · ".join(parts), 160)

    def update(self, state: TrayState, view: MenuView) -> None:
        """Show this state and these calls."""
        repaint = (state, view.missed) != (self._state, self._view.missed)
        retold = view != self._view
        self._state, self._view = state, view
        if repaint:
            self._paint()
        if retold:
            self._describe()
            if not self._menu_due.isActive():
                self._menu_due.start()

    def fill_menu(self, menu: QMenu) -> None:
        """Put into another menu what this icon's offers now."""
        self.menu.fill(menu, self._view)

    def close(self) -> None:
        """Take the icon away."""
        self._menu_due.stop()
        self._panel_due.stop()
        self._remove()

    def _make(self) -> None:
        """A new icon: one made before its panel never shows up by itself."""
        self._remove()
        self._icon = QSystemTrayIcon(self)
        self._icon.activated.connect(self._on_activated)
        self._paint()
        self._describe()
        self._fill_menu()
        self._icon.show()
        if self.available:
            self.found.emit()
        logger.debug("tray icon made, tray available: %s", self.available)

    def _remove(self) -> None:
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None

    def _paint(self) -> None:
        if self._icon is None:
            return
        # Six sizes of it, with a ring on the screen that waits to be painted itself.
        wanted = self._state, min(self._view.missed, MANY_MISSED)
        if wanted not in self._painted:
            self._painted[wanted] = self._picture(*wanted)
        self._icon.setIcon(self._painted[wanted])

    def _picture(self, state: TrayState, missed: int) -> QIcon:
        glyph, ground, colour = LOOKS[state]
        return tray_icon(
            glyph,
            ground,
            self._theme.colour(colour),
            self._theme.colour("surface"),
            missed=missed,
            badge=self._theme.colour("missed"),
        )

    def _on_theme(self) -> None:
        self._painted.clear()
        self._paint()

    def _describe(self) -> None:
        if self._icon is not None:
            self._icon.setToolTip(tip_text(self.tool_tip))

    def _fill_menu(self) -> None:
        if self._shown is not None and self._shown.isVisible():
            # Not under the person's pointer.
            self._menu_due.start()
            return
        menu = QMenu()
        self.fill_menu(menu)
        if self._icon is not None:
            self._icon.setContextMenu(menu)
        if self._shown is not None:
            _let_go(self._shown)
        self._shown = menu

    def _watch_panels(self) -> QDBusServiceWatcher | None:
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return None
        mode = QDBusServiceWatcher.WatchModeFlag.WatchForRegistration
        watcher = QDBusServiceWatcher(_WATCHER, bus, mode, self)
        watcher.serviceRegistered.connect(lambda: self._panel_due.start())
        return watcher

    def _on_patience(self) -> None:
        if not self.available:
            self.missing.emit()
        elif self._icon is not None:
            # A tray that is no StatusNotifier came late.
            self._make()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.clicked.emit()


def _let_go(menu: QMenu) -> None:
    """Delete a menu with all that was told of it over D-Bus.

    An entry's counterpart there goes when the entry is removed, and not with the menu
    (Qt 6.11: 15 kB of a menu that is made anew at every call).
    """
    empty(menu)
    menu.deleteLater()
