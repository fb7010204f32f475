"""Asking a person to sign in, until an attempt succeeds."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from uis_desktop.errors import UisError
from uis_desktop.session.sign_in import SignInForm
from uis_desktop.ui.signing.sign_in_dialog import SignInDialog

T = TypeVar("T")


class SigningIn(QObject):
    """Shows the form while somebody has to fill it in."""

    closed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._dialog: SignInDialog | None = None

    @property
    def wanted(self) -> bool:
        """The form is open, perhaps hidden behind other windows."""
        return self._dialog is not None

    def open_up(self) -> None:
        """Bring the form to the front."""
        if self._dialog is not None:
            self._dialog.open_up()

    def close(self) -> None:
        """Take the form away for good."""
        if self._dialog is not None:
            self._dialog.hide()
            self._dialog.deleteLater()

    async def ask(
        self,
        attempt: Callable[[SignInForm], Awaitable[T]],
        *,
        enrolled: bool = False,
        secrets_kept: bool = True,
        filled: SignInForm | None = None,
        problem: UisError | None = None,
    ) -> T:
        """Ask until ``attempt`` succeeds with what was filled in; its answer.

        A :class:`UisError` of an attempt is explained beside its field.
        """
        dialog = SignInDialog(enrolled=enrolled, secrets_kept=secrets_kept)
        forms: asyncio.Queue[SignInForm] = asyncio.Queue()
        dialog.submitted.connect(forms.put_nowait)
        dialog.closed.connect(self.closed)
        self._dialog = dialog
        if filled is not None:
            dialog.fill(filled)
        if problem is not None:
            dialog.show_problem(problem)
        dialog.open_up()
        try:
            return await _first_success(attempt, forms, dialog)
        finally:
            self._dialog = None
            dialog.hide()
            dialog.deleteLater()


async def _first_success(
    attempt: Callable[[SignInForm], Awaitable[T]],
    forms: asyncio.Queue[SignInForm],
    dialog: SignInDialog,
) -> T:
    """Try form after form until one is accepted."""
    while True:
        form = await forms.get()
        dialog.set_busy(True)
        try:
            return await attempt(form)
        except UisError as error:
            dialog.set_busy(False)
            dialog.show_problem(error)
