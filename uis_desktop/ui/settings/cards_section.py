"""Settings of what shows calls, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox

from uis_desktop.core.preferences import POINTERS_SCREEN, Corner, Preferences
from uis_desktop.core.surfaces import ShowAs, Surface
from uis_desktop.ui.language import QT_TRANSLATE_NOOP, translate
from uis_desktop.ui.plain_text import PlainLabel, plain
from uis_desktop.ui.settings.section import HINT_WIDTH, Section

_SHOWN_AS: Mapping[str, str] = {
    ShowAs.AUTO: QT_TRANSLATE_NOOP("Settings", "What suits this desktop"),
    ShowAs.CARDS: QT_TRANSLATE_NOOP("Settings", "Cards"),
    ShowAs.NOTIFICATIONS: QT_TRANSLATE_NOOP("Settings", "System notifications"),
}
_SHOWN_NOW: Mapping[Surface, str] = {
    Surface.CARDS: QT_TRANSLATE_NOOP("Settings", "Now: cards"),
    Surface.NOTIFICATIONS: QT_TRANSLATE_NOOP("Settings", "Now: system notifications"),
    Surface.WINDOW: QT_TRANSLATE_NOOP(
        "Settings", "Now: in the window of this program; the desktop shows nothing else"
    ),
}
_CORNERS: Mapping[str, str] = {
    Corner.BOTTOM_RIGHT: QT_TRANSLATE_NOOP("Settings", "Lower right"),
    Corner.TOP_RIGHT: QT_TRANSLATE_NOOP("Settings", "Upper right"),
    Corner.BOTTOM_LEFT: QT_TRANSLATE_NOOP("Settings", "Lower left"),
    Corner.TOP_LEFT: QT_TRANSLATE_NOOP("Settings", "Upper left"),
}


@dataclass(frozen=True, slots=True)
class Monitor:
    """A screen that is there, by the system's name for it."""

    name: str
    width: int
    height: int


class CardsSection(Section):
    """What shows calls, and where cards stand."""

    def __init__(self) -> None:
        super().__init__(translate("Settings", "Calls on the screen"))
        self._chosen_monitor = ""
        self._shown_now = PlainLabel("hint", lines=2, width=HINT_WIDTH)
        self._monitor = QComboBox()
        self.row("show_as", self.choice("show_as", _SHOWN_AS, ShowAs))
        self.hint("show_as", self._shown_now)
        self.row("corner", self.choice("corner", _CORNERS, Corner))
        self.row("monitor", self._monitor)
        self.switch("over_full_screen")
        self.switch("colleagues_rings")
        self.elsewhere(
            "quiet_until",
            translate(
                "Settings",
                "“Do not show cards” is chosen in the menu of the tray's icon; "
                "without a tray, in “Menu” of the window.",
            ),
        )
        self._monitor.currentIndexChanged.connect(
            lambda: self.wish("monitor", str(self._monitor.currentData()))
        )
        self.on_show(self._show_monitor)
        self.show_surface(Surface.CARDS)
        self.show_monitors(())

    def show_surface(self, now: Surface) -> None:
        """This shows calls now."""
        self._shown_now.show_text(translate("Settings", _SHOWN_NOW[now]), 200)

    def show_monitors(self, monitors: Sequence[Monitor]) -> None:
        """Offer these screens, and the chosen one even if it is not plugged in."""
        with QSignalBlocker(self._monitor):
            self._monitor.clear()
            self._monitor.addItem(translate("Settings", "Main monitor"), "")
            self._monitor.addItem(
                translate("Settings", "The one the pointer is on"), POINTERS_SCREEN
            )
            for one in monitors:
                words = f"{plain(one.name, 40)} · {one.width}×{one.height}"
                self._monitor.addItem(words, one.name)
        self._pick_monitor()

    def _show_monitor(self, preferences: Preferences) -> None:
        self._chosen_monitor = preferences.monitor
        self._pick_monitor()

    def _pick_monitor(self) -> None:
        chosen = self._chosen_monitor
        with QSignalBlocker(self._monitor):
            if self._monitor.findData(chosen) < 0:
                away = translate("Settings", "{monitor} (not plugged in)")
                self._monitor.addItem(away.format(monitor=plain(chosen, 40)), chosen)
            self._monitor.setCurrentIndex(self._monitor.findData(chosen))
