"""Our own numbers: which of them a call is placed from, and which the person may choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from uis_desktop.core.contacts import Contact
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.core.lines import (
    Line,
    RegionOf,
    check_line,
    nearest_first,
    number_to_call_from,
    offered_first,
)
from uis_desktop.core.phone import Number, Phone

#: So many of the newest calls with a contact are looked at.
_CALLS_LOOKED_AT = 20


class LineStore(Protocol):
    """What keeps our numbers; every method may raise ``HistoryUnreadable``."""

    async def lines(self) -> Sequence[Line]:
        """All of them, in the order they were told in."""
        ...

    async def lines_version(self) -> str | None:
        """The version of the list that is kept, or None before the first."""
        ...

    async def keep_lines(self, lines: Sequence[Line], version: str) -> None:
        """Keep this list in place of the one before, in one transaction."""
        ...


class LinesAndCalls(LineStore, Protocol):
    """The contacts and calls of before, too."""

    async def contact_by_number(self, number: Number) -> Contact | None:
        """Who a number belongs to."""
        ...

    async def calls_with(self, numbers: Sequence[Number], *, limit: int) -> Sequence[HistoryRow]:
        """The newest calls with any of these numbers, the newest first."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a call can be placed from.

    Attributes:
        lines: our active numbers, at least two; the one offered first, then the person's own.
        first: the one that is taken unless the person chooses another.
    """

    lines: tuple[Line, ...]
    first: Number


class OurLines:
    """The company's active numbers, as the relay told them last."""

    def __init__(self, journal: LinesAndCalls, *, own: Number, region_of: RegionOf) -> None:
        """``own`` is the number of the sign-in."""
        self._journal = journal
        self._own = own
        self._region_of = region_of
        self._active: tuple[Line, ...] = ()

    async def load(self) -> None:
        """Know the list as it is kept now.

        Raises:
            HistoryUnreadable
        """
        self._active = tuple(await self._journal.lines())

    @property
    def own(self) -> Number:
        """The number of the sign-in."""
        return self._own

    @property
    def active(self) -> tuple[Line, ...]:
        """All of them; empty if nobody has told us yet."""
        return self._active

    def chosen(self, text: str) -> Number:
        """The number a person wants to call from.

        Raises:
            NotOurNumber: no call can be placed from it.
        """
        return number_to_call_from(text, self._active)

    def check(self, number: Number) -> None:
        """Calls can be placed from this number.

        Raises:
            NotOurNumber: they cannot.
        """
        check_line(number, self._active)

    async def choice(self, called: Phone) -> Choice | None:
        """What it can be called from; None if there is nothing to choose.

        There is nothing for a colleague: he sees who calls.

        Raises:
            HistoryUnreadable
        """
        active = self._active
        if len(active) < 2 or called.internal:
            return None
        first = await self.first_for(called)
        return Choice(lines=nearest_first(active, first=first, own=self._own), first=first)

    async def first_for(self, number: Phone) -> Number:
        """The number of ours that is taken unless the person chooses another.

        Raises:
            HistoryUnreadable
        """
        active = self._active
        several = len(active) > 1 and not number.internal
        used = await self._used_with(number.e164) if several else ()
        return offered_first(number, active, own=self._own, used=used, region_of=self._region_of)

    async def _used_with(self, number: Number) -> list[Number]:
        """Our numbers of the newest calls with whoever has this number, the newest first."""
        contact = await self._journal.contact_by_number(number)
        numbers = (number,) if contact is None else contact.phone_numbers
        calls = await self._journal.calls_with(numbers, limit=_CALLS_LOOKED_AT)
        return [
            call.virtual_phone_number
            for call in calls
            if call.virtual_phone_number and call.outcome is not Outcome.REFUSED
        ]
