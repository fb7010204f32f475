"""The button of the contact window with what one can do about contacts."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from uis_desktop.core.own_contacts import PastImport
from uis_desktop.ui.language import translate
from uis_desktop.ui.moments import moment_here
from uis_desktop.ui.plain_text import menu_text


class ContactsButton(QPushButton):
    """Opens a menu; its keys work in the whole window."""

    add_wanted = Signal()
    import_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("Contacts", "Contacts"), parent)
        self.setProperty("role", "quiet")
        self._menu = QMenu(self)
        self._add = self._action(translate("Contacts", "New contact…"), "Ctrl+N")
        self._add.triggered.connect(self.add_wanted)
        self._import = self._action(translate("Contacts", "Import contacts…"), "Ctrl+I")
        self._import.triggered.connect(self.import_wanted)
        self._menu.addSeparator()
        self._undo = self._action("", "")
        self._undo.triggered.connect(self.undo_wanted)
        self.setMenu(self._menu)
        self.show_last(None)

    def allow(self, allowed: bool) -> None:
        """Somebody is signed in, and it is his contacts."""
        self.setEnabled(allowed)
        for action in self._menu.actions():
            action.setEnabled(allowed)

    def show_last(self, past: PastImport | None) -> None:
        """This is the import that can be undone, if there is one."""
        self._undo.setVisible(past is not None)
        if past is not None:
            words = translate("Contacts", "Undo the import of {file} ({time})…")
            shown = words.format(file=menu_text(past.title, 40), time=moment_here(past.at))
            self._undo.setText(shown)

    def _action(self, words: str, keys: str) -> QAction:
        action = self._menu.addAction(words)
        action.setShortcut(QKeySequence(keys))
        # Of the window's own: a menu's shortcuts sleep while it is closed.
        self.addAction(action)
        return action
