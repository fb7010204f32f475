"""Opens the form for a contact and brings what is typed to the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from uis_desktop.core.company_contacts import is_in_uis
from uis_desktop.core.contact_draft import ContactDraft, draft_of
from uis_desktop.core.contacts import Contact
from uis_desktop.errors import UisError
from uis_desktop.ui.contacts.saving_words import saving_words
from uis_desktop.ui.language import translate
from uis_desktop.ui.later import later
from uis_desktop.ui.plain_text import plain
from uis_desktop.ui.question import Question
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.wording import error_words

if TYPE_CHECKING:
    from uis_desktop.session.own_contacts import OwnContacts
    from uis_desktop.ui.contacts.editor import ContactEditor


class ContactEditing(QObject):
    """One form at a time; it stays when the session ends, and saves in the next one."""

    uis_allowed = Signal(bool)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._own: OwnContacts | None = None
        self._editor: ContactEditor | None = None
        self._question = Question()

    def use(self, own: OwnContacts | None) -> None:
        """Save here; None while nobody is signed in."""
        self._own = own
        if self._editor is not None:
            self._editor.set_busy(own is None)
        if own is None:
            self._question.close()

    def add(self, number: str = "", name: str = "") -> None:
        """Ask for a new contact; a form that is open already stays as it is."""
        numbers = (number,) if number else ()
        self._open(ContactDraft(name=name, numbers=numbers), None)

    def edit(self, contact: Contact) -> None:
        """Ask what is to be changed of an own contact."""
        self._open(draft_of(contact), contact)

    def ask_to_remove(self, contact: Contact, window: QWidget) -> None:
        """Ask whether to forget an own contact."""
        if self._own is None or self._question.is_open:
            return
        own = self._own
        asked = translate("Contact", "Delete {name} from your contacts?")
        self._question.ask(
            translate("Contact", "Delete contact"),
            asked.format(name=plain(contact.full_name, 80)),
            translate("Contact", "The calls stay in the history. This cannot be undone."),
            yes=translate("Contact", "Delete"),
            no=translate("Contact", "Keep"),
            on_yes=lambda: self._tasks.start(own.remove(contact)),
            window=window,
        )

    def close(self) -> None:
        """The program ends."""
        self._question.close()
        if self._editor is not None:
            self._editor.hide()
            self._forget(self._editor)

    def _open(self, draft: ContactDraft, was: Contact | None) -> None:
        if self._editor is None:
            in_uis = was is not None and is_in_uis(was.id)
            editor: ContactEditor = later("contacts.editor").ContactEditor(
                draft, new=was is None, in_uis=in_uis
            )
            editor.save_wanted.connect(
                lambda typed, to_uis: self._save(editor, typed, was, to_uis=to_uis)
            )
            editor.finished.connect(lambda: self._forget(editor))
            self._editor = editor
            editor.set_busy(self._own is None)
            if self._own is not None:
                self._tasks.start(self._show_colleagues(editor, self._own))
        self._editor.show()
        self._editor.raise_()
        self._editor.activateWindow()

    def _forget(self, editor: ContactEditor) -> None:
        editor.deleteLater()
        if self._editor is editor:
            self._editor = None

    async def _show_colleagues(self, editor: ContactEditor, own: OwnContacts) -> None:
        colleagues = await own.colleagues()
        if self._editor is editor:
            editor.show_colleagues(colleagues)
        allowed = await own.may_save_for_company()
        self.uis_allowed.emit(allowed)
        if self._editor is editor and allowed:
            editor.offer_uis()

    def _save(
        self, editor: ContactEditor, draft: ContactDraft, was: Contact | None, *, to_uis: bool
    ) -> None:
        if self._own is not None:
            keep = self._keep_in_uis if to_uis else self._keep
            self._tasks.start(keep(editor, self._own, draft, was))

    async def _keep_in_uis(
        self, editor: ContactEditor, own: OwnContacts, draft: ContactDraft, was: Contact | None
    ) -> None:
        try:
            await own.save_for_company(draft, was)
        except UisError as error:
            editor.show_trouble(saving_words(error))
            return
        editor.saved_in_uis()
        try:
            await own.keep_the_rest(draft, was)
        except UisError as error:
            editor.show_trouble(error_words(error))
            return
        if self._editor is editor:
            editor.close_saved()

    async def _keep(
        self, editor: ContactEditor, own: OwnContacts, draft: ContactDraft, was: Contact | None
    ) -> None:
        try:
            await own.keep(draft, was)
        except UisError as error:
            editor.show_trouble(error_words(error))
            return
        if self._editor is editor:
            editor.close_saved()
