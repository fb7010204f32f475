"""What a desktop may have done at UIS in its employee's name, and nothing else."""

from __future__ import annotations

import asyncio
import functools
import re
import time
from collections.abc import Coroutine, Mapping

from uis_desktop.errors import UisError
from uis_desktop.relay.call_proxy.call_list import own_calls
from uis_desktop.relay.call_proxy.clicks import Clicks, Key
from uis_desktop.relay.call_proxy.diary import Diary
from uis_desktop.relay.call_proxy.forwarding import forward
from uis_desktop.relay.call_proxy.methods import METHODS, About, check
from uis_desktop.relay.call_proxy.replies import Declined, Reply, declined, own
from uis_desktop.relay.call_proxy.rights import Rights
from uis_desktop.relay.call_proxy.sessions import CallApiSessions
from uis_desktop.relay.directory.tables import Device
from uis_desktop.relay.journals.clicks import SentClick
from uis_desktop.wire.call_api import RelayWord

_EXTERNAL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LIST_CALLS = "list.calls"

Params = Mapping[str, object]


class CallProxy:
    """Carries requests out; what is on the way goes on when the desktop hangs up."""

    def __init__(self, *, sessions: CallApiSessions, rights: Rights, diary: Diary) -> None:
        self._sessions = sessions
        self._rights = rights
        self._diary = diary
        self._clicks = Clicks()
        self._running: set[asyncio.Task[None]] = set()

    async def carry_out(self, device: Device, method: str, params: Params) -> Reply:
        """The reply to a request of this device."""
        started = time.monotonic()
        try:
            about, params = _checked(device, method, params)
            if about is About.DIAL:
                return await self._dial(device, method, params)
            if about is About.CALL:
                await self._require_right(device, params)
        except Declined as refusal:
            reply = declined(refusal)
            self._diary.note(device, method, params, answer=reply.told, ms=_since(started))
            return reply
        reply = await forward(self._sessions, device.account, method, params)
        if method == _LIST_CALLS:
            his = functools.partial(self._rights.has_started, device)
            return own_calls(reply, device.employee_id, his)
        if about is About.CALL:
            if reply.error is None:
                self._rights.carried_out(device, method, str(params["call_session_id"]))
            self._diary.note(device, method, params, answer=reply.told, ms=_since(started))
        return reply

    async def aclose(self) -> None:
        """Give up what is on the way, finish writing, end the sessions at UIS.

        A click that is given up is in the journal as unknown, which is the truth.
        """
        await self._clicks.give_up()
        await asyncio.gather(*self._running)
        await self._sessions.aclose()

    async def _require_right(self, device: Device, params: Params) -> None:
        """Raises Declined: the call is not his, and he is not told whether there is one."""
        try:
            his = await self._rights.may_control(device, str(params["call_session_id"]))
        except ConnectionError as error:
            raise Declined(RelayWord.NOT_SENT) from error
        if not his:
            raise Declined("call_session_not_found", field="call_session_id", told="not_yours")

    async def _dial(self, device: Device, method: str, params: Params) -> Reply:
        """Ring a phone, unless this very click is known.

        Raises:
            Declined
        """
        key = Key(device.account, device.id, str(params["external_id"]))
        known = self._clicks.known(key)
        if known is None:
            reply = asyncio.create_task(self._send_click(device, method, params))
            self._clicks.remember(key, params, reply)
        elif known.params == params:
            reply = known.reply
        else:
            raise Declined(RelayWord.EXTERNAL_ID_USED, field="external_id")
        # A desktop that hangs up does not stop the call it has asked for.
        return await asyncio.shield(reply)

    async def _send_click(self, device: Device, method: str, params: Params) -> Reply:
        """The one request of a click."""
        click = SentClick(device.id, str(params["external_id"]))
        try:
            first = await self._diary.begin(device, click, method, params)
        except (UisError, OSError):
            # Not sent: it could be sent twice if we forgot it.
            return own(RelayWord.NOT_SENT)
        if not first:
            # By another relay process, or by this one in an earlier life.
            return own(RelayWord.OUTCOME_UNKNOWN)
        started = time.monotonic()
        reply = await forward(self._sessions, device.account, method, params)
        if reply.call_session_id is not None:
            self._rights.started(device, reply.call_session_id)
        self._in_background(
            self._diary.settle(
                device,
                click,
                method,
                params,
                answer=reply.told,
                ms=_since(started),
                call_session_id=reply.call_session_id,
            )
        )
        return reply

    def _in_background(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)


def _checked(device: Device, method: str, params: Params) -> tuple[About, Params]:
    """What is asked, as it may be sent; the employee is the device's own.

    Raises:
        Declined
    """
    allowed = METHODS.get(method)
    if allowed is None:
        raise Declined("method_not_found")
    check(params, allowed.parameters)
    if allowed.about is not About.DIAL:
        return allowed.about, params
    if not _EXTERNAL_ID.fullmatch(str(params["external_id"])):
        raise Declined("invalid_parameter_value", field="external_id")
    given = params.get("employee", {})
    wanted = given if isinstance(given, dict) else {}
    return allowed.about, {**params, "employee": {**wanted, "id": int(device.employee_id)}}


def _since(started: float) -> int:
    """Milliseconds."""
    return round((time.monotonic() - started) * 1000)
