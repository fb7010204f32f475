"""The desktops' HTTP addresses: enrolment, and the lists of the company."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

import apsw
import msgspec
from aiohttp import web

from uis_desktop.errors import InviteRefused
from uis_desktop.relay.attempts import Attempts
from uis_desktop.relay.config import Network
from uis_desktop.relay.database.port import Database
from uis_desktop.relay.database.storage import StorageUnusable
from uis_desktop.relay.directory.colleagues import colleague_list
from uis_desktop.relay.directory.contacts import contacts_page
from uis_desktop.relay.directory.desktop_policy import policy_told
from uis_desktop.relay.directory.devices import enrol, rotate_token
from uis_desktop.relay.directory.lines import line_list
from uis_desktop.relay.directory.tables import DirectoryRefused
from uis_desktop.relay.directory.tags import tag_list
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.log.port import Log
from uis_desktop.relay.logs import facts_of
from uis_desktop.relay.metrics import Metrics
from uis_desktop.relay.origin import client_address
from uis_desktop.relay.patience import read_body
from uis_desktop.relay.refusals import (
    Refused,
    json_response,
    not_ready,
    refused,
    require_device,
    token_refused,
)
from uis_desktop.relay.roster import Roster
from uis_desktop.relay.talks import recent_talks, talking_now
from uis_desktop.wire.frames import EnrolReply, EnrolRequest, NewToken, TalkingColleagues

_log = logging.getLogger(__name__)
_LARGEST_BODY = 4096
_RETRY_AFTER_S = 60
_STORE_AGAIN_S = 5
_T = TypeVar("_T")
_WORTH_SQUEEZING = 4096


class Desk:
    """What a desktop asks for outside the stream."""

    def __init__(
        self,
        *,
        roster: Roster,
        directory: Database,
        log: Log,
        metrics: Metrics,
        limits: Limits,
        stream_url: str,
        trusted_proxies: Sequence[Network],
    ) -> None:
        self._roster = roster
        self._directory = directory
        self._log = log
        self._metrics = metrics
        self._limits = limits
        self._stream_url = stream_url
        self._trusted = trusted_proxies
        self._attempts = Attempts(each=limits.enrol_failures, together=limits.enrol_failures_of_all)

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """What desktops ask over plain HTTP."""
        return (
            web.post("/v1/enrol", self.enrol),
            web.post("/v1/device/token", self.new_token),
            web.get("/v1/contacts", self.contacts, allow_head=False),
            web.get("/v1/colleagues", self.colleagues, allow_head=False),
            web.get("/v1/colleagues/talking", self.talking, allow_head=False),
            web.get("/v1/lines", self.lines, allow_head=False),
            web.get("/v1/tags", self.tags, allow_head=False),
            web.get("/v1/policy", self.policy, allow_head=False),
        )

    async def enrol(self, request: web.Request) -> web.Response:
        """``POST /v1/enrol``: a one-time code for a device token."""
        address = client_address(request, self._trusted)
        if self._attempts.exhausted(address):
            self._metrics.enrolments["too_many"] += 1
            raise Refused(
                429, "too_many", "Too many wrong codes; wait.", retry_after_s=_RETRY_AFTER_S
            )
        wish = await self._wish(request)
        try:
            new = await self._write(
                functools.partial(
                    enrol, code=wish.code, device_name=wish.device_name, now=datetime.now(UTC)
                )
            )
        except InviteRefused as error:
            self._attempts.failed(address)
            self._metrics.enrolments["refused"] += 1
            raise Refused(
                403, "invite_refused", "The invite is unknown, used or expired."
            ) from error
        self._metrics.enrolments["enrolled"] += 1
        _log.info("a device is enrolled", extra=facts_of(new.device))
        employee = self._roster.employees(new.device.account)[new.device.employee_id]
        reply = EnrolReply(device_token=new.token, employee=employee, stream_url=self._stream_url)
        return _not_to_be_kept(json_response(reply))

    async def new_token(self, request: web.Request) -> web.Response:
        """``POST /v1/device/token``: a new token; the old one is good until it is used."""
        device = await require_device(request, self._roster)
        try:
            token = await self._write(
                functools.partial(rotate_token, device_id=device.id, shown=device.token_hash)
            )
        except DirectoryRefused as error:
            raise token_refused() from error
        _log.info("a device gets a new token", extra=facts_of(device))
        return _not_to_be_kept(json_response(NewToken(device_token=token)))

    async def contacts(self, request: web.Request) -> web.Response:
        """``GET /v1/contacts?after=CURSOR&epoch=EPOCH``: what changed in the contacts."""
        device = await require_device(request, self._roster)
        after = request.query.get("after", "0")
        if not after.isascii() or not after.isdecimal() or len(after) > 18:
            raise refused(400)
        page = await self._read(
            functools.partial(
                contacts_page,
                account=device.account,
                epoch=request.query.get("epoch"),
                cursor=int(after),
                log_epoch=self._log.epoch,
            )
        )
        return _squeezed(request, msgspec.json.encode(page))

    async def colleagues(self, request: web.Request) -> web.Response:
        """``GET /v1/colleagues?version=VERSION``: the employees, if they have changed."""
        device = await require_device(request, self._roster)
        listed = await self._read(
            functools.partial(
                colleague_list,
                account=device.account,
                me=device.employee_id,
                version=request.query.get("version"),
            )
        )
        return _squeezed(request, msgspec.json.encode(listed))

    async def talking(self, request: web.Request) -> web.Response:
        """``GET /v1/colleagues/talking``: who talks now, as far as UIS has told."""
        device = await require_device(request, self._roster)
        account = device.account
        try:
            span = await self._log.span(account)
            records = await recent_talks(self._log, span, account, datetime.now(UTC))
        except ConnectionError as error:
            raise not_ready() from error
        talking = talking_now(records, self._roster.colleagues(account))
        employed = self._roster.employees(account).keys() - {device.employee_id}
        told = TalkingColleagues(employee_ids=tuple(sorted(talking & employed)))
        return _not_to_be_kept(_squeezed(request, msgspec.json.encode(told)))

    async def lines(self, request: web.Request) -> web.Response:
        """``GET /v1/lines?version=VERSION``: numbers to call from, if they have changed."""
        return await self._if_changed(request, line_list)

    async def tags(self, request: web.Request) -> web.Response:
        """``GET /v1/tags?version=VERSION``: tags for calls, if they have changed."""
        return await self._if_changed(request, tag_list)

    async def policy(self, request: web.Request) -> web.Response:
        """``GET /v1/policy?version=VERSION``: what is decided of settings, if it has changed."""
        return await self._if_changed(request, policy_told)

    async def _if_changed(
        self, request: web.Request, tell: Callable[..., msgspec.Struct]
    ) -> web.Response:
        """What ``tell`` says of the device's company, knowing the desktop's version of it."""
        device = await require_device(request, self._roster)
        told = await self._read(
            functools.partial(tell, account=device.account, version=request.query.get("version"))
        )
        return _squeezed(request, msgspec.json.encode(told))

    async def _read(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """Read the directory as all relays have it: a desktop's copy must not go back.

        Raises:
            Refused: 503, it cannot be told.
        """
        try:
            await self._directory.catch_up()
        except StorageUnusable as error:
            raise not_ready() from error
        return await self._directory.read(work)

    async def _write(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """Write to the directory.

        Raises:
            Refused: 503, it is not certain to be kept.
        """
        try:
            return await self._directory.write(work)
        except StorageUnusable as error:
            _log.warning("the directory cannot be written: %s", error.detail)
            raise Refused(
                503,
                "not_stored",
                "The relay cannot store it now; try again.",
                retry_after_s=_STORE_AGAIN_S,
            ) from error

    async def _wish(self, request: web.Request) -> EnrolRequest:
        """The body of an enrolment.

        Raises:
            Refused: 400, 408, 413.
        """
        body = await read_body(request, limit=_LARGEST_BODY, within_s=self._limits.request_s)
        try:
            return msgspec.json.decode(body, type=EnrolRequest)
        except (ValueError, RecursionError) as error:
            raise refused(400) from error


def _squeezed(request: web.Request, body: bytes) -> web.Response:
    """JSON, compressed where that pays and the desktop can read it; off the loop."""
    response = web.Response(
        body=body, content_type="application/json", zlib_executor_size=_WORTH_SQUEEZING
    )
    accepted = request.headers.get("Accept-Encoding", "").casefold()
    if len(body) >= _WORTH_SQUEEZING and "gzip" in accepted:
        response.enable_compression(web.ContentCoding.gzip)
    return response


def _not_to_be_kept(response: web.Response) -> web.Response:
    response.headers["Cache-Control"] = "no-store"
    return response
