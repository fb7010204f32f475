"""The address UIS sends notifications to: 2xx means it is on disk."""

from __future__ import annotations

import asyncio
import functools
import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from aiohttp import web

from uis_desktop.relay.answers import Answer
from uis_desktop.relay.directory.tables import Account
from uis_desktop.relay.filing import Filed, Filing
from uis_desktop.relay.intake.reading import UNREADABLE, Reading, read
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.log.port import LogUnwritable, Stored
from uis_desktop.relay.metrics import Metrics
from uis_desktop.relay.patience import read_body
from uis_desktop.relay.refusals import Refused, refused
from uis_desktop.relay.roster import Roster

_log = logging.getLogger(__name__)
_RETRY_AFTER_S = 5

_STORED = Answer(200, b'{"status":"stored"}')
_DUPLICATE = Answer(200, b'{"status":"duplicate"}')
_NOT_STORED = Answer.of(
    Refused(
        503,
        "not_stored",
        "The notification could not be stored; send it again.",
        retry_after_s=_RETRY_AFTER_S,
    )
)


class Hook:
    """Takes notifications in, whatever they look like."""

    def __init__(self, *, roster: Roster, filing: Filing, metrics: Metrics, limits: Limits) -> None:
        self._roster = roster
        self._filing = filing
        self._metrics = metrics
        self._limits = limits

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """Where notifications come in."""
        address = "/hook/{account}/{secret}"
        return web.get(address, self.notification), web.post(address, self.notification)

    async def notification(self, request: web.Request) -> web.Response:
        """``GET|POST /hook/<account>/<secret>``."""
        account = account_of(request, self._roster)
        body = await read_body(request, limit=self._limits.body, within_s=self._limits.request_s)
        query = query_of(request)
        if len(query) > self._limits.body:
            raise refused(413)
        answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self.take_in(
            account,
            method=request.method,
            body=body,
            query=query,
            settled=functools.partial(_settle, answered),
        )
        return (await answered).as_response()

    def take_in(
        self,
        account: Account,
        *,
        method: str,
        body: bytes,
        query: bytes,
        settled: Callable[[Answer], None],
    ) -> None:
        """Read a notification and file it; ``settled`` gets the answer once it is certain."""
        arrived_at = datetime.now(UTC)
        reading = read(
            body=body,
            query=query,
            arrived_at=arrived_at,
            zone=account.zone,
            kinds=account.settings.kinds,
        )
        self._filing.submit(
            account,
            reading,
            arrived_at,
            method,
            lambda filed: settled(self._answer(filed, reading)),
        )

    def _answer(self, filed: Filed, reading: Reading) -> Answer:
        if isinstance(filed, LogUnwritable):
            self._metrics.notifications["refused"] += 1
            return _NOT_STORED
        if filed is None:
            self._metrics.notifications["duplicate"] += 1
            return _DUPLICATE
        self._note(filed, reading)
        return _STORED

    def _note(self, stored: Stored, reading: Reading) -> None:
        facts = {
            "account": stored.account,
            "event": stored.seq,
            "kind": stored.kind,
            "call": stored.call_session_id,
        }
        if stored.kind == UNREADABLE:
            self._metrics.notifications["unreadable"] += 1
            _log.warning(
                "a notification is unreadable: %s", "; ".join(reading.repairs), extra=facts
            )
            return
        self._metrics.notifications["stored"] += 1
        _log.debug("stored, for %d employees", len(stored.audience), extra=facts)


def account_of(request: web.Request, roster: Roster) -> Account:
    """The account whose address was called.

    Raises:
        Refused: 404, the same as for any address that does not exist.
    """
    account = roster.account(request.match_info["account"], request.match_info["secret"])
    if account is None:
        raise refused(404)
    return account


def _settle(answered: asyncio.Future[Answer], answer: Answer) -> None:
    if not answered.done():
        answered.set_result(answer)


def query_of(request: web.Request) -> bytes:
    """The query as it came, not decoded by anybody."""
    return request.raw_path.partition("?")[2].encode("utf-8", "surrogateescape")
