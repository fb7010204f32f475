"""What happened lately, numbered, for people and for programs that look on."""

from __future__ import annotations

from collections import deque
from datetime import datetime
from typing import Generic, TypeVar

import msgspec

from uis_desktop.simulator.scenario import KindWord


class ApiRequest(msgspec.Struct, kw_only=True):
    """A request an API received; password and token are masked."""

    number: int = 0
    at: datetime
    api: str
    method: str | None
    params: dict[str, object]
    outcome: str
    result: object = None


class SentNotification(msgspec.Struct, kw_only=True):
    """A notification and what became of it.

    Attributes:
        url: without its path, which holds a secret; None: no address is set.
        state: ``pending``, ``delivered``, ``failed`` or ``dropped``.
    """

    number: int = 0
    at: datetime
    kind: KindWord
    call_session_id: int
    url: str | None
    body: str
    state: str = "pending"
    status: int | None = None
    attempts: int = 0


class InteractiveQuestion(msgspec.Struct, kw_only=True):
    """A question about an inbound call, and which way the call went."""

    number: int = 0
    at: datetime
    call_session_id: int
    url: str
    status: int | None
    elapsed_ms: float
    answer: object
    route: str
    reason: str | None


Entry = TypeVar("Entry", ApiRequest, SentNotification, InteractiveQuestion)


class Journal(Generic[Entry]):
    """The newest entries, oldest first; numbers go on for ever."""

    def __init__(self, capacity: int = 5000) -> None:
        self._entries: deque[Entry] = deque(maxlen=capacity)
        self._last = 0

    def add(self, entry: Entry) -> Entry:
        """Number the entry and keep it."""
        self._last += 1
        entry.number = self._last
        self._entries.append(entry)
        return entry

    def after(self, number: int) -> list[Entry]:
        """Every entry kept with a greater number."""
        return [entry for entry in self._entries if entry.number > number]
