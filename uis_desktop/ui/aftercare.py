"""What a person does about calls that are over: a note, tags, a reminder, the record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from uis_desktop.core.absence import Digest
from uis_desktop.core.cards import CardView
from uis_desktop.core.phone import Phone
from uis_desktop.core.preferences import Preferences
from uis_desktop.core.reminders import Reminder
from uis_desktop.session.preferences import PreferenceBook
from uis_desktop.ui.card_notes import CardNotes
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.crm import Crm
from uis_desktop.ui.digest import Digests
from uis_desktop.ui.erasing import NumberErasing
from uis_desktop.ui.exporting import Exporting
from uis_desktop.ui.notices import Notices
from uis_desktop.ui.noting import Noting
from uis_desktop.ui.playing.playing import Playing
from uis_desktop.ui.reminding import Reminding
from uis_desktop.ui.tagging import CallTags
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from uis_desktop.session.session import Session
    from uis_desktop.ui.window.contact_window import ContactWindow


class Aftercare(QObject):
    """Brings the wishes of the window to the session, and back what came of them."""

    call_wanted = Signal(Phone)
    missed_wanted = Signal()
    calls_wanted = Signal()

    def __init__(
        self,
        stack: Stack,
        theme: Theme,
        tasks: Tasks,
        notices: Notices,
        preferences: PreferenceBook,
        *,
        clock: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._noting = Noting(tasks, self)
        self._card_notes = CardNotes(stack, self._noting, tasks, self)
        self._erasing = NumberErasing(tasks, self)
        self._exporting = Exporting(tasks, notices.tell, self)
        self._crm = Crm(stack, tasks, notices, preferences, self)
        self._tags = CallTags(stack, tasks, self)
        self._keep_days = 0
        self._session: Session | None = None
        self._playing = Playing(tasks, notices.tell, parent=self)
        self._reminding = Reminding(stack, theme, tasks, clock=clock, parent=self)
        self._reminding.call_wanted.connect(self.call_wanted)
        self._digests = Digests(stack, theme, clock=clock, parent=self)
        self._digests.missed_wanted.connect(self.missed_wanted)
        self._digests.calls_wanted.connect(self.calls_wanted)
        self._preferences = preferences
        preferences.listen(self._live_by)

    def use(self, session: Session | None) -> None:
        """Work for this session; None while nobody is signed in."""
        self._noting.use(session.notes.write if session is not None else None)
        self._reminding.use(session.reminders if session is not None else None)
        self._erasing.use(session.erasing if session is not None else None)
        self._exporting.use(
            None
            if session is None
            else lambda typed, missed: session.lists.every_call(typed, missed_only=missed)
        )
        self._card_notes.use(session)
        self._crm.use(session)
        self._tags.use(session)
        self._playing.use(session.recordings if session is not None else None)
        self._session = session
        if session is None:
            self._digests.read()
        else:
            self._live_by(self._preferences.current)

    def _live_by(self, preferences: Preferences) -> None:
        """Keep calls as long as the person wants; for ever while nobody knows how long."""
        self._keep_days = preferences.keep_days if self._preferences.known else 0
        if self._session is not None:
            self._session.erasing.keep_for(self._keep_days)

    def edit_crm_rules(self) -> None:
        """Show the rules by which a customer is opened in the CRM."""
        self._crm.open_rules()

    def close(self) -> None:
        """Close what it has opened."""
        self._playing.stop()
        self._crm.close()
        self._tags.close()

    def serve(self, window: ContactWindow) -> None:
        """Carry out what is wished for in this window."""
        self._crm.serve(window)
        self._tags.serve(window)
        window.note_typed.connect(self._noting.write)
        self._noting.written.connect(window.note_written)
        self._playing.serve(window)
        window.erase_wanted.connect(self._erasing.ask)
        window.export_wanted.connect(
            lambda typed, missed: self._exporting.ask(window, typed, missed)
        )
        window.remind_wanted.connect(self._reminding.ask)
        window.missed_seen.connect(self._digests.read)

    def calls_go_on(self, cards: Sequence[CardView]) -> None:
        """These calls go on now."""
        self._playing.calls_go_on(cards)

    def calls_changed(self) -> None:
        """The history has changed."""
        self._tags.calls_changed()

    def show_reminders(self, due: Sequence[Reminder]) -> None:
        """These are to be called back now."""
        self._reminding.show(due)

    def show_digest(self, digest: Digest) -> None:
        """What happened while nobody was at the desk."""
        self._digests.show(digest)
