"""Puts what was read of a notification into the log, for those who may see it."""

from __future__ import annotations

import asyncio
import functools
import logging
import time
from collections.abc import Callable
from datetime import datetime

from uis_desktop.core.events import CallEvent
from uis_desktop.relay.audience import NOBODY, audience
from uis_desktop.relay.deadlines import Deadlines
from uis_desktop.relay.directory.tables import Account
from uis_desktop.relay.intake.reading import Reading
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.log.port import AudienceRule, Draft, Log, LogUnwritable, Stored
from uis_desktop.relay.metrics import Metrics
from uis_desktop.relay.roster import Roster
from uis_desktop.wire.codec import event_to_json

_log = logging.getLogger(__name__)

#: What came of it: in the log, there already, or to be sent again.
Filed = Stored | None | LogUnwritable


class Filing:
    """The one road into the log, for whatever arrives and whatever is recovered."""

    def __init__(self, *, roster: Roster, log: Log, metrics: Metrics, limits: Limits) -> None:
        self._roster = roster
        self._events = log
        self._metrics = metrics
        self._deadlines = Deadlines(limits.store_s)

    async def file(
        self,
        account: Account,
        reading: Reading,
        received_at: datetime,
        method: str,
        *,
        named: frozenset[str] = NOBODY,
    ) -> Stored | None:
        """Write it down; on disk when this returns.  None for a repeat.

        ``named`` are the employees it is for, where that is known for certain.

        Raises:
            LogUnwritable: it is not certain to be on disk and must come again.
        """
        filed: asyncio.Future[Filed] = asyncio.get_running_loop().create_future()

        def settled(outcome: Filed) -> None:
            if not filed.done():
                filed.set_result(outcome)

        self.submit(account, reading, received_at, method, settled, named=named)
        outcome = await filed
        if isinstance(outcome, LogUnwritable):
            raise outcome
        return outcome

    def submit(
        self,
        account: Account,
        reading: Reading,
        received_at: datetime,
        method: str,
        settled: Callable[[Filed], None],
        *,
        named: frozenset[str] = NOBODY,
    ) -> None:
        """The same without waiting; ``settled`` is called once, with what came of it."""
        draft = self._draft(account, reading, received_at, method, named)
        try:
            stored = asyncio.ensure_future(self._events.append(draft))
        except LogUnwritable as error:
            settled(error)
            return
        self._deadlines.watch(stored)
        stored.add_done_callback(functools.partial(self._settle, time.perf_counter(), settled))

    def _settle(
        self,
        started: float,
        settled: Callable[[Filed], None],
        stored: asyncio.Future[Stored | None],
    ) -> None:
        if stored.cancelled():
            settled(LogUnwritable("the log does not answer in time"))
            return
        error = stored.exception()
        if error is None:
            self._metrics.stored_within(time.perf_counter() - started)
            settled(stored.result())
        elif isinstance(error, LogUnwritable):
            settled(error)
        else:
            _log.error("an event was not stored", exc_info=error)
            settled(LogUnwritable(f"not stored: {error!r}"))

    def _draft(
        self,
        account: Account,
        reading: Reading,
        received_at: datetime,
        method: str,
        named: frozenset[str],
    ) -> Draft:
        event = reading.event
        return Draft(
            account=account.id,
            received_at=received_at,
            kind=reading.kind,
            call_session_id=event.call_session_id if event is not None else "",
            key=reading.key,
            normal=event_to_json(event) if event is not None else None,
            repairs=reading.repairs,
            method=method,
            raw=reading.raw,
            audience=functools.partial(_told, named) if named else self._rule(account, event),
        )

    def _rule(self, account: Account, event: CallEvent | None) -> AudienceRule:
        if event is None:
            return _nobody
        return functools.partial(audience, event, self._roster.colleagues(account.id))


def _told(named: frozenset[str], seen_by: frozenset[str]) -> frozenset[str]:
    """Whoever is named, and whoever has seen the call before."""
    return named | seen_by


def _nobody(_seen_by: frozenset[str]) -> frozenset[str]:
    return NOBODY
