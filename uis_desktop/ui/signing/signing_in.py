"""Asking a person to sign in, until an attempt succeeds."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from uis_desktop.errors import UisError
from uis_desktop.session.which_number import WhichNumber
from uis_desktop.ui.later import later
from uis_desktop.ui.signing.problem_words import passes_by_itself

if TYPE_CHECKING:
    from uis_desktop.session.sign_in import SignInForm
    from uis_desktop.ui.signing.sign_in_dialog import SignInDialog

logger = logging.getLogger(__name__)

T = TypeVar("T")

#: A network that wants to see a person on its page first is asked so often.
_AGAIN_S = 5.0


class SigningIn(QObject):
    """Shows the form while somebody has to fill it in."""

    closed = Signal()

    def __init__(self, parent: QObject, *, again_s: float = _AGAIN_S) -> None:
        super().__init__(parent)
        self._again_s = again_s
        self._dialog: SignInDialog | None = None
        self._offered = ""
        self._newcomer = False

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
            self._dialog.open_up()
            self._dialog.show_invite(invite)

    def take_offer(self) -> str:
        """The invite that was opened and that nobody has used; it is offered no more."""
        left, self._offered = self._offered, ""
        return left

    def take_newcomer(self) -> bool:
        """Whoever signed in just now did so on this computer for the first time; told once."""
        newcomer, self._newcomer = self._newcomer, False
        return newcomer

    def close(self) -> None:
        """Take the form away for good."""
        if self._dialog is not None:
            self._dialog.hide()
            self._dialog.deleteLater()

    async def ask(
        self,
        attempt: Callable[[SignInForm], Awaitable[T | WhichNumber]],
        *,
        enrolled: bool = False,
        secrets_kept: bool = True,
        filled: SignInForm | None = None,
        problem: UisError | None = None,
    ) -> T:
        """Ask until ``attempt`` succeeds with what was filled in; its answer.

        A :class:`UisError` of an attempt is explained beside its field; :class:`WhichNumber`
        is the form's next question.
        """
        dialog: SignInDialog = later("signing.sign_in_dialog").SignInDialog(
            enrolled=enrolled, secrets_kept=secrets_kept
        )
        forms: asyncio.Queue[SignInForm] = asyncio.Queue()
        dialog.submitted.connect(forms.put_nowait)
        dialog.page_wanted.connect(_open_page)
        dialog.closed.connect(self.closed)
        self._dialog = dialog
        if filled is not None:
            dialog.fill(filled)
        if problem is not None:
            dialog.show_problem(problem)
        if self._offered:
            dialog.show_invite(self._offered)
        dialog.open_up()
        try:
            answer = await self._first_success(attempt, forms, dialog)
            self._offered = ""
            known = enrolled if filled is None else bool(filled.virtual_phone_number)
            self._newcomer = not known
            return answer
        finally:
            self._dialog = None
            dialog.hide()
            dialog.deleteLater()

    async def _first_success(
        self,
        attempt: Callable[[SignInForm], Awaitable[T | WhichNumber]],
        forms: asyncio.Queue[SignInForm],
        dialog: SignInDialog,
    ) -> T:
        """Try form after form until one is accepted."""
        form, told = await forms.get(), None
        while True:
            if told is None:
                dialog.set_busy(True)
            try:
                answer = await attempt(form)
            except UisError as error:
                # Tried again by ourselves, and nothing new: whoever types is left alone.
                if type(error) is not told:
                    logger.info("not signed in: %s: %s", type(error).__name__, error.detail)
                    dialog.set_busy(False)
                    dialog.show_problem(error)
                sent = await self._next(form, forms, dialog, by_itself=passes_by_itself(error))
                form, told = (form, type(error)) if sent is None else (sent, None)
            else:
                if not isinstance(answer, WhichNumber):
                    return answer
                dialog.set_busy(False)
                dialog.ask_number(answer)
                form, told = await forms.get(), None

    async def _next(
        self,
        form: SignInForm,
        forms: asyncio.Queue[SignInForm],
        dialog: SignInDialog,
        *,
        by_itself: bool,
    ) -> SignInForm | None:
        """What the person sends; None: the same again, while he leaves it as it is."""
        while by_itself:
            try:
                return await asyncio.wait_for(forms.get(), self._again_s)
            except TimeoutError:
                if dialog.isVisible() and dialog.still_says(form):
                    return None
        return await forms.get()


def _open_page(host: str) -> None:
    """Without TLS, or the network could not put its own page in between."""
    page = QUrl()
    page.setScheme("http")
    page.setHost(host)
    page.setPath("/")
    if not QDesktopServices.openUrl(page):
        logger.warning("the network's page was not opened: no browser")
