"""A number waits a little before it is blocked, so that a wrong click can be taken back."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from uis_desktop.core.call_control import UNDO_S, Answer

logger = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class _Wait:
    """One number that waits; ``word`` is what the person or the program says meanwhile."""

    word: asyncio.Future[Answer] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def say(self, word: Answer) -> None:
        if not self.word.done():
            self.word.set_result(word)


class Blocking:
    """Nothing is sent while it waits, nor if it is undone."""

    def __init__(
        self,
        send: Callable[[str], Awaitable[Answer | None]],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._send = send
        self._sleep = sleep
        self._waiting: dict[str, _Wait] = {}

    def waits(self, card_key: str) -> bool:
        """The number of this card's call can still be spared."""
        return card_key in self._waiting

    async def block(self, card_key: str) -> Answer | None:
        """Block the contact's number when the time to undo it is over; what became of it.

        None: nothing was sent, for it waits already.

        Raises:
            as :meth:`Controlling.do`.
        """
        if card_key in self._waiting:
            return None
        wait = self._waiting[card_key] = _Wait()
        try:
            if (word := await self._word(wait)) is not Answer.DONE:
                return word
            return await self._send(card_key)
        finally:
            del self._waiting[card_key]
            wait.over.set()

    def undo(self, card_key: str) -> None:
        """It was a wrong click."""
        if (wait := self._waiting.get(card_key)) is not None:
            wait.say(Answer.UNDONE)

    async def send_now(self, card_key: str, *, within_s: float) -> None:
        """The call is about to end, and with it the chance; waits at most so long for it."""
        if (wait := self._waiting.get(card_key)) is not None:
            await _sent([wait], within_s)

    async def finish(self, *, within_s: float) -> None:
        """The session ends, and a click is not forgotten: as :meth:`send_now`, for all."""
        if waits := list(self._waiting.values()):
            await _sent(waits, within_s)

    async def _word(self, wait: _Wait) -> Answer:
        """What is to become of it: DONE says to send it."""
        sleeping = asyncio.ensure_future(self._sleep(UNDO_S))
        sleeping.add_done_callback(lambda _: wait.say(Answer.DONE))
        try:
            return await wait.word
        finally:
            sleeping.cancel()


async def _sent(waits: Sequence[_Wait], within_s: float) -> None:
    """Let them wait no longer, and give them so long to be blocked."""
    for wait in waits:
        wait.say(Answer.DONE)
    over = [asyncio.ensure_future(wait.over.wait()) for wait in waits]
    try:
        _, late = await asyncio.wait(over, timeout=within_s)
    finally:
        for one in over:
            one.cancel()
    if late:
        logger.warning("not known in time whether numbers were blocked: %d", len(late))
