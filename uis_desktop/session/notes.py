"""Notes on calls: each keystroke is on its way to the disk as soon as it is typed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from uis_desktop.errors import HistoryUnreadable

logger = logging.getLogger(__name__)


class Notes:
    """Writes notes down, one at a time; of one call's only the newest matters."""

    def __init__(self, keep: Callable[[str, str], Awaitable[None]]) -> None:
        """``keep`` puts the note of a call on the disk."""
        self._keep = keep
        self._waiting: dict[str, str] = {}
        self._writing: asyncio.Task[None] | None = None

    async def write(self, call: str, text: str) -> None:
        """Keep this as the call's note; returns when it, or a newer one, is on disk.

        Cancelling this does not stop the writing.

        Raises:
            HistoryUnreadable: it is not on disk; a new session must be asked again.
        """
        self._waiting[call] = text
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all(), name="notes")
        await asyncio.shield(self._writing)

    async def finish(self) -> None:
        """Wait until everything is written, or cannot be."""
        if self._writing is None:
            return
        try:
            await asyncio.shield(self._writing)
        except HistoryUnreadable as error:
            logger.warning("a note was not written: %s", error.detail)

    async def _write_all(self) -> None:
        while self._waiting:
            call, text = next(iter(self._waiting.items()))
            del self._waiting[call]
            await self._keep(call, text)
