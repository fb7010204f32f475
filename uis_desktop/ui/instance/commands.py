"""Carries out what is asked for on the command line, in the program that runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from uis_desktop.core import phone
from uis_desktop.core.cards import CardState
from uis_desktop.core.requests import ExitCode, Verb
from uis_desktop.errors import NotAPhoneNumber, NotOurNumber, UisError
from uis_desktop.ui.dialling import Dialling
from uis_desktop.ui.instance.conversation import Conversation
from uis_desktop.ui.instance.telling import call_told, code_of, row_told
from uis_desktop.ui.language import translate
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.wording import error_words, link_words

if TYPE_CHECKING:
    from uis_desktop.session.session import Session

#: Nothing comes of a click any more.
_OVER = frozenset(
    {
        CardState.ENDED,
        CardState.NOT_ANSWERED,
        CardState.LOST,
        CardState.TAKEN,
        CardState.REFUSED,
        CardState.SILENT,
    }
)


class Commands(QObject):
    """One road for every call: what is asked for here goes through :class:`Dialling`."""

    def __init__(
        self,
        dialling: Dialling,
        tasks: Tasks,
        status: Callable[[], tuple[ExitCode, Mapping[str, object]]],
        parent: QObject | None = None,
    ) -> None:
        """``status`` tells how the program is."""
        super().__init__(parent)
        self._dialling = dialling
        self._tasks = tasks
        self._status = status
        self._session: Session | None = None
        self._open: dict[Conversation, asyncio.Task[None]] = {}

    def use(self, session: Session | None) -> None:
        """Ask here; None while nobody is signed in: who waits for a call waits no more."""
        self._session = session
        for conversation, task in list(self._open.items()):
            task.cancel()
            words = translate("CommandLine", "Signed out. What became of the call is not known.")
            conversation.end(ExitCode.UNKNOWN, event="error", words=words)
        self._open.clear()

    def answer(self, conversation: Conversation) -> None:
        """Carry it out; whoever asked may leave at any moment."""
        if conversation.request.do is Verb.STATUS:
            code, told = self._status()
            conversation.end(code, **told)
        elif self._session is None:
            conversation.end(ExitCode.NOT_SIGNED_IN, event="error", words=link_words(None))
        else:
            self._begin(conversation, self._session)

    def _begin(self, conversation: Conversation, session: Session) -> None:
        task = self._tasks.start(self._carry_out(conversation, session))
        self._open[conversation] = task
        conversation.gone.connect(lambda: self._on_gone(conversation))
        task.add_done_callback(lambda _: self._open.pop(conversation, None))

    def _on_gone(self, conversation: Conversation) -> None:
        task = self._open.pop(conversation, None)
        if task is not None:
            task.cancel()

    async def _carry_out(self, conversation: Conversation, session: Session) -> None:
        try:
            if conversation.request.do is Verb.CALL:
                await self._call(conversation, session)
            else:
                await _list(conversation, session)
        except UisError as error:
            wrong = isinstance(error, NotAPhoneNumber | NotOurNumber)
            code = ExitCode.WRONG_ARGUMENTS if wrong else ExitCode.DEFECT
            conversation.end(code, event="error", words=error_words(error).line)

    async def _call(self, conversation: Conversation, session: Session) -> None:
        request = conversation.request
        number = phone.parse(request.text)
        line = None if request.line is None else session.our_lines.chosen(request.line)
        click = await self._dialling.place(number, line)
        if click is None:
            busy = translate("CommandLine", "Another call is being placed. Nothing was dialled.")
            conversation.end(ExitCode.BUSY, event="error", words=busy)
            return
        async for call in session.follow_click(click):
            if call.state in _OVER or not request.wait:
                conversation.end(code_of(call), **call_told(call))
                return
            conversation.say(**call_told(call))
        lost = translate("CommandLine", "What became of the call is not known.")
        conversation.end(ExitCode.UNKNOWN, event="error", words=lost)


async def _list(conversation: Conversation, session: Session) -> None:
    request = conversation.request
    left = request.limit
    async for page in session.lists.every_call(request.text, missed_only=request.missed):
        for row in page[:left]:
            conversation.say(**row_told(row))
        left -= len(page)
        if left <= 0:
            break
    conversation.end(ExitCode.DONE, event="end")
