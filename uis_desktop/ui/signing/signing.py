"""Signing in, signing out, and invites, for somebody at the desk."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from uis_desktop.errors import UisError
from uis_desktop.ui.refusals import Words
from uis_desktop.ui.signing.other_invite import OtherInvite
from uis_desktop.ui.signing.signing_in import SigningIn
from uis_desktop.ui.signing.signing_out import SigningOut

if TYPE_CHECKING:
    from uis_desktop.session.sign_in import SignInForm
    from uis_desktop.session.which_number import WhichNumber

T = TypeVar("T")


class Signing(QObject):
    """Which of the three is asked, by whether somebody is signed in.

    ``closed``: the form was closed without signing in.
    """

    closed = Signal()

    def __init__(self, tell: Callable[[Words], None], parent: QObject) -> None:
        """``tell`` shows why an invite is none."""
        super().__init__(parent)
        self._in = SigningIn(self)
        self._in.closed.connect(self.closed)
        self._out = SigningOut()
        self._other_invite = OtherInvite(self._leave_for, tell)
        self._signed_in = False

    def signed_in(self) -> bool:
        """Somebody is; whether for the first time on this computer."""
        self._signed_in = True
        self._out.wanted.clear()
        if invite := self._in.take_offer():
            self._other_invite.ask(invite)
        return self._in.take_newcomer()

    def signed_out(self) -> None:
        """Nobody is any more."""
        self._signed_in = False
        self._other_invite.close()

    def close(self) -> None:
        """Take form and questions away for good."""
        self._in.close()
        self._out.close()
        self._other_invite.close()

    def open_form(self) -> bool:
        """Bring the form to the front if it is wanted; whether it is."""
        if self._in.wanted:
            self._in.open_up()
        return self._in.wanted

    async def ask(
        self,
        attempt: Callable[[SignInForm], Awaitable[T | WhichNumber]],
        *,
        enrolled: bool,
        secrets_kept: bool,
        filled: SignInForm | None,
        problem: UisError | None,
    ) -> T:
        """Ask until ``attempt`` succeeds with what was filled in; its answer."""
        return await self._in.ask(
            attempt,
            enrolled=enrolled,
            secrets_kept=secrets_kept,
            filled=filled,
            problem=problem,
        )

    def ask_to_sign_out(self) -> None:
        """Ask whether to sign out."""
        self._out.ask()

    async def sign_out_wanted(self) -> None:
        """Return when the person has chosen and confirmed to sign out."""
        await self._out.wanted.wait()

    def open_invite(self, invite: str) -> None:
        """Fill it in, or ask whoever is signed in whether to leave for it."""
        if self._signed_in:
            self._other_invite.ask(invite)
        else:
            self._in.offer(invite)

    def _leave_for(self, invite: str) -> None:
        """Sign out; the form that opens then has this invite in it."""
        self._in.offer(invite)
        self._out.wanted.set()
