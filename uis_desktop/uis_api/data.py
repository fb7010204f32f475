"""The Data API: people, lines, contacts and reports are read, some of them are changed.

Reading does no harm, so what fails on the way is asked again; the account's
budget and UIS's refusals set the pace.  What changes something is asked once.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from datetime import UTC, datetime, tzinfo

import msgspec

from uis_desktop.errors import (
    OutcomeUnknown,
    ReplyNotUnderstood,
    ServiceRefused,
    ServiceUnreachable,
    UisError,
)
from uis_desktop.net.https import Https
from uis_desktop.uis_api import data_rows
from uis_desktop.uis_api.access import Access, tokens_for
from uis_desktop.uis_api.blacklist import Blacklist
from uis_desktop.uis_api.budget import Budget
from uis_desktop.uis_api.contact_writing import ContactWriting
from uis_desktop.uis_api.data_records import (
    ReportedCall,
    ReportedLeg,
    UisAccount,
    UisContact,
    UisEmployee,
    UisGroup,
    UisLine,
)
from uis_desktop.uis_api.in_session import InSession
from uis_desktop.uis_api.limits import Limits
from uis_desktop.uis_api.listing import LARGEST_PAGE, Listing, Slice, T
from uis_desktop.uis_api.numbers import number
from uis_desktop.uis_api.rpc import JsonRpc, RpcResult
from uis_desktop.uis_api.statuses import Statuses
from uis_desktop.uis_api.tagging import Tagging, communication_in

log = logging.getLogger(__name__)


#: From connecting to the last byte of a page of ten thousand rows.
_DEADLINE_S = 60.0
#: The same for a change, which somebody waits for.
_CHANGE_S = 15.0
#: Rows of reports are long, and an answer may have 16 MiB.
_REPORT_PAGE = 4000
#: After a failure on the way, or UIS's own fault, it is asked again so much later.
_PAUSES_S = (1.0, 5.0)
#: A budget that is back after so long is one of a minute: it is waited for.
_LONGEST_WAIT_S = 90.0
_FORMAT = "%Y-%m-%d %H:%M:%S"


def _utc_now() -> datetime:
    return datetime.now(UTC)


class UisDataApi:
    """Signs in by itself and keeps the session in memory.

    A refused login or key is remembered: with new ones make a new client.

    Attributes:
        contact_writing: makes, changes and removes contacts.
        statuses: what employees do at the moment.
        tagging: tags of calls that are over.
        blacklist: numbers that are not let through.
    """

    def __init__(
        self,
        https: Https,
        *,
        address: str,
        access: Access,
        now: Callable[[], datetime] = _utc_now,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        page: int = LARGEST_PAGE,
    ) -> None:
        """``address`` is the Data API's with its version, ``https://dataapi.uiscom.ru/v2.0``."""
        rpc = JsonRpc(https, address)
        self._tokens = tokens_for(access, rpc, now)
        self._session = InSession(rpc, self._tokens)
        self._budget = Budget(monotonic)
        self._sleep = sleep
        self._page = page
        self.contact_writing = ContactWriting(self._change)
        self.statuses = Statuses(self._ask, self._change, self._list)
        self.tagging = Tagging(self._change, self._list)
        self.blacklist = Blacklist(self._change, self._list)

    @property
    def limits(self) -> Limits:
        """The budget as UIS told it last."""
        return self._budget.limits

    @property
    def points(self) -> int:
        """What has been spent of the budget so far."""
        return self._budget.points

    async def aclose(self) -> None:
        """End the session at UIS, if there is one; a failure is only logged."""
        await self._tokens.log_out()

    async def account(self) -> UisAccount:
        """Who we are at UIS; also the way to find out whether login or key are right.

        Raises:
            SignInRefused: login, password or key are not accepted.
            ServiceUnreachable: nobody answers.
            ServiceRefused: UIS declined; ``limit_exceeded`` when the budget is low.
            ReplyNotUnderstood: what came is not what the Data API documents.
        """
        result = await self._ask("get.account", {})
        try:
            return data_rows.account(result.data)
        except (ValueError, RecursionError) as error:
            raise ReplyNotUnderstood(f"get.account: {error}") from error

    async def employees(self) -> list[UisEmployee]:
        """Everybody who has a phone at UIS.

        Raises:
            as :meth:`account`.
        """
        return list(await self._list("get.employees", data_rows.employee).all())

    async def groups(self) -> list[UisGroup]:
        """Groups of employees with their members.

        Raises:
            as :meth:`account`.
        """
        return list(await self._list("get.group_employees", data_rows.group).all())

    async def virtual_numbers(self) -> list[UisLine]:
        """The account's own numbers.

        Raises:
            as :meth:`account`.
        """
        return list(await self._list("get.virtual_numbers", data_rows.line).all())

    def contacts(self) -> AsyncGenerator[Slice[UisContact], None]:
        """The whole address book, some at a time; close it when you leave early.

        Raises:
            as :meth:`account`, while it is read.
        """
        return self._list("get.contacts", data_rows.contact).slices()

    def calls(
        self, since: datetime, until: datetime, zone: tzinfo
    ) -> AsyncGenerator[Slice[ReportedCall], None]:
        """The calls of a time of at most three months; those going on are left out.

        ``zone`` is the account's: UIS writes and reads times in it, without an offset.

        Raises:
            as :meth:`account`, while it is read.
        """
        params = _interval(since, until, zone)
        return self._list("get.calls_report", data_rows.call_in(zone), params).slices()

    async def communication_of(
        self, call_session_id: str, since: datetime, until: datetime, zone: tzinfo
    ) -> str | None:
        """The communication to which a call of this time belongs; None: not in the report yet.

        Raises:
            as :meth:`account`.
        """
        params = {
            **_interval(since, until, zone),
            "fields": ["id", "communication_id"],
            "filter": {"field": "id", "operator": "=", "value": number(call_session_id, "id")},
        }
        result = await self._ask("get.calls_report", params)
        try:
            return communication_in(result.data, call_session_id)
        except (ValueError, RecursionError) as error:
            raise ReplyNotUnderstood(f"get.calls_report: {error}") from error

    def legs(
        self, since: datetime, until: datetime, zone: tzinfo
    ) -> AsyncGenerator[Slice[ReportedLeg], None]:
        """The phone connections of a time; as :meth:`calls`."""
        params = _interval(since, until, zone)
        return self._list("get.call_legs_report", data_rows.leg, params).slices()

    def _list(
        self,
        method: str,
        read: Callable[[msgspec.Raw], T],
        params: Mapping[str, object] | None = None,
    ) -> Listing[T]:
        return Listing(
            self._ask,
            method,
            read,
            params=params or {},
            fields=data_rows.FIELDS.get(method, ()),
            page=min(self._page, _REPORT_PAGE) if method.endswith("_report") else self._page,
        )

    async def _change(self, method: str, params: Mapping[str, object]) -> RpcResult:
        """Ask once; somebody waits for it, so a low budget is UIS's to refuse.

        Raises:
            ServiceRefused, ServiceUnreachable, OutcomeUnknown, SignInRefused
        """
        result = await self._session.change(method, params, deadline_s=_CHANGE_S)
        self._budget.charged(result.limits)
        return result

    async def _ask(self, method: str, params: Mapping[str, object]) -> RpcResult:
        """Ask, within the budget, until there is an answer worth having."""
        pauses = iter(_PAUSES_S)
        while True:
            if (wait_s := self._budget.wait_s()) > 0:
                log.info("%s: waiting %.0f s for the minute's budget", method, wait_s)
                await self._sleep(wait_s)
            try:
                result = await self._session.ask(method, params, deadline_s=_DEADLINE_S)
            except UisError as error:
                again_s = self._again_after_s(error, next(pauses, None))
                if again_s is None:
                    raise _as_a_reader_sees_it(error) from error
                log.info("%s: %s; asked again in %.0f s", method, error.detail, again_s)
                await self._sleep(again_s)
            else:
                self._budget.charged(result.limits)
                return result

    def _again_after_s(self, error: UisError, pause_s: float | None) -> float | None:
        """When to ask again, or None if that makes no sense or it was enough."""
        jitter = random.uniform(0.5, 1.5)
        match error:
            # A gateway's page of 502 is a reply nobody understands.
            case ServiceUnreachable() | OutcomeUnknown() | ReplyNotUnderstood():
                return None if pause_s is None else pause_s * jitter
            case ServiceRefused(mnemonic="internal_error"):
                return None if pause_s is None else pause_s * jitter
            case ServiceRefused(mnemonic="limit_exceeded", retry_after_s=after_s):
                if after_s is None or after_s > _LONGEST_WAIT_S:
                    self._budget.exhausted(after_s)
                    return None
                return None if pause_s is None else after_s + jitter
            case _:
                return None


def _interval(since: datetime, until: datetime, zone: tzinfo) -> dict[str, object]:
    return {
        "date_from": since.astimezone(zone).strftime(_FORMAT),
        "date_till": until.astimezone(zone).strftime(_FORMAT),
    }


def _as_a_reader_sees_it(error: UisError) -> UisError:
    """A question whose answer was lost did nothing: nobody answered, that is all."""
    return ServiceUnreachable(error.detail) if isinstance(error, OutcomeUnknown) else error
