"""Puts what was read of a notification into the log, for those who may see it."""

from __future__ import annotations

import asyncio
import functools
import time
from datetime import datetime

from uis_desktop.core.events import CallEvent
from uis_desktop.relay.audience import NOBODY, audience
from uis_desktop.relay.directory.tables import Account
from uis_desktop.relay.intake.reading import Reading
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.log.port import AudienceRule, Draft, Log, LogUnwritable, Stored
from uis_desktop.relay.metrics import Metrics
from uis_desktop.relay.roster import Roster
from uis_desktop.wire.codec import event_to_json


class Filing:
    """The one road into the log, for whatever arrives and whatever is recovered."""

    def __init__(self, *, roster: Roster, log: Log, metrics: Metrics, limits: Limits) -> None:
        self._roster = roster
        self._events = log
        self._metrics = metrics
        self._limits = limits

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
        started = time.perf_counter()
        try:
            async with asyncio.timeout(self._limits.store_s):
                stored = await self._events.append(
                    self._draft(account, reading, received_at, method, named)
                )
        except TimeoutError as error:
            raise LogUnwritable("the log does not answer in time") from error
        self._metrics.stored_within(time.perf_counter() - started)
        return stored

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
