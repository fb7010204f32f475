"""Every click of the last minutes and what became of it: none is sent twice.

In memory, so that a repetition gets the first answer, or waits for it with the
first.  What must outlive this process is in :mod:`relay.journals.clicks`.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from uis_desktop.relay.call_proxy.replies import Reply

_REMEMBERED_S = 15 * 60.0


@dataclass(frozen=True, slots=True)
class Key:
    """Which click."""

    account: str
    device: str
    external_id: str


@dataclass(frozen=True, slots=True)
class Click:
    """What was asked, and the task that knows or will know the answer."""

    params: Mapping[str, object]
    reply: asyncio.Task[Reply]
    at: float


class Clicks:
    """As many as the pace of all devices lets through in a quarter of an hour."""

    def __init__(self) -> None:
        self._clicks: OrderedDict[Key, Click] = OrderedDict()

    def known(self, key: Key) -> Click | None:
        """The click with this key, if there was one lately."""
        now = time.monotonic()
        while self._clicks and next(iter(self._clicks.values())).at <= now - _REMEMBERED_S:
            self._clicks.popitem(last=False)
        return self._clicks.get(key)

    async def give_up(self) -> None:
        """Nobody waits any more for what is on the way."""
        tasks = [click.reply for click in self._clicks.values() if not click.reply.done()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def remember(self, key: Key, params: Mapping[str, object], reply: asyncio.Task[Reply]) -> None:
        """A new one."""
        self._clicks[key] = Click(params, reply, time.monotonic())
