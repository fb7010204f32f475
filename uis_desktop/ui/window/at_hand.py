"""The contact window at hand: made when it is first needed, and told what it missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from uis_desktop.core.link import LinkView
from uis_desktop.ui.later import later
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from uis_desktop.session.session import Session
    from uis_desktop.ui.window.contact_window import ContactWindow

_CONTACT_WINDOW = "window.contact_window"


class WindowAtHand(QObject):
    """Keeps what is to be shown in it: the program starts without the window.

    ``made`` is told once, before anything is shown.
    """

    made = Signal(QObject)

    def __init__(self, theme: Theme, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tasks = tasks
        self._session: Session | None = None
        self._link: LinkView | None = None
        self._missed = 0
        self._busy = False
        self._made: ContactWindow | None = None

    def get(self) -> ContactWindow:
        """The window, whether or not it is on the screen."""
        if self._made is None:
            window: ContactWindow = later(_CONTACT_WINDOW).ContactWindow(self._theme, self._tasks)
            self._made = window
            self.made.emit(window)
            self._serve(window)
            window.show_missed(self._missed)
            window.show_link(self._link)
            window.set_busy(self._busy)
        return self._made

    @property
    def if_made(self) -> ContactWindow | None:
        """The window, or None while nobody has needed it."""
        return self._made

    def use(self, session: Session | None) -> None:
        """Show what this session knows; None: nobody is signed in."""
        self._session = session
        if self._made is not None:
            self._serve(self._made)

    def show_link(self, link: LinkView | None) -> None:
        """This is how the connection stands."""
        self._link = link
        if self._made is not None:
            self._made.show_link(link)

    def show_missed(self, count: int) -> None:
        """So many missed calls nobody has looked at."""
        self._missed = count
        if self._made is not None:
            self._made.show_missed(count)

    def show_problem(self, words: str) -> bool:
        """Say it beside the dial field, if that can be seen; whether it can."""
        if self._made is None or not self._made.isVisible():
            return False
        self._made.show_problem(words)
        return True

    def set_busy(self, busy: bool) -> None:
        """A call is being placed, or has been."""
        self._busy = busy
        if self._made is not None:
            self._made.set_busy(busy)

    def refresh(self) -> None:
        """History or contacts have changed."""
        if self._made is not None:
            self._made.refresh()

    def close(self) -> None:
        """Take it away for good."""
        if self._made is not None:
            self._made.hide()
            self._made.deleteLater()

    def _serve(self, window: ContactWindow) -> None:
        session = self._session
        if session is None:
            window.use(None, None)
        else:
            window.use(session.lists, session.our_lines)
