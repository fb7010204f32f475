"""An invite that is opened by somebody who is signed in: a question, never an answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox

from uis_desktop.core.invite import parse_invite
from uis_desktop.errors import NotAnInvite
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import plain
from uis_desktop.ui.question import Question
from uis_desktop.ui.refusals import Words
from uis_desktop.ui.wording import error_words


class OtherInvite:
    """Asks whether to leave for it; the invite itself is used by the sign-in, if at all."""

    def __init__(self, leave_for: Callable[[str], None], tell: Callable[[Words], None]) -> None:
        """``leave_for`` signs out and opens the sign-in with this invite filled in."""
        self._leave_for = leave_for
        self._tell = tell
        self._question = Question()

    def ask(self, link: str) -> None:
        """Ask whoever is signed in; a question that is open stays what it was."""
        if self._question.is_open:
            self._question.raise_()
            return
        try:
            invite = parse_invite(link)
        except NotAnInvite as error:
            self._tell(error_words(error))
            return
        about = translate(
            "SignIn",
            "The invite is from the server {host}. You will be signed out here, and the invite is "
            "used only when you press “Sign in”. There is no way back without a new invite.",
        )
        self._question.ask(
            translate("SignIn", "Invite link"),
            translate("SignIn", "You are signed in already. Use another invite?"),
            about.format(host=plain(invite.host, 80)),
            yes=translate("SignIn", "Sign out and use it"),
            no=translate("SignIn", "Stay signed in"),
            role=QMessageBox.ButtonRole.AcceptRole,
            on_yes=lambda: self._leave_for(link),
        )

    def close(self) -> None:
        """Take the question away."""
        self._question.close()
