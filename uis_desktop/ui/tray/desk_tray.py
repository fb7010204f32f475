"""The tray at a desk: shows what goes on, and tells what is chosen there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from uis_desktop.core.cards import CardView
from uis_desktop.core.history import HistoryRow
from uis_desktop.core.link import LinkView
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.tray.menu import MOST_RECENT, MenuView, TrayMenu
from uis_desktop.ui.tray.recent_calls import RecentCalls
from uis_desktop.ui.tray.tray import Tray, tray_state
from uis_desktop.ui.wording import link_words

if TYPE_CHECKING:
    from uis_desktop.session.my_status import StatusView
    from uis_desktop.session.session import Session


class DeskTray(QObject):
    """Keeps icon and menu up to date.

    A click brings up the card of a running call first; the next one, or one without a
    call, is ``open_wanted``.
    """

    open_wanted = Signal()
    missed_wanted = Signal()
    recent_changed = Signal()

    def __init__(self, theme: Theme, stack: Stack, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self.icon = Tray(theme, self)
        self._stack = stack
        self._session: Session | None = None
        self._brought: str | None = None
        self._recent = RecentCalls(self._few_newest, tasks, self)
        self._recent.changed.connect(self.recent_changed)
        self.icon.clicked.connect(self._on_clicked)
        menu = self.menu
        menu.call_chosen.connect(stack.ask_for)
        menu.missed_chosen.connect(self.missed_wanted)
        for chosen in (menu.dial_chosen, menu.open_chosen, menu.sign_in_chosen):
            chosen.connect(self.open_wanted)

    @property
    def menu(self) -> TrayMenu:
        """Its menu."""
        return self.icon.menu

    def use(self, session: Session | None) -> None:
        """Offer the newest calls of this session; None while nobody is signed in."""
        self._session = session
        if session is None:
            self._recent.clear()

    def refresh(self) -> None:
        """The history has changed."""
        self._recent.refresh()

    def show_state(
        self,
        link: LinkView | None,
        running: list[CardView],
        missed: int,
        quiet: str,
        status: StatusView | None,
        pause_locked: str = "",
        update: str = "",
    ) -> None:
        """This is how things are; words as in :class:`~uis_desktop.ui.tray.menu.MenuView`."""
        view = MenuView(
            state=link_words(link),
            signed_in=self._session is not None,
            cards=running,
            missed=missed,
            quiet=quiet,
            status=status,
            pause_locked=pause_locked,
            update=update,
            recent=self._recent.rows,
        )
        state = tray_state(link.state if link else None, running, quiet=bool(quiet))
        self.icon.update(state, view)

    async def _few_newest(self) -> Sequence[HistoryRow]:
        if self._session is None:
            return ()
        return (await self._session.lists.find("")).recent[:MOST_RECENT]

    def _on_clicked(self) -> None:
        running = [card.key for card in self._stack.cards() if card.state.running]
        if running and not (self._brought == running[0] and self._stack.shows(running[0])):
            self._brought = running[0]
            self._stack.ask_for(running[0])
        else:
            self._brought = None
            self.open_wanted.emit()
