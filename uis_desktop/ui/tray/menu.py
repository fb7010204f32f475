"""The menu of the tray icon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from uis_desktop.core.cards import CardView
from uis_desktop.core.history import HistoryRow
from uis_desktop.core.manners import Pause
from uis_desktop.core.phone import Phone, dialled
from uis_desktop.ui.cards import lines
from uis_desktop.ui.language import QT_TRANSLATE_NOOP, translate
from uis_desktop.ui.my_status.menu import StatusMenu
from uis_desktop.ui.plain_text import menu_text
from uis_desktop.ui.shown_numbers import shown_number
from uis_desktop.ui.window.rows import outcome_words

if TYPE_CHECKING:
    from uis_desktop.session.my_status import StatusView

MOST_RECENT = 5

_PAUSES: Mapping[Pause, str] = {
    Pause.HALF_HOUR: QT_TRANSLATE_NOOP("Tray", "For 30 minutes"),
    Pause.HOUR: QT_TRANSLATE_NOOP("Tray", "For 1 hour"),
    Pause.UNTIL_TOMORROW: QT_TRANSLATE_NOOP("Tray", "Until tomorrow"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuView:
    """What the menu says.

    Attributes:
        signed_in: there is a session; otherwise the menu offers to sign in.
        quiet: until when no cards are shown, in words; empty: they are.
        status: my status at UIS; None: nobody is signed in.
        pause_locked: why that cannot be chosen; empty: it can.
        update: that there is a newer version, in words; empty: there is none.
    """

    state: str
    signed_in: bool
    cards: Sequence[CardView] = ()
    missed: int = 0
    quiet: str = ""
    status: StatusView | None = None
    pause_locked: str = ""
    update: str = ""
    recent: Sequence[HistoryRow] = ()


class TrayMenu(QObject):
    """Builds the menu and tells what was chosen."""

    call_chosen = Signal(str)
    missed_chosen = Signal()
    dial_chosen = Signal()
    number_chosen = Signal(Phone)
    pause_chosen = Signal(Pause)
    pause_over_chosen = Signal()
    open_chosen = Signal()
    settings_chosen = Signal()
    check_chosen = Signal()
    update_chosen = Signal()
    sign_in_chosen = Signal()
    sign_out_chosen = Signal()
    quit_chosen = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.status = StatusMenu(self)

    def fill(self, menu: QMenu, view: MenuView) -> None:
        """Put the entries in: state, calls, dialling, then the program itself."""
        for line in filter(None, (view.state, view.quiet)):
            menu.addAction(menu_text(line, 90)).setEnabled(False)
        if view.signed_in:
            self._add_calls(menu, view)
            self._add_dialling(menu, view)
            self._add_pauses(menu, view)
        menu.addSeparator()
        if view.signed_in:
            menu.addAction(translate("Tray", "Open window"), self.open_chosen.emit)
            menu.addAction(translate("Tray", "Settings…"), self.settings_chosen.emit)
            menu.addAction(translate("Tray", "Connection check…"), self.check_chosen.emit)
            menu.addAction(translate("Tray", "Sign out…"), self.sign_out_chosen.emit)
        else:
            menu.addAction(translate("Tray", "Sign in…"), self.sign_in_chosen.emit)
            menu.addAction(translate("Tray", "Settings…"), self.settings_chosen.emit)
            menu.addAction(translate("Tray", "Connection check…"), self.check_chosen.emit)
        if view.update:
            menu.addAction(menu_text(view.update), self.update_chosen.emit)
        menu.addAction(_quit_words(view), self.quit_chosen.emit)

    def _add_calls(self, menu: QMenu, view: MenuView) -> None:
        if view.cards:
            menu.addSeparator()
        for card in view.cards:
            action = menu.addAction(menu_text(lines.title(card)))
            action.triggered.connect(lambda *_, key=card.key: self.call_chosen.emit(key))

    def _add_dialling(self, menu: QMenu, view: MenuView) -> None:
        menu.addSeparator()
        missed = translate("Tray", "Missed calls")
        title = f"{missed} ({view.missed})" if view.missed else missed
        menu.addAction(title, self.missed_chosen.emit)
        menu.addAction(translate("Tray", "Dial…"), self.dial_chosen.emit)
        recent = menu.addMenu(translate("Tray", "Recent"))
        recent.setEnabled(bool(view.recent))
        for call in view.recent[:MOST_RECENT]:
            self._add_recent(recent, call)

    def _add_pauses(self, menu: QMenu, view: MenuView) -> None:
        menu.addSeparator()
        if view.status is not None:
            self.status.fill(menu, view.status)
            # Whether calls come is UIS's business, whether cards are shown ours.
            menu.addSeparator()
        if view.pause_locked:
            words = translate("Tray", "Do not show cards")
            menu.addAction(f"{words} · {menu_text(view.pause_locked, 90)}").setEnabled(False)
            return
        if view.quiet:
            menu.addAction(translate("Tray", "Show cards again"), self.pause_over_chosen.emit)
        pauses = menu.addMenu(translate("Tray", "Do not show cards"))
        for pause, words in _PAUSES.items():
            action = pauses.addAction(translate("Tray", words))
            action.triggered.connect(lambda *_, pause=pause: self.pause_chosen.emit(pause))

    def _add_recent(self, menu: QMenu, call: HistoryRow) -> None:
        number = call.contact_phone_number
        who = call.contact_full_name or shown_number(number)
        who = who or translate("Card", "Hidden number")
        action = menu.addAction(f"{menu_text(who, 40)} · {menu_text(outcome_words(call))}")
        action.setEnabled(number is not None)
        if number is not None:
            called = dialled(number)
            action.triggered.connect(lambda *_: self.number_chosen.emit(called))


def _quit_words(view: MenuView) -> str:
    """Nothing is asked, and nobody need fear for the call."""
    if view.cards:
        return translate("Tray", "Quit (the call goes on)")
    return translate("Tray", "Quit")
