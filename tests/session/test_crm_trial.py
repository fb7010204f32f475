"""Only the calls of the asked days are tried, and no more of the history is read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

from tests.ui import samples
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.session.crm_trial import calls_between


async def test_calls_before_and_after_are_left_out_and_older_pages_are_not_asked_for() -> None:
    asked: list[int] = []

    async def pages() -> AsyncIterator[Sequence[HistoryRow]]:
        for page in range(5):
            asked.append(page)
            yield [
                samples.call(f"{page}-{one}", Outcome.LOST, minutes=60 * page + one)
                for one in range(0, 60, 20)
            ]

    start, end = samples.NOW - timedelta(minutes=90), samples.NOW - timedelta(minutes=20)
    found = await calls_between(pages(), start, end)
    assert [row.key for row in found] == ["0-40", "1-0", "1-20"]
    assert asked == [0, 1]
