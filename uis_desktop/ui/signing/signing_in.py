"""Asking a person to sign in, until an attempt succeeds."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from uis_desktop.errors import UisError
from uis_desktop.ui.language import translate
from uis_desktop.ui.later import later
from uis_desktop.ui.refusals import Words

if TYPE_CHECKING:
    from uis_desktop.session.sign_in import SignInForm
    from uis_desktop.ui.signing.sign_in_dialog import SignInDialog

T = TypeVar("T")


def already_signed_in() -> Words:
    """An invite was opened, and there is nothing to use it for."""
    return Words(
        translate("SignIn", "You are signed in already"),
        translate("SignIn", "To use another invite, sign out in the tray's menu first."),
    )


class SigningIn(QObject):
    """Shows the form while somebody has to fill it in."""

    closed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._dialog: SignInDialog | None = None
        self._offered = ""

    @property
    def wanted(self) -> bool:
        """The form is open, perhaps hidden behind other windows."""
        return self._dialog is not None

    def open_up(self) -> None:
        """Bring the form to the front."""
        if self._dialog is not None:
            self._dialog.open_up()

    def offer(self, invite: str) -> None:
        """An invite link was opened: fill it in, now or when the form is asked for."""
        self._offered = invite
        if self._dialog is not None:
            self._dialog.show_invite(invite)
            self._dialog.open_up()

    def forget_offer(self) -> bool:
        """Somebody is signed in; whether an invite is left that nobody has used."""
        left, self._offered = bool(self._offered), ""
        return left

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
        dialog: SignInDialog = later("signing.sign_in_dialog").SignInDialog(
            enrolled=enrolled, secrets_kept=secrets_kept
        )
        forms: asyncio.Queue[SignInForm] = asyncio.Queue()
        dialog.submitted.connect(forms.put_nowait)
        dialog.closed.connect(self.closed)
        self._dialog = dialog
        if filled is not None:
            dialog.fill(filled)
        if self._offered:
            dialog.show_invite(self._offered)
        if problem is not None:
            dialog.show_problem(problem)
        dialog.open_up()
        try:
            answer = await _first_success(attempt, forms, dialog)
            self._offered = ""
            return answer
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
