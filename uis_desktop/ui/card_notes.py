"""Brings the notes of calls to their cards, and what is typed there to the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.noting import Noting
from uis_desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from uis_desktop.session.session import Session


class CardNotes(QObject):
    """A card can be written on once it is known what stands there already."""

    def __init__(self, stack: Stack, noting: Noting, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._stack = stack
        self._tasks = tasks
        self._session: Session | None = None
        self._asked: set[str] = set()
        stack.card_maker.note_typed.connect(noting.write)
        stack.arranged.connect(self._look)
        noting.written.connect(stack.note_written)

    def use(self, session: Session | None) -> None:
        """Ask this session; None while nobody is signed in."""
        self._session = session
        self._asked.clear()

    def _look(self) -> None:
        cards = self._stack.cards()
        calls = {one.call_session_id for one in cards if one.call_session_id and one.takes_note}
        self._asked &= calls
        session = self._session
        if session is not None:
            for call in calls - self._asked:
                self._asked.add(call)
                self._tasks.start(self._ask(session, call))

    async def _ask(self, session: Session, call: str) -> None:
        row = await session.lists.newest_call(call)
        if row is not None:
            self._stack.show_note(call, row.note)
