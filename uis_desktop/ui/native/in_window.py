"""The window as the way in: without a tray, and where nothing else shows calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from uis_desktop.core.cards import CardView
from uis_desktop.core.surfaces import Surface
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.language import translate
from uis_desktop.ui.native.surfaces import Surfaces
from uis_desktop.ui.notices import Notices
from uis_desktop.ui.refusals import Words
from uis_desktop.ui.tray.tray import Tray
from uis_desktop.ui.window.at_hand import WindowAtHand

if TYPE_CHECKING:
    from uis_desktop.ui.window.contact_window import ContactWindow


class InWindow(QObject):
    """Keeps the window within reach while it is needed, and shows calls in it."""

    def __init__(
        self,
        surfaces: Surfaces,
        stack: Stack,
        tray: Tray,
        notices: Notices,
        *,
        window: WindowAtHand,
        open_sign_in: Callable[[], bool],
        parent: QObject,
    ) -> None:
        """``open_sign_in`` opens the form, if it is wanted."""
        super().__init__(parent)
        self._surfaces = surfaces
        self._stack = stack
        self._notices = notices
        self._window = window
        self._open_sign_in = open_sign_in
        self._without_tray = False
        self._calls: Sequence[CardView] = ()
        tray.missing.connect(self._on_no_tray)
        tray.found.connect(self._on_tray)
        surfaces.changed.connect(self._on_surface)
        stack.ringing_changed.connect(self._on_ringing)

    def serve(self, window: ContactWindow) -> None:
        """It has just been made."""
        window.card_wanted.connect(self._stack.ask_for)
        window.stay_in_taskbar(self._without_tray)
        window.show_calls(self._calls if self._needed else None)

    def show_calls(self, calls: Sequence[CardView]) -> None:
        """These go on."""
        self._calls = calls
        if self._needed:
            self._window.get().show_calls(calls)

    @property
    def _needed(self) -> bool:
        return self._surfaces.surface is Surface.WINDOW

    def _on_surface(self) -> None:
        if (window := self._window.if_made) is not None:
            window.show_calls(self._calls if self._needed else None)
        if any(card.state.ringing for card in self._calls):
            self._on_ringing(True)

    def _on_ringing(self, ringing: bool) -> None:
        if ringing and self._needed:
            self._window.get().attract()

    def _on_no_tray(self) -> None:
        self._without_tray = True
        self._surfaces.tray_there(False)
        if not self._open_sign_in():
            self._window.get().stay_in_taskbar(True)
            self._window.get().show_small()
        title = translate("Desk", "No tray on this desktop")
        advice = translate(
            "Desk",
            "The window stays in the taskbar. Closing it makes it small; "
            "the program goes on. “Menu” at its foot (F10) has the rest.",
        )
        self._notices.tell(Words(title, advice))

    def _on_tray(self) -> None:
        if self._without_tray:
            self._without_tray = False
            self._surfaces.tray_there(True)
            self._window.get().stay_in_taskbar(False)
