"""Every way a person starts a call, brought to one road: buttons, links, the command line."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from uis_desktop.core.phone import Phone
from uis_desktop.core.requests import ExitCode
from uis_desktop.errors import UisError
from uis_desktop.session.preferences import PreferenceBook
from uis_desktop.ui.application import Application
from uis_desktop.ui.card_calls import CardCalls
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.control.controls import Controls
from uis_desktop.ui.dialling import Dialling
from uis_desktop.ui.from_menu import FromMenu
from uis_desktop.ui.instance.commands import Commands
from uis_desktop.ui.links import Links
from uis_desktop.ui.refusals import Words, no_calls_words
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.transfer.transfers import Transfers

if TYPE_CHECKING:
    from uis_desktop.session.session import Session
    from uis_desktop.ui.window.contact_window import ContactWindow


class Calling(QObject):
    """Whatever was clicked or asked for, :class:`Dialling` places at most one call of it."""

    busy_changed = Signal(bool)
    prefill_wanted = Signal(str)
    invite_opened = Signal(str)

    def __init__(
        self,
        stack: Stack,
        tasks: Tasks,
        preferences: PreferenceBook,
        complain: Callable[[UisError], None],
        tell: Callable[[Words], None],
        status: Callable[[], tuple[ExitCode, Mapping[str, object]]],
        *,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        """``status`` is what the command line is told of the program."""
        super().__init__(parent)
        self._stack = stack
        self._possible = True
        self._window: ContactWindow | None = None
        self._dialling = Dialling(tasks, clock=clock, parent=self)
        self._card_calls = CardCalls(stack, self._dialling, tasks, self)
        self._from_menu = FromMenu(self._dialling, tasks, self)
        stack.card_maker.numbers_wanted.connect(self._from_menu.open)
        self._transfers = Transfers(stack, tasks, preferences, tell, self)
        self._controls = Controls(stack, tasks, tell, clock=clock, parent=self)
        self._links = Links(self._dialling, tasks, preferences, complain, self)
        self._commands = Commands(self._dialling, tasks, status, self)
        self._dialling.busy_changed.connect(self.busy_changed)
        self._links.prefill_wanted.connect(self.prefill_wanted)
        self._links.invite_opened.connect(self.invite_opened)

    @property
    def busy(self) -> bool:
        """A request is out."""
        return self._dialling.busy

    def use(self, session: Session | None) -> None:
        """Place calls with this session; None while nobody is signed in."""
        self._let_call(possible=True)
        self._dialling.use(None if session is None else session.dial)
        self._card_calls.use(None if session is None else session.end_call)
        self._from_menu.use(None if session is None else session.our_lines)
        self._transfers.use(session)
        self._controls.use(session)
        self._links.use(session)
        self._commands.use(session)

    def hear(self, application: Application) -> None:
        """Do what later starts of the program ask for."""
        application.open_wanted.connect(self._links.open)
        application.asked.connect(self._commands.answer)

    def serve(self, window: ContactWindow) -> None:
        """Dial what is wished for in this window."""
        self._window = window
        window.dial_wanted.connect(self._dialling.call)
        window.set_busy(self._dialling.busy)
        self._let_call(possible=self._possible)
        self._controls.serve(window)

    def calls_changed(self) -> None:
        """Cards have come, changed or gone."""
        self._transfers.show_calls()
        self._controls.show_calls()
        if self._possible and not all(card.can_call for card in self._stack.cards()):
            self._let_call(possible=False)

    def call(self, number: Phone) -> None:
        """Place a call, unless one is being placed."""
        self._dialling.call(number)

    def open_link(self, link: str) -> None:
        """Do what a link, or a number, asks for."""
        self._links.open(link)

    def _let_call(self, *, possible: bool) -> None:
        """What the account cannot do the window does not offer, until somebody signs in anew."""
        self._possible = possible
        if self._window is not None:
            self._window.show_impossible("" if possible else no_calls_words())

    def close(self) -> None:
        """Take question and window away."""
        self._links.close()
        self._from_menu.close()
        self._transfers.close()
        self._controls.close()
