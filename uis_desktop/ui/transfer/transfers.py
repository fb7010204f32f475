"""Carries out what is wished for in the window of a transfer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from uis_desktop.core.cards import CardState, CardView
from uis_desktop.core.phone import Phone
from uis_desktop.core.transfer import Act, Step
from uis_desktop.session.preferences import PreferenceBook
from uis_desktop.ui.cards import lines
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.language import translate
from uis_desktop.ui.later import later
from uis_desktop.ui.refusals import Words
from uis_desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from uis_desktop.session.session import Session
    from uis_desktop.ui.transfer.transfer_dialog import TransferDialog

_OVER = frozenset({CardState.ENDED, CardState.LOST, CardState.NOT_ANSWERED, CardState.SILENT})


class Transfers(QObject):
    """One window, for one call; it goes when the talk is over."""

    def __init__(
        self,
        stack: Stack,
        tasks: Tasks,
        preferences: PreferenceBook,
        tell: Callable[[Words], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._stack = stack
        self._tasks = tasks
        self._preferences = preferences
        self._tell = tell
        self._session: Session | None = None
        self._dialog: TransferDialog | None = None
        self._key = ""
        self._searching: asyncio.Task[None] | None = None
        stack.card_maker.transfer_wanted.connect(self.open)

    def use(self, session: Session | None) -> None:
        """Transfer calls of this session; None while nobody is signed in."""
        self._session = session
        if session is None:
            self.close()

    def open(self, key: str) -> None:
        """Show the window for the call of this card."""
        card = next((one for one in self._stack.cards() if one.key == key), None)
        if card is None or self._session is None:
            return
        if self._dialog is None or key != self._key:
            self.close()
            self._dialog = self._made(card)
        self._dialog.show_step(self._session.transferring.step(key))
        self._dialog.open_up()
        self._tasks.start(self._mark(self._session, self._dialog))

    def show_calls(self) -> None:
        """Cards have changed; the window of a call that is over goes.

        One whose contact waits stays, whoever talks there now: it is the way back to him.
        """
        if self._dialog is None or self._session is None:
            return
        card = next((one for one in self._stack.cards() if one.key == self._key), None)
        talks = self._session.transferring.step(self._key) is Step.TALKING
        over = card is not None and card.state in _OVER
        if over or (talks and (card is None or not card.can_transfer)):
            self.close()

    def close(self) -> None:
        """Take the window away; the call stays as it is."""
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.hide()
            dialog.deleteLater()

    def _made(self, card: CardView) -> TransferDialog:
        self._key = card.key
        dialog: TransferDialog = later("transfer.transfer_dialog").TransferDialog(
            lines.name_line(card)
        )
        dialog.typed.connect(self._on_typed)
        dialog.act_wanted.connect(self._on_act)
        dialog.left.connect(self.close)
        self._on_typed("")
        return dialog

    def _on_typed(self, text: str) -> None:
        if self._searching is not None:
            self._searching.cancel()
        if self._session is not None:
            self._searching = self._tasks.start(self._find(self._session, text))

    async def _find(self, session: Session, text: str) -> None:
        found = await session.lists.colleagues(text)
        if self._dialog is not None:
            self._dialog.show_colleagues(found)

    async def _mark(self, session: Session, dialog: TransferDialog) -> None:
        talking = await session.colleague_states.talking()
        if dialog is self._dialog:
            dialog.show_talking(talking)

    def _on_act(self, act: Act, number: Phone | None) -> None:
        if self._session is not None and self._dialog is not None:
            self._dialog.set_busy(True)
            self._tasks.start(self._do(self._session, self._dialog, self._key, act, number))

    async def _do(
        self, session: Session, dialog: TransferDialog, key: str, act: Act, number: Phone | None
    ) -> None:
        try:
            hears = self._preferences.current.hold_words
            done = await session.transferring.do(key, act, number, hears=hears)
        finally:
            if dialog is self._dialog:
                dialog.set_busy(False)
                dialog.show_step(session.transferring.step(key))
                self.show_calls()
        if done and act is Act.TRANSFER:
            self._tell(Words(translate("Transfer", "The call is handed over"), ""))
            if dialog is self._dialog:
                self.close()
