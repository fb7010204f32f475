"""A whole list of the Data API, page after page (Data API, "Query language").

A page is asked for by the id of the last row of the page before.  That reaches
beyond the 100,000 rows an ``offset`` can skip, and misses nothing when somebody
removes a row meanwhile.  Where a method cannot sort or filter by id, ``offset``
is what is left.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import msgspec

from uis_desktop.errors import ReplyNotUnderstood, ServiceRefused
from uis_desktop.uis_api.rpc import RpcResult

log = logging.getLogger(__name__)

LARGEST_PAGE = 10_000
LARGEST_OFFSET = 100_000
#: So many rows are read before others get their turn on the loop.
_SLICE = 200


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_HasId)
Ask = Callable[[str, Mapping[str, object]], Awaitable[RpcResult]]


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """Some rows; ``skipped`` others could not be understood."""

    records: Sequence[T]
    skipped: int = 0


class Listing(Generic[T]):
    """Reads one list once."""

    def __init__(
        self,
        ask: Ask,
        method: str,
        read: Callable[[msgspec.Raw], T],
        *,
        params: Mapping[str, object],
        fields: Sequence[str],
        page: int = LARGEST_PAGE,
    ) -> None:
        self._ask = ask
        self._method = method
        self._read = read
        self._params = params
        self._fields = fields
        self._page = page
        self._sorted = self._filtered = True
        self._ids: set[str] = set()
        self._last: str | None = None
        self._rows = self._skipped = 0

    async def slices(self) -> AsyncGenerator[Slice[T], None]:
        """The whole list; ends without an error only if nothing was left out.

        Raises:
            ReplyNotUnderstood: it is no list, or it changed too much while it was read.
            ServiceUnreachable, ServiceRefused, SignInRefused
        """
        more = True
        while more:
            result = await self._next_page()
            rows, known = self._rows_of(result), len(self._ids)
            for start in range(0, len(rows), _SLICE):
                yield self._slice(rows[start : start + _SLICE])
                await asyncio.sleep(0)
            self._check(len(rows), known)
            self._rows += len(rows)
            more = self._more(len(rows), result.total_items)
        self._check_whole(result.total_items)

    async def all(self) -> Sequence[T]:
        """The whole list at once; for short ones.

        Raises:
            as :meth:`slices`.
        """
        return [record async for slice_ in self.slices() for record in slice_.records]

    async def _next_page(self) -> RpcResult:
        """Ask for it, in the best way the method allows."""
        while True:
            try:
                return await self._ask(self._method, self._wish())
            except ServiceRefused as error:
                if not self._simpler(error):
                    raise
                log.info("%s: %s; asked in a simpler way", self._method, error.detail)

    def _wish(self) -> dict[str, object]:
        wish: dict[str, object] = {**self._params, "limit": self._page}
        if self._fields:
            wish["fields"] = list(self._fields)
        if self._sorted:
            wish["sort"] = [{"field": "id", "order": "asc"}]
        if self._last is None:
            return wish
        if self._filtered:
            wish["filter"] = {"field": "id", "operator": ">", "value": _value(self._last)}
        elif self._rows <= LARGEST_OFFSET:
            wish["offset"] = self._rows
        else:
            raise ReplyNotUnderstood(f"{self._method}: more rows than offset can reach")
        return wish

    def _simpler(self, error: ServiceRefused) -> bool:
        """Do without what UIS has refused; False if there is nothing to do without."""
        at_fault = {error.mnemonic, (error.field or "").partition(".")[0]}
        if self._fields and "fields" in at_fault:
            self._fields = ()
        elif self._filtered and self._last is not None and at_fault & _FILTER:
            self._filtered = False
        elif self._sorted and self._last is None and at_fault & _SORT:
            self._sorted = self._filtered = False
        else:
            return False
        return True

    def _rows_of(self, result: RpcResult) -> list[msgspec.Raw]:
        try:
            return msgspec.json.decode(result.data, type=list[msgspec.Raw] | None) or []
        except (ValueError, RecursionError) as error:
            raise ReplyNotUnderstood(f"{self._method}: no list: {error}") from error

    def _slice(self, rows: Sequence[msgspec.Raw]) -> Slice[T]:
        records: list[T] = []
        for row in rows:
            try:
                records.append(self._read(row))
            except (ValueError, RecursionError) as error:
                # One odd row must not keep a hundred thousand others away.
                log.warning("%s: a row is skipped: %s", self._method, error)
        if records:
            self._ids.update(record.id for record in records)
            self._last = records[-1].id
        self._skipped += len(rows) - len(records)
        return Slice(records, len(rows) - len(records))

    def _more(self, rows: int, total: int | None) -> bool:
        """Is there another page?

        Whether ``total_items`` counts the filtered rows or all is not documented,
        so either may end the list, and an empty page always does.
        """
        if rows == 0 or total is None:
            return rows >= self._page
        return rows < total if self._filtered else self._rows < total

    def _check(self, rows: int, known_before: int) -> None:
        """Every page must bring something new, or the list would never end.

        Raises:
            ReplyNotUnderstood
        """
        if rows and len(self._ids) == known_before:
            raise ReplyNotUnderstood(f"{self._method}: a page brings nothing new")

    def _check_whole(self, total: int | None) -> None:
        """Rows that move while they are counted by offset may be missed.

        Raises:
            ReplyNotUnderstood
        """
        known = len(self._ids) + self._skipped
        if not self._filtered and total is not None and known < total:
            raise ReplyNotUnderstood(f"{self._method}: {total} rows are told, {known} came")


_FILTER = frozenset({"filter_prohibited", "filter"})
_SORT = frozenset({"sort_prohibited", "sort"})


def _value(id_: str) -> int | str:
    """As UIS wants ids: a JSON number."""
    return int(id_) if id_.isascii() and id_.isdecimal() else id_
