"""Tags of finished calls: on the page of a call, and from the card of one that has just ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from uis_desktop.core.aftercall import TagMark
from uis_desktop.core.cards import CardView
from uis_desktop.core.history import HistoryRow
from uis_desktop.core.tags import Tag
from uis_desktop.ui.cards import lines
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.later import later
from uis_desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from uis_desktop.session.session import Session
    from uis_desktop.ui.tag_dialog import TagDialog
    from uis_desktop.ui.window.contact_window import ContactWindow


class CallTags(QObject):
    """Brings the person's tags to the session; one little window, for one call."""

    def __init__(self, stack: Stack, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._stack = stack
        self._tasks = tasks
        self._session: Session | None = None
        self._dialog: TagDialog | None = None
        self._call = ""
        stack.card_maker.offer_tags(self._offers)
        stack.card_maker.tags_wanted.connect(self._open)

    def use(self, session: Session | None) -> None:
        """Tag calls of this session; None while nobody is signed in."""
        self._session = session
        if session is None:
            self.close()

    def serve(self, window: ContactWindow) -> None:
        """Carry out what is wished for on the pages of this window."""
        window.wishes.let_tag(self._marks_on)
        window.wishes.tag.connect(self._on_tag)

    def calls_changed(self) -> None:
        """The history has changed: what is shown is asked anew."""
        if self._dialog is not None and self._session is not None:
            self._tasks.start(self._show(self._session, self._dialog, self._call))

    def close(self) -> None:
        """Take the window away; what was chosen goes to UIS all the same."""
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.hide()
            dialog.deleteLater()

    def _offers(self, card: CardView) -> bool:
        return self._session is not None and self._session.tagging.offers(card)

    def _open(self, key: str) -> None:
        card = next((one for one in self._stack.cards() if one.key == key), None)
        if card is None or card.call_session_id is None or self._session is None:
            return
        if self._dialog is None or card.call_session_id != self._call:
            self.close()
            dialog: TagDialog = later("tag_dialog").TagDialog(lines.name_line(card))
            dialog.wanted.connect(self._on_tag)
            dialog.left.connect(self.close)
            self._dialog, self._call = dialog, card.call_session_id
        self._tasks.start(self._show(self._session, self._dialog, self._call, opened=True))

    async def _show(
        self, session: Session, dialog: TagDialog, call: str, *, opened: bool = False
    ) -> None:
        row = await session.lists.newest_call(call)
        if dialog is self._dialog and row is not None:
            dialog.show_tags(call, session.tagging.marks_on(row))
            if opened:
                dialog.open_up()

    def _marks_on(self, call: HistoryRow) -> Sequence[TagMark]:
        return () if self._session is None else self._session.tagging.marks_on(call)

    def _on_tag(self, call: str, tag: Tag, wanted: bool) -> None:
        if self._session is not None:
            self._tasks.start(self._session.tagging.tag(call, tag, wanted=wanted))
