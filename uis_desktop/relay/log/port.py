"""What the relay needs of a log, whatever keeps it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import msgspec

from uis_desktop.errors import UisError
from uis_desktop.relay.log.mentions import Mentions

#: Who may see an event, given who has seen an earlier event of the same call.
AudienceRule = Callable[[frozenset[str]], frozenset[str]]


class LogUnwritable(UisError):
    """The event is not on disk; whoever sent it must send it again."""

    worth_retrying = True


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """An event before it has a number.

    Attributes:
        key: the same for a repeat of the same notification.
        normal: the normal form as JSON; None if nobody could read the notification.
        raw: the bytes that came.
    """

    account: str
    received_at: datetime
    kind: str
    call_session_id: str
    key: bytes
    normal: bytes | None
    repairs: tuple[str, ...]
    method: str
    raw: bytes
    audience: AudienceRule


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """An event in the log, as far as the stream needs it."""

    account: str
    seq: int
    received_at: datetime
    kind: str
    call_session_id: str
    normal: bytes | None
    audience: frozenset[str]


class Record(Stored, frozen=True, kw_only=True):
    """An event in the log with everything that is known about it."""

    repairs: tuple[str, ...]
    method: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Span:
    """Which numbers the log has: those above ``trimmed_to`` up to ``latest``."""

    latest: int
    trimmed_to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which events an administrator looks for; None and 0 leave nothing out.

    Attributes:
        after, before: the numbers between these two.
        phone_number: the outside party, E.164 with ``+``.
        limit: how many at most.
    """

    after: int = 0
    before: int | None = None
    kind: str | None = None
    call_session_id: str | None = None
    phone_number: str | None = None
    limit: int = 50


class EventReader(Protocol):
    """What can be asked of the events wherever they can be read."""

    async def records(self, account: str, wanted: Wanted) -> list[Record]:
        """Events with everything that is known, newest first, whoever may see them."""
        ...

    async def mentions(self, account: str, phone_number: str) -> Mentions:
        """What tells of a phone number (E.164 with ``+``); reads all of the account."""
        ...


class Log(EventReader, Protocol):
    """Append-only and numbered per account; the number is the only order there is."""

    @property
    def epoch(self) -> str:
        """Changes when the log was lost or restored."""
        ...

    @property
    def broken(self) -> asyncio.Future[str]:
        """Done, with the reason, when nothing may be acknowledged any more."""
        ...

    @property
    def up(self) -> bool:
        """An event could be written down now; False while the log's server is away."""
        ...

    def append(self, draft: Draft) -> Awaitable[Stored | None]:
        """Write it down; on disk when it has been awaited.  None for a repeat.

        Raises:
            LogUnwritable: it is not certain to be on disk.
        """
        ...

    async def after(self, account: str, employee_id: str, seq: int, limit: int) -> list[Stored]:
        """The first ``limit`` events with greater numbers this employee may see."""
        ...

    async def latest_of_kinds(self, account: str, after: int) -> list[Record]:
        """The newest event of each kind among those with greater numbers."""
        ...

    async def span(self, account: str) -> Span:
        """Which numbers there are; at least all that was given out, by any relay.

        Raises:
            ConnectionError: the log's server is away, nobody can tell.
        """
        ...

    async def trim(self, before: datetime) -> int:
        """Forget what was received before; how many.  Numbers are never used again."""
        ...

    async def forget_calls(
        self, account: str, calls: Collection[str], numbers: Collection[int] = ()
    ) -> int:
        """Erase the events of these calls, and these events of no call; how many.

        They are overwritten wherever the log is kept.  Numbers are never used
        again.

        Raises:
            LogUnwritable: it is not certain that all of it is erased; ask again.
        """
        ...

    async def close(self) -> None:
        """Write what waits, then let go of files and connections."""
        ...
