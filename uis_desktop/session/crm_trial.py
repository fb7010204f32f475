"""The rules for the CRM, tried on calls of the history; nothing is opened."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from uis_desktop.core.history import HistoryRow

#: More than these nobody reads.
MOST_CALLS = 500


async def calls_between(
    pages: AsyncIterator[Sequence[HistoryRow]], start: datetime, end: datetime
) -> list[HistoryRow]:
    """The calls that began from ``start`` until before ``end``, the newest first.

    ``pages`` come the newest first; no more of them are asked for than needed.

    Raises:
        HistoryUnreadable
    """
    found: list[HistoryRow] = []
    async for page in pages:
        found += [row for row in page if start <= row.started_at < end]
        if len(found) >= MOST_CALLS or (page and page[-1].started_at < start):
            break
    return found[:MOST_CALLS]
