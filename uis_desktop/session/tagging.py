"""Tags on calls that are over: kept here at once, and sent to UIS when that can be done."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from uis_desktop.core.aftercall import (
    TagMark,
    card_may_be_tagged,
    may_be_tagged,
    pause_s,
    settled,
    tags_on,
)
from uis_desktop.core.cards import CardView
from uis_desktop.core.history import HistoryRow
from uis_desktop.core.tags import Tag, TagWish, WishState
from uis_desktop.errors import ServiceRefused, TagRefused, UisError
from uis_desktop.session.alarm import Alarm

logger = logging.getLogger(__name__)


class TagStore(Protocol):
    """Where tags and wishes are kept; every method may raise ``HistoryUnreadable``."""

    async def tags(self) -> Sequence[Tag]:
        """The company's, in the order they were told in."""
        ...

    async def tags_version(self) -> str | None:
        """The version of the list that is kept, or None before the first."""
        ...

    async def keep_tags(self, tags: Sequence[Tag], version: str) -> None:
        """Keep this list in place of the one before, in one transaction."""
        ...

    async def wish_tag(self, call: str, tag: Tag, *, wanted: bool) -> None:
        """Keep a wish in place of an older one for the same tag and call.

        Nothing is kept for a call that is not in the history.
        """
        ...

    async def waiting_tags(self) -> Sequence[TagWish]:
        """The wishes UIS does not have yet, the oldest first."""
        ...

    async def settle_tag(self, number: int, state: WishState, reason: str) -> None:
        """What became of a wish; nothing, if a newer one has taken its place."""
        ...


class TagsAtUis(Protocol):
    """Changes the tags of calls at UIS."""

    async def tag(self, call_session_id: str, tag_id: str, *, wanted: bool) -> None:
        """Put a tag on a finished call, or take it off, with one request.

        Raises:
            ServiceRefused, ServiceUnreachable: nothing was changed.
            OutcomeUnknown, ReplyNotUnderstood: it may have been.
        """
        ...


class Tagging:
    """Sends what waits, one after the other, while the relay is connected."""

    def __init__(
        self,
        *,
        store: TagStore,
        uis: TagsAtUis,
        live: Callable[[], bool],
        changed: asyncio.Event,
        complain: Callable[[UisError], None],
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """``changed`` is set when lists are to be read anew; ``complain`` tells the person."""
        self._store = store
        self._uis = uis
        self._live = live
        self._lists_changed = changed
        self._complain = complain
        self._now = now
        self._jitter = jitter
        self._known: tuple[Tag, ...] = ()
        self._look = asyncio.Event()
        self._attempts = 0
        self._alarm = Alarm(now=now, sleep=sleep, ring=self._rang, name="tags")

    async def load(self) -> None:
        """Know the company's tags as they are kept now.

        Raises:
            HistoryUnreadable
        """
        self._known = tuple(await self._store.tags())

    def marks_on(self, call: HistoryRow) -> Sequence[TagMark]:
        """The tags of a call, and those it could have; none if it cannot be tagged."""
        if not may_be_tagged(call):
            return [mark for mark in tags_on(call, ()) if mark.on]
        return tags_on(call, self._known)

    def offers(self, card: CardView) -> bool:
        """The call of this card can be tagged now, and there is something to tag it with."""
        return bool(self._known) and card_may_be_tagged(card)

    async def tag(self, call: str, tag: Tag, *, wanted: bool) -> None:
        """Have a tag on a call, or off it; on disk when this returns, at UIS when it can be.

        Raises:
            HistoryUnreadable: it is not kept.
        """
        await self._store.wish_tag(call, tag, wanted=wanted)
        self._lists_changed.set()
        self._look.set()

    def hurry(self) -> None:
        """The connection is back: what waits is sent now."""
        self._attempts = 0
        self._alarm.stop()
        self._look.set()

    async def run(self) -> None:
        """Send what waits, for ever.

        Raises:
            HistoryUnreadable
        """
        async with asyncio.TaskGroup() as group:
            while True:
                self._look.clear()
                if self._live() and await self._round():
                    self._attempts += 1
                    pause = timedelta(seconds=pause_s(self._attempts, self._jitter()))
                    self._alarm.set(self._now() + pause, group)
                await self._look.wait()

    async def _round(self) -> bool:
        """Send each wish once; whether any of them still waits.

        One that waits does not keep the others back: it may be that UIS's report does
        not have that call yet.
        """
        waits = False
        for wish in await self._store.waiting_tags():
            error = await self._send(wish)
            state, reason = settled(error)
            if state is WishState.WAITING:
                waits = True
                continue
            self._attempts = 0
            await self._store.settle_tag(wish.number, state, reason)
            self._lists_changed.set()
            if state is WishState.REFUSED and isinstance(error, ServiceRefused):
                self._complain(_refused(wish, error))
        return waits

    async def _send(self, wish: TagWish) -> UisError | None:
        """The one request; what went wrong with it."""
        try:
            await self._uis.tag(wish.call, wish.tag.id, wanted=wish.wanted)
        except UisError as error:
            logger.info("tag %s on call %s: %s", wish.tag.id, wish.call, error.detail)
            return error
        return None

    async def _rang(self) -> None:
        self._look.set()


def _refused(wish: TagWish, error: ServiceRefused) -> TagRefused:
    return TagRefused(
        error.mnemonic, code=error.code, message=error.message, tag_name=wish.tag.name
    )
