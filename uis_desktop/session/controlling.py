"""Records, marks, coaches and ends a call that goes on: one request for each click."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence

from uis_desktop.core.abilities import Ability
from uis_desktop.core.call_control import (
    ON,
    Answer,
    Known,
    TagButton,
    Wish,
    after,
    barred,
    meaning,
    open_to,
)
from uis_desktop.errors import CallRefused, SignInRefused
from uis_desktop.session.blocking import Blocking
from uis_desktop.session.bookkeeper import Bookkeeper
from uis_desktop.session.ports import CallApi

#: The end of a call, or of the program, waits so long for a number to be blocked.
#: UIS blocks only during a talk.
_BLOCK_BEFORE_END_S = 2.0


class Controlling:
    """What has been made of each call is asked with :meth:`known`.

    Attributes:
        blocking: where a number waits until it is blocked.
    """

    def __init__(
        self,
        *,
        keeper: Bookkeeper,
        call_api: CallApi,
        password_refused: asyncio.Event,
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        """``password_refused`` is set when UIS no longer takes login and password."""
        self._keeper = keeper
        self._call_api = call_api
        self._password_refused = password_refused
        self._known: dict[str, Known] = {}
        self._out: set[tuple[str, Wish]] = set()
        #: Keys arrive in the order they were pressed in.
        self._keys: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._buttons: Sequence[TagButton] | None = None
        self.blocking = Blocking(self._block, sleep)

    def known(self, card_key: str) -> Known:
        """What is known of the call of this card."""
        return self._known.get(self._keeper.call_session_of(card_key) or "", Known())

    async def tag_buttons(self) -> Sequence[TagButton]:
        """Which keys tag a call; asked once, for they are set up once.

        Raises:
            CallRefused, ServiceUnreachable, SignInRefused, ReplyNotUnderstood
        """
        if self._buttons is None:
            try:
                self._buttons = await self._call_api.tag_buttons()
            except (CallRefused, SignInRefused) as error:
                await self._take_note(error, Ability.TAG)
                raise
        return self._buttons

    async def do(self, card_key: str, wish: Wish) -> Answer | None:
        """Have this done, with one request; None: nothing was sent.

        That is so while the same is on its way, or if the call has no name yet, or if the
        wish would change nothing.  Each press of a key is a request of its own.

        Raises:
            CallRefused, ServiceUnreachable, OutcomeUnknown, SignInRefused, HistoryUnreadable
        """
        call = self._keeper.call_session_of(card_key)
        if call is None or not open_to(self.known(card_key), wish):
            return None
        if wish.ability is Ability.KEYS:
            async with self._keys[call]:
                return await self._send(call, wish)
        if (call, wish) in self._out:
            return None
        self._out.add((call, wish))
        try:
            return await self._send(call, wish)
        finally:
            self._out.discard((call, wish))

    async def end(self, card_key: str) -> None:
        """End the call; nothing to do if UIS has not named it yet.

        Raises:
            CallRefused, ServiceUnreachable, OutcomeUnknown, SignInRefused
        """
        call = self._keeper.call_session_of(card_key)
        if call is None:
            return
        await self.blocking.send_now(card_key, within_s=_BLOCK_BEFORE_END_S)
        try:
            await self._call_api.release_call(call)
        except (CallRefused, SignInRefused) as error:
            await self._take_note(error, Ability.END)
            raise

    async def finish(self) -> None:
        """The session ends: what waits to be done is done now."""
        await self.blocking.finish(within_s=_BLOCK_BEFORE_END_S)

    async def _block(self, card_key: str) -> Answer | None:
        return await self.do(card_key, Wish(Ability.BLOCK))

    async def _send(self, call: str, wish: Wish) -> Answer:
        known = self._known.get(call, Known())
        try:
            await self._request(call, wish)
        except CallRefused as error:
            answer = meaning(wish, error.mnemonic)
            if answer is None:
                await self._take_note(error, wish.ability)
                raise
            if answer is Answer.ALREADY:
                self._known[call] = after(known, wish)
            elif answer is Answer.BARRED:
                self._known[call] = barred(known, wish.ability, error.mnemonic or "")
            return answer
        except SignInRefused as error:
            await self._take_note(error, wish.ability)
            raise
        self._known[call] = after(known, wish)
        return Answer.DONE

    async def _request(self, call: str, wish: Wish) -> None:
        match wish.ability:
            case Ability.RECORD:
                await self._call_api.record_call(call, on=wish.value == ON)
            case Ability.TAG:
                await self._call_api.tag_call(call, wish.value)
            case Ability.COACH:
                await self._call_api.coach_call(call)
            case Ability.KEYS:
                await self._call_api.press_key(call, wish.value)
            case Ability.BLOCK:
                await self._call_api.block_contact(call)
            case _:
                raise ValueError(f"wish: {wish.ability} is not for here")

    async def _take_note(self, error: CallRefused | SignInRefused, ability: Ability) -> None:
        """What UIS says of account or password holds for the next wish, too."""
        if isinstance(error, SignInRefused):
            self._password_refused.set()
        else:
            await self._keeper.refused(ability, error.mnemonic)
