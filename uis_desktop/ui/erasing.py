"""Asks before the history of a number is deleted, and says how much that is."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox

from uis_desktop.core import phone
from uis_desktop.session.erasing import Erasing
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import plain
from uis_desktop.ui.tasks import Tasks


class NumberErasing(QObject):
    """One question at a time."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._erasing: Erasing | None = None
        self._question: QMessageBox | None = None

    def use(self, erasing: Erasing | None) -> None:
        """Erase here; None while nobody is signed in."""
        self._erasing = erasing
        if erasing is None:
            self._close()

    def ask(self, number: str) -> None:
        """Ask whether to delete all calls with this number."""
        if self._erasing is not None:
            self._tasks.start(self._count(self._erasing, number))

    async def _count(self, erasing: Erasing, number: str) -> None:
        count = await erasing.count_of_number(number)
        self._close()
        box = QMessageBox()
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(translate("Erase", "Delete history"))
        shown = phone.pretty(plain(number, 40))
        title = translate("Erase", "Delete the history of {number}? Calls: {count}")
        box.setText(title.format(number=shown, count=count))
        box.setInformativeText(
            translate("Erase", "Notes and the reminder go with them. This cannot be undone.")
        )
        delete = box.addButton(translate("Erase", "Delete"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(translate("Erase", "Keep"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.finished.connect(
            lambda: self._on_answer(erasing, number, delete=box.clickedButton() is delete)
        )
        self._question = box
        box.open()

    def _on_answer(self, erasing: Erasing, number: str, *, delete: bool) -> None:
        self._close()
        if delete:
            self._tasks.start(erasing.erase_number(number))

    def _close(self) -> None:
        if self._question is not None:
            self._question.hide()
            self._question.deleteLater()
            self._question = None
