"""What a person does about contacts, brought to the session."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from uis_desktop.ui.later import later
from uis_desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from uis_desktop.session.own_contacts import OwnContacts
    from uis_desktop.ui.contacts.editing import ContactEditing
    from uis_desktop.ui.contacts.importing import ContactImporting
    from uis_desktop.ui.window.contact_window import ContactWindow


class ContactsDesk(QObject):
    """Puts the parts together, once somebody is signed in."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._may_save = False
        self._own: OwnContacts | None = None
        self._window: ContactWindow | None = None

    @cached_property
    def _importing(self) -> ContactImporting:
        importing: ContactImporting = later("contacts.importing").ContactImporting(
            self._tasks, self
        )
        importing.last_changed.connect(lambda _: self._show())
        return importing

    @cached_property
    def _editing(self) -> ContactEditing:
        editing: ContactEditing = later("contacts.editing").ContactEditing(self._tasks, self)
        editing.uis_allowed.connect(self._on_allowed)
        return editing

    def use(self, own: OwnContacts | None) -> None:
        """Work for this person; None while nobody is signed in."""
        if own is self._own:
            return
        self._own = own
        self._editing.use(own)
        self._importing.use(None if own is None else own.imports)
        self._on_allowed(False)
        if own is not None:
            self._tasks.start(self._ask(own))

    def serve(self, window: ContactWindow) -> None:
        """Carry out what is wished for in this window."""
        self._window = window
        window.contacts.add_wanted.connect(lambda: self._editing.add())
        window.contacts.import_wanted.connect(lambda: self._importing.ask(window))
        window.contacts.undo_wanted.connect(lambda: self._importing.ask_to_undo(window))
        window.wishes.add.connect(lambda number, name: self._editing.add(number, name))
        window.wishes.edit.connect(lambda who: self._editing.edit(who))
        window.wishes.remove.connect(lambda who: self._editing.ask_to_remove(who, window))
        self._show()

    def close(self) -> None:
        """The program ends."""
        if "_editing" in vars(self):
            self._editing.close()

    async def _ask(self, own: OwnContacts) -> None:
        allowed = await own.may_save_for_company()
        if own is self._own:
            self._on_allowed(allowed)

    def _on_allowed(self, allowed: bool) -> None:
        self._may_save = allowed
        self._show()

    def _show(self) -> None:
        if self._window is not None:
            self._window.contacts.allow(self._own is not None)
            last = None if self._own is None else self._importing.last
            self._window.contacts.show_last(last)
            self._window.wishes.let_edit_company(self._may_save)
