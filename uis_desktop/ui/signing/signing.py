"""Signing in, signing out, and invites, for somebody at the desk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from uis_desktop.ui.refusals import Words
from uis_desktop.ui.signing.other_invite import OtherInvite
from uis_desktop.ui.signing.signing_in import SigningIn
from uis_desktop.ui.signing.signing_out import SigningOut


class Signing(QObject):
    """Which of the three is asked, by whether somebody is signed in.

    Attributes:
        form: what is asked while nobody is signed in.
    """

    def __init__(self, tell: Callable[[Words], None], parent: QObject) -> None:
        """``tell`` shows why an invite is none."""
        super().__init__(parent)
        self.form = SigningIn(self)
        self._out = SigningOut()
        self._other_invite = OtherInvite(self._leave_for, tell)
        self._signed_in = False

    def signed_in(self) -> bool:
        """Somebody is; whether for the first time on this computer."""
        self._signed_in = True
        self._out.wanted.clear()
        return self.form.take_newcomer()

    def ask_about_left_invite(self) -> None:
        """An invite was opened while somebody signed in: ask what is to become of it."""
        if invite := self.form.take_offer():
            self._other_invite.ask(invite)

    def signed_out(self) -> None:
        """Nobody is any more."""
        self._signed_in = False
        self._other_invite.close()

    def close(self) -> None:
        """Take form and questions away for good."""
        self.form.close()
        self._out.close()
        self._other_invite.close()

    def open_form(self) -> bool:
        """Bring the form to the front if it is wanted; whether it is."""
        if self.form.wanted:
            self.form.open_up()
        return self.form.wanted

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
            self.form.offer(invite)

    def _leave_for(self, invite: str) -> None:
        """Sign out; the form that opens then has this invite in it."""
        self.form.offer(invite)
        self._out.wanted.set()
