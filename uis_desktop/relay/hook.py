"""The address UIS sends notifications to: 2xx means it is on disk."""

from __future__ import annotations

import asyncio
import functools
import logging
import time
from datetime import UTC, datetime

from aiohttp import web

from uis_desktop.core.events import CallEvent
from uis_desktop.relay.audience import NOBODY, audience
from uis_desktop.relay.directory.tables import Account
from uis_desktop.relay.intake.reading import UNREADABLE, Reading, read
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.log.port import AudienceRule, Draft, Log, LogUnwritable, Stored
from uis_desktop.relay.metrics import Metrics
from uis_desktop.relay.patience import read_body
from uis_desktop.relay.refusals import Refused, json_response, refused
from uis_desktop.relay.roster import Roster
from uis_desktop.wire.codec import event_to_json

_log = logging.getLogger(__name__)
_RETRY_AFTER_S = 5


class Hook:
    """Takes notifications in, whatever they look like."""

    def __init__(self, *, roster: Roster, log: Log, metrics: Metrics, limits: Limits) -> None:
        self._roster = roster
        self._events = log
        self._metrics = metrics
        self._limits = limits

    async def notification(self, request: web.Request) -> web.Response:
        """``GET|POST /hook/<account>/<secret>``."""
        account = account_of(request, self._roster)
        body = await read_body(request, limit=self._limits.body, within_s=self._limits.request_s)
        query = query_of(request)
        if len(query) > self._limits.body:
            raise refused(413)
        arrived_at = datetime.now(UTC)
        reading = read(body=body, query=query, arrived_at=arrived_at, zone=account.zone)
        draft = self._draft(account, reading, arrived_at, request.method)
        stored = await self._store(draft)
        if stored is None:
            self._metrics.notifications["duplicate"] += 1
            return json_response({"status": "duplicate"})
        self._note(stored, reading)
        return json_response({"status": "stored"})

    def _draft(
        self, account: Account, reading: Reading, arrived_at: datetime, method: str
    ) -> Draft:
        event = reading.event
        return Draft(
            account=account.id,
            received_at=arrived_at,
            kind=reading.kind,
            call_session_id=event.call_session_id if event is not None else "",
            key=reading.key,
            normal=event_to_json(event) if event is not None else None,
            repairs=reading.repairs,
            method=method,
            raw=reading.raw,
            audience=self._rule(account, event),
        )

    def _rule(self, account: Account, event: CallEvent | None) -> AudienceRule:
        if event is None:
            return _nobody
        employees = self._roster.employees(account.id).values()
        return functools.partial(audience, event, employees)

    async def _store(self, draft: Draft) -> Stored | None:
        """Write it down.

        Raises:
            Refused: 503, it is not certain to be on disk and must come again.
        """
        started = time.perf_counter()
        try:
            async with asyncio.timeout(self._limits.store_s):
                stored = await self._events.append(draft)
        except (LogUnwritable, TimeoutError) as error:
            self._metrics.notifications["refused"] += 1
            raise Refused(
                503,
                "not_stored",
                "The notification could not be stored; send it again.",
                retry_after_s=_RETRY_AFTER_S,
            ) from error
        self._metrics.stored_within(time.perf_counter() - started)
        return stored

    def _note(self, stored: Stored, reading: Reading) -> None:
        if stored.kind == UNREADABLE:
            self._metrics.notifications["unreadable"] += 1
            _log.warning(
                "account %s: event %d is unreadable: %s",
                stored.account,
                stored.seq,
                "; ".join(reading.repairs),
            )
            return
        self._metrics.notifications["stored"] += 1
        _log.debug(
            "account %s: event %d is %s of call %s for %d employees",
            stored.account,
            stored.seq,
            stored.kind,
            stored.call_session_id,
            len(stored.audience),
        )


def account_of(request: web.Request, roster: Roster) -> Account:
    """The account whose address was called.

    Raises:
        Refused: 404, the same as for any address that does not exist.
    """
    account = roster.account(request.match_info["account"], request.match_info["secret"])
    if account is None:
        raise refused(404)
    return account


def query_of(request: web.Request) -> bytes:
    """The query as it came, not decoded by anybody."""
    return request.raw_path.partition("?")[2].encode("utf-8", "surrogateescape")


def _nobody(_seen_by: frozenset[str]) -> frozenset[str]:
    return NOBODY
