"""Keeps what became of each call's card, and tells the way of a call afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from uis_desktop.core.events import Delivered
from uis_desktop.core.fates import Fate, FateNote
from uis_desktop.core.history import HistoryRow
from uis_desktop.core.story import Story, story


class FateStore(Protocol):
    """Where fates are kept; every method may raise ``HistoryUnreadable``."""

    async def keep_fates(self, notes: Sequence[FateNote]) -> None:
        """Note what became of the cards of these calls.

        The first time of each fate of a call counts.  Nothing is written for a call that
        is not in the history.
        """
        ...

    async def fates_of(self, call: str) -> Sequence[FateNote]:
        """What became of the card of a call, the oldest first."""
        ...

    async def events_of(self, call_session_id: str) -> Sequence[Delivered]:
        """All events of one call, oldest first; empty for a call we never heard of."""
        ...


class Fates:
    """Writes fates down behind the screen: no card waits for it."""

    def __init__(
        self, *, store: FateStore, row_of: Callable[[str], str], now: Callable[[], datetime]
    ) -> None:
        """``row_of`` tells the history row of a card, by the card's key."""
        self._store = store
        self._row_of = row_of
        self._now = now
        self._waiting: asyncio.Queue[FateNote] = asyncio.Queue()

    def note(self, card_key: str, fate: Fate) -> None:
        """This has just become of a card."""
        self._waiting.put_nowait(FateNote(call=self._row_of(card_key), fate=fate, at=self._now()))

    async def run(self) -> None:
        """Write down what is noted, for ever.

        Raises:
            HistoryUnreadable
        """
        while True:
            notes = [await self._waiting.get()]
            while not self._waiting.empty():
                notes.append(self._waiting.get_nowait())
            await self._store.keep_fates(notes)

    async def story(self, call: HistoryRow) -> Story:
        """How this call came here, and what became of its card.

        Raises:
            HistoryUnreadable
        """
        events = await self._store.events_of(call.key)
        return story(events, await self._store.fates_of(call.key))
