"""The short way of plain requests: no task, no router, no request object.

UIS's notifications are nearly all of the relay's requests.  The rooms that answer
them are the same that answer through aiohttp, and tests hold the two ways against
each other.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable, Iterable

from aiohttp import web

from uis_desktop.relay.answers import Answer
from uis_desktop.relay.hook import Hook
from uis_desktop.relay.interactive.question import LONGEST
from uis_desktop.relay.interactive.room import Interactive
from uis_desktop.relay.plain_request import PlainHead
from uis_desktop.relay.refusals import refused
from uis_desktop.relay.roster import Roster
from uis_desktop.relay.turns import Turns

Reply = Callable[[bytes], None]

#: So long a question may wait for notifications that came with it.
_LONGEST_TURN_S = 0.002
_NOT_FOUND = Answer.of(refused(404))


class Express:
    """Answers plain requests for the guard of a connection; see :mod:`relay.guard`."""

    def __init__(self, *, roster: Roster, hook: Hook, interactive: Interactive) -> None:
        self._roster = roster
        self._hook = hook
        self._interactive = interactive
        self._turns = Turns(_LONGEST_TURN_S)
        self._waiting = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """Where the same rooms answer what is not plain."""
        return (*self._hook.routes(), *self._interactive.routes())

    def serve(self, head: PlainHead, body: bytes, reply: Reply) -> None:
        """Answer once, now or later."""
        account = self._roster.account(head.account, head.secret)
        if account is None:
            reply(_NOT_FOUND.as_bytes())
        elif head.interactive:
            asked = body if len(body) <= LONGEST else b""
            answer = self._interactive.answer(
                account, method=head.method, body=asked, query=head.query
            )
            reply(Answer(200, answer).as_bytes())
        else:
            self._waiting += 1
            self._idle.clear()
            self._turns.enter(
                functools.partial(
                    self._hook.take_in,
                    account,
                    method=head.method,
                    body=body,
                    query=head.query,
                    settled=lambda answer: self._settled(answer, reply),
                )
            )

    async def idle(self) -> None:
        """Until everything is answered."""
        await self._idle.wait()

    def _settled(self, answer: Answer, reply: Reply) -> None:
        self._waiting -= 1
        if not self._waiting:
            self._idle.set()
        reply(answer.as_bytes())
