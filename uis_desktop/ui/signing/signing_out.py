"""Asking before a person signs out: coming back needs a new invite."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from uis_desktop.ui.language import translate


class SigningOut:
    """One question at a time; ``wanted`` is set once it was answered with yes."""

    def __init__(self) -> None:
        self.wanted = asyncio.Event()
        self._question: QMessageBox | None = None

    def ask(self) -> None:
        """Ask, or bring the question that is open to the front."""
        if self._question is not None:
            self._question.raise_()
            return
        box = QMessageBox()
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(translate("Desk", "Sign out"))
        box.setText(translate("Desk", "Sign out on this computer?"))
        box.setInformativeText(
            translate("Desk", "To sign in again you need a new invite from your administrator.")
        )
        leave = box.addButton(translate("Desk", "Sign out"), QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton(translate("Desk", "Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.finished.connect(lambda: self._on_answer(leave=box.clickedButton() is leave))
        self._question = box
        box.open()

    def close(self) -> None:
        """Take the question away."""
        if self._question is not None:
            self._question.hide()
            self._question.deleteLater()
            self._question = None

    def _on_answer(self, *, leave: bool) -> None:
        self.close()
        if leave:
            self.wanted.set()
