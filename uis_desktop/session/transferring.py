"""Lets a contact wait, asks a colleague, and hands the contact over."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from uis_desktop.core.abilities import Ability
from uis_desktop.core.hold_words import USUAL_HOLD_WORDS
from uis_desktop.core.phone import Phone
from uis_desktop.core.transfer import Act, Step, after, after_wrong_state, offered
from uis_desktop.errors import CallRefused, OutcomeUnknown, SignInRefused
from uis_desktop.session.bookkeeper import Bookkeeper
from uis_desktop.session.ports import CallControls

_WRONG_STATE = "invalid_state"


class Transferring:
    """One request at a time for each call; where a call stands is asked with :meth:`step`."""

    def __init__(
        self, *, keeper: Bookkeeper, controls: CallControls, password_refused: asyncio.Event
    ) -> None:
        """``password_refused`` is set when UIS no longer takes login and password."""
        self._keeper = keeper
        self._controls = controls
        self._password_refused = password_refused
        self._steps: dict[str, Step] = {}
        self._out: set[str] = set()

    def step(self, card_key: str) -> Step:
        """How far the transfer of this card's call is."""
        return self._steps.get(self._keeper.call_session_of(card_key) or "", Step.TALKING)

    async def do(
        self, card_key: str, act: Act, to: Phone | None = None, *, hears: str = USUAL_HOLD_WORDS
    ) -> bool:
        """Have this done; True once UIS has done it.

        ``to`` is whom to ask; ``hears`` is read to a contact who has to wait.  Each request
        goes out once; asking somebody while one talks takes two, because UIS wants the
        contact on hold first.  False: the call has no name yet, a request about it is out,
        the step does not offer it, or the call stands elsewhere than was thought, and
        :meth:`step` tells now where.

        Raises:
            NotAPhoneNumber: help is called there; nothing was sent.
            HistoryUnreadable: nothing was sent.
            CallRefused, ServiceUnreachable, OutcomeUnknown, SignInRefused
        """
        call = self._keeper.call_session_of(card_key)
        if call is None or call in self._out or act not in offered(self.step(card_key)):
            return False
        self._out.add(call)
        try:
            for request, done in await self._requests(call, act, to, hears):
                if not await self._sent(call, request, done):
                    return False
        finally:
            self._out.discard(call)
        return True

    async def _requests(
        self, call: str, act: Act, to: Phone | None, hears: str
    ) -> list[tuple[Callable[[], Awaitable[None]], Act]]:
        """What is sent, one after the other: who is to be asked hears nothing of the contact."""
        controls = self._controls
        match act:
            case Act.HOLD:
                return [(lambda: controls.hold_call(call, hears), act)]
            case Act.RESUME:
                return [(lambda: controls.unhold_call(call), act)]
            case Act.TRANSFER:
                return [(lambda: controls.transfer_call(call), act)]
            case Act.GIVE_UP:
                return [(lambda: controls.restore_call(call), act)]
            case Act.CONSULT:
                if to is None:
                    raise AssertionError("somebody is asked")
                phone = await self._keeper.reached_by(to)
                ask = (lambda: controls.consult_call(call, phone), act)
                if self._steps.get(call, Step.TALKING) is Step.HELD:
                    return [ask]
                return [*await self._requests(call, Act.HOLD, None, hears), ask]

    async def _sent(self, call: str, request: Callable[[], Awaitable[None]], act: Act) -> bool:
        """Send it; False if the call does not stand where it was thought to."""
        try:
            await request()
        except CallRefused as error:
            if error.mnemonic != _WRONG_STATE:
                await self._keeper.refused(Ability.TRANSFER, error.mnemonic)
                raise
            self._steps[call] = after_wrong_state(self._steps.get(call, Step.TALKING))
            return False
        except OutcomeUnknown:
            # If it was not done, the next wish meets a wrong state, which corrects it.
            self._steps[call] = after(act)
            raise
        except SignInRefused:
            self._password_refused.set()
            raise
        self._steps[call] = after(act)
        return True
