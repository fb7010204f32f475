"""Asking before a person signs out: coming back needs a new invite."""

from __future__ import annotations

import asyncio

from PySide6.QtWidgets import QMessageBox

from uis_desktop.ui.language import translate
from uis_desktop.ui.question import Question


class SigningOut:
    """One question at a time; ``wanted`` is set once it was answered with yes."""

    def __init__(self) -> None:
        self.wanted = asyncio.Event()
        self._question = Question()

    def ask(self) -> None:
        """Ask, or bring the question that is open to the front."""
        if self._question.is_open:
            self._question.raise_()
            return
        self._question.ask(
            translate("Desk", "Sign out"),
            translate("Desk", "Sign out on this computer?"),
            translate("Desk", "To sign in again you need a new invite from your administrator."),
            yes=translate("Desk", "Sign out"),
            no=translate("Desk", "Cancel"),
            role=QMessageBox.ButtonRole.AcceptRole,
            on_yes=self.wanted.set,
        )

    def close(self) -> None:
        """Take the question away."""
        self._question.close()
