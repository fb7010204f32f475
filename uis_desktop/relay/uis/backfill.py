"""Calls UIS remembers and the log has missed: filed as history, never as a ring."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol

from uis_desktop.relay.directory.tables import Account
from uis_desktop.relay.filing import Filing
from uis_desktop.relay.log.port import Log, Wanted
from uis_desktop.relay.uis.recovered import METHOD, Recovered, recovered
from uis_desktop.uis_api.data_records import ReportedCall, ReportedLeg, RungEmployee
from uis_desktop.uis_api.listing import Slice

#: UIS's report goes by the beginning of calls: one may have begun long before the gap.
_LONG_CALL = timedelta(hours=2)
#: The clocks of UIS and the relay need not agree.
_SLACK = timedelta(minutes=5)
#: A report covers three months at most (Data API, ``date_interval_limit_reached``).
_WINDOW = timedelta(days=30)
#: Events that are written together; more would keep notifications waiting.
_AT_ONCE = 32
#: No call has more events than that.
_EVENTS_OF_A_CALL = 1000


class Reports(Protocol):
    """What UIS remembers; see :class:`uis_desktop.uis_api.data.UisDataApi`."""

    def calls(
        self, since: datetime, until: datetime, zone: tzinfo
    ) -> AsyncGenerator[Slice[ReportedCall], None]:
        """The calls that began in this time."""
        ...

    def legs(
        self, since: datetime, until: datetime, zone: tzinfo
    ) -> AsyncGenerator[Slice[ReportedLeg], None]:
        """Their phone connections."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A time in which notifications may have been missed.

    Attributes:
        records: records of talks, too; UIS may yet notify of the newest ones.
    """

    since: datetime
    until: datetime
    records: bool = True


class Backfill:
    """Compares UIS's reports with the log."""

    def __init__(self, *, log: Log, filing: Filing) -> None:
        self._events = log
        self._filing = filing

    async def run(
        self, reports: Reports, account: Account, zone: tzinfo, missed: Missed
    ) -> dict[str, int]:
        """File what the log does not have of this time; figures of what was done.

        What was filed before is not filed again, however often this runs.

        Raises:
            SignInRefused, ServiceUnreachable, ServiceRefused, ReplyNotUnderstood: UIS.
            LogUnwritable: some of it may be missing; run it again.
        """
        filed: Counter[str] = Counter()
        begin, end = missed.since - _LONG_CALL, missed.until + _SLACK
        while begin < end:
            until = min(begin + _WINDOW, end)
            calls = await self._calls(reports, begin, until, zone, missed.since - _SLACK)
            filed["calls"] += len(calls)
            filed.update(await self._file_missing(account, calls, records=missed.records))
            begin = until
        return dict(filed)

    async def _calls(
        self,
        reports: Reports,
        since: datetime,
        until: datetime,
        zone: tzinfo,
        over_after: datetime,
    ) -> list[ReportedCall]:
        """The calls of a window that were not over before the gap."""
        async with aclosing(reports.calls(since, until, zone)) as slices:
            calls = [
                call
                async for part in slices
                for call in part.records
                if call.finish_time is None or call.finish_time >= over_after
            ]
        if any(call.employees is None for call in calls):
            return await _with_employees(calls, reports.legs(since, until, zone))
        return calls

    async def _file_missing(
        self, account: Account, calls: Sequence[ReportedCall], *, records: bool
    ) -> Counter[str]:
        filed: Counter[str] = Counter()
        waiting: list[Recovered] = []
        brand = account.settings.uis.brand if account.settings.uis is not None else "other"
        for call in sorted(calls, key=_over_at):
            known = await self._known(account.id, call.id)
            missing = list(recovered(call, known, brand=brand, records=records))
            filed["calls_missed"] += bool(missing)
            waiting += missing
            if len(waiting) >= _AT_ONCE:
                filed.update(await self._file(account, waiting))
                waiting = []
        filed.update(await self._file(account, waiting))
        return filed

    async def _known(self, account: str, call_session_id: str) -> frozenset[str]:
        """The kinds the log has of a call."""
        wanted = Wanted(call_session_id=call_session_id, limit=_EVENTS_OF_A_CALL)
        return frozenset(record.kind for record in await self._events.records(account, wanted))

    async def _file(self, account: Account, events: Sequence[Recovered]) -> Counter[str]:
        """Write them, in this order, in one go."""
        now = datetime.now(UTC)
        stored = await asyncio.gather(
            *(
                self._filing.file(account, event.reading, now, METHOD, named=event.named)
                for event in events
            )
        )
        return Counter(event.kind for event in stored if event is not None)


def _over_at(call: ReportedCall) -> datetime:
    return call.finish_time or call.start_time or datetime.min.replace(tzinfo=UTC)


async def _with_employees(
    calls: Sequence[ReportedCall], legs: AsyncGenerator[Slice[ReportedLeg], None]
) -> list[ReportedCall]:
    """The calls with the employees their legs name, where the report names none."""
    rung: defaultdict[str, dict[str, RungEmployee]] = defaultdict(dict)
    async with aclosing(legs) as slices:
        async for part in slices:
            for leg in part.records:
                if leg.employee_id is None:
                    continue
                before = rung[leg.call_session_id].get(leg.employee_id)
                rung[leg.call_session_id][leg.employee_id] = RungEmployee(
                    id=leg.employee_id,
                    full_name=leg.employee_full_name,
                    is_talked=leg.is_talked or (before is not None and before.is_talked),
                )
    return [
        replace(call, employees=tuple(rung[call.id].values())) if call.employees is None else call
        for call in calls
    ]
