"""A link that was clicked somewhere else: asked about before anything is dialled.

Web pages and letters are written by strangers, and the system does not tell which
program a link comes from: so a link is a question, unless the person said otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from uis_desktop.core import phone
from uis_desktop.core.dial_link import is_invite, number_in
from uis_desktop.core.phone import Phone
from uis_desktop.errors import LinksForbidden, UisError
from uis_desktop.session.preferences import PreferenceBook
from uis_desktop.ui.dialling import Dialling
from uis_desktop.ui.link_question import LinkQuestion
from uis_desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from uis_desktop.session.session import Session


class Links(QObject):
    """Opens links, one question at a time.

    A number nobody can be asked about goes into the dial field (``prefill_wanted``), an
    invite into the sign-in (``invite_opened``).
    """

    prefill_wanted = Signal(str)
    invite_opened = Signal(str)

    def __init__(
        self,
        dialling: Dialling,
        tasks: Tasks,
        preferences: PreferenceBook,
        complain: Callable[[UisError], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._dialling = dialling
        self._tasks = tasks
        self._preferences = preferences
        self._complain = complain
        self._session: Session | None = None
        self._question: LinkQuestion | None = None

    def use(self, session: Session | None) -> None:
        """Dial with this session; None while nobody is signed in."""
        self._session = session
        if session is None:
            self.close()

    def open(self, link: str) -> None:
        """Do what a link, or a number, asks for."""
        if is_invite(link):
            self.invite_opened.emit(link)
            return
        if not self._preferences.policy.allows("links"):
            self._complain(LinksForbidden("links are forbidden by the policy"))
            return
        number = number_in(link)
        wanted = phone.read(number)
        if wanted is None or self._session is None:
            self.prefill_wanted.emit(number)
        elif self._question is not None:
            # It stays what it was: a number must not change under a finger.
            self._question.open_up()
        elif self._preferences.current.ask_before_links:
            self._ask(wanted, self._session)
        else:
            self._dialling.call(wanted)

    def close(self) -> None:
        """Take the question away; nothing is dialled."""
        if self._question is not None:
            self._question.hide()
            self._question.deleteLater()
            self._question = None

    def _ask(self, number: Phone, session: Session) -> None:
        may_stop_asking = self._preferences.policy.lock("ask_before_links") is None
        question = LinkQuestion(number, may_stop_asking=may_stop_asking)
        question.answered.connect(lambda call: self._on_answer(number, call=call))
        self._question = question
        question.open_up()
        self._tasks.start(self._name(question, number, session))

    async def _name(self, question: LinkQuestion, number: Phone, session: Session) -> None:
        """Say who that is, if he is known."""
        who = await session.lists.who_is(number.e164)
        if question is self._question and who is not None:
            question.show_name(who)

    def _on_answer(self, number: Phone, *, call: bool) -> None:
        question = self._question
        if question is None:
            return
        if call and question.never_again:
            self._stop_asking()
        self.close()
        if call:
            self._dialling.call(number)

    def _stop_asking(self) -> None:
        try:
            self._preferences.choose(replace(self._preferences.current, ask_before_links=False))
        except UisError as error:
            self._complain(error)
