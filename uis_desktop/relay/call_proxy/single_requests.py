"""Wishes that are one request to UIS each, noted in the journal before it goes."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping

import msgspec

from uis_desktop.errors import (
    OutcomeUnknown,
    ServiceRefused,
    SignInRefused,
    UisError,
)
from uis_desktop.relay.call_proxy.diary import Diary, call_of
from uis_desktop.relay.call_proxy.replies import Declined, Reply, declined, own, refused_by_uis
from uis_desktop.relay.directory.tables import Device
from uis_desktop.relay.journals.clicks import SentClick
from uis_desktop.relay.uis.problems import UisNotSetUp
from uis_desktop.wire.call_api import RelayWord

#: Parameters of a wish, as the journal keeps them.
About = Mapping[str, object]
#: Sends the request and returns the result for the desktop; raises :class:`UisError`.
Send = Callable[[], Awaitable[msgspec.Raw]]


class SingleRequests:
    """Carries wishes out; what is on the way goes on when the desktop hangs up."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary
        self._running: set[asyncio.Task[Reply]] = set()

    async def carry_out(
        self, device: Device, method: str, read: Callable[[], Awaitable[tuple[About, Send]]]
    ) -> Reply:
        """The reply to a wish.

        ``read`` looks at the wish and tells what the journal keeps of its parameters, and
        how it is sent; it raises ``Declined`` for one that is not carried out.
        """
        started = time.monotonic()
        try:
            about, send = await read()
        except Declined as refusal:
            self._diary.note(device, method, {}, answer=refusal.told, ms=_ms_since(started))
            return declined(refusal)
        task = asyncio.create_task(self._carry_out(device, method, about, send))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    async def settled(self) -> None:
        """Wait for what is on the way; it is bounded by the deadline of UIS's client."""
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _carry_out(self, device: Device, method: str, about: About, send: Send) -> Reply:
        click = SentClick(device.id, secrets.token_hex(12))
        try:
            await self._diary.begin(device, click, method, about)
        except (UisError, OSError):
            # Not sent: nobody could tell afterwards who wanted it.
            return own(RelayWord.NOT_SENT)
        started = time.monotonic()
        try:
            reply = Reply(told="ok", result=await send())
        except UisError as error:
            reply = _reply_to(error)
        await self._diary.settle(
            device,
            click,
            method,
            about,
            answer=reply.told,
            ms=_ms_since(started),
            call_session_id=call_of(about),
        )
        return reply


def _ms_since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)


def _reply_to(error: UisError) -> Reply:
    if isinstance(error, ServiceRefused):
        return refused_by_uis(error)
    return own(word_of(error))


def word_of(error: UisError) -> RelayWord:
    """The relay's word for a failure that is no refusal of UIS's."""
    match error:
        case SignInRefused():
            return RelayWord.KEY_REFUSED
        case UisNotSetUp():
            return RelayWord.NOT_SET_UP
        case OutcomeUnknown():
            return RelayWord.OUTCOME_UNKNOWN
        case _:
            # UIS is away, or the store of secrets; before anything was sent.
            return RelayWord.NOT_SENT
