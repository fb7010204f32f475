"""The Call API as a desk uses it: place a call by click, end a call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

import msgspec

from uis_desktop.core.phone import Phone
from uis_desktop.errors import (
    CallRefused,
    OutcomeUnknown,
    ReplyNotUnderstood,
    ServiceRefused,
)
from uis_desktop.uis_api.limits import Limits
from uis_desktop.uis_api.rpc import RpcResult

_EXTERNAL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class _Started(msgspec.Struct, frozen=True):
    call_session_id: int | str


class _Done(msgspec.Struct, frozen=True):
    """The documentation shows the string ``"true"`` where one expects a boolean."""

    success: bool | str = True


class Way(Protocol):
    """How a request gets to UIS: straight, or through the relay."""

    async def sign_in(self) -> None:
        """Find out now whether we are let in.

        Raises:
            SignInRefused, ServiceUnreachable, OutcomeUnknown, ServiceRefused, ReplyNotUnderstood
        """
        ...

    async def ask(self, method: str, params: Mapping[str, object]) -> RpcResult:
        """Send one request that is carried out at most once.

        Raises:
            SignInRefused, ServiceUnreachable, OutcomeUnknown, ServiceRefused, ReplyNotUnderstood
        """
        ...

    async def aclose(self) -> None:
        """Nothing more will be asked; a failure is only logged."""
        ...


class UisCallApi:
    """Places and ends calls, whichever way the requests go."""

    def __init__(self, way: Way) -> None:
        self._way = way
        self._limits: Limits | None = None

    @property
    def limits(self) -> Limits | None:
        """The budget as UIS told it last."""
        return self._limits

    async def sign_in(self) -> None:
        """Open a session now, to find out whether login and password are right.

        Raises:
            SignInRefused, ServiceUnreachable, OutcomeUnknown, ServiceRefused, ReplyNotUnderstood
        """
        await self._way.sign_in()

    async def aclose(self) -> None:
        """End the session at UIS, if there is one; a failure is only logged."""
        await self._way.aclose()

    async def start_employee_call(
        self, *, contact: Phone, virtual_phone_number: str, employee_id: str, external_id: str
    ) -> str:
        """Ring the employee, then dial the contact; the call session id.

        At most one request that may place a call is carried out.  A reply that
        does not say how it went is an unknown outcome, and so is UIS's own
        ``internal_error``: the fault may have come after dialling began.

        Raises:
            CallRefused: UIS declined; nothing was dialled.
            ServiceUnreachable: the request certainly did not go out.
            OutcomeUnknown: it may have been dialled.
            SignInRefused: login or password are wrong.
        """
        if not _EXTERNAL_ID.fullmatch(external_id):
            raise ValueError("external_id: 1 to 64 of A-Z a-z 0-9 _ -")
        params: dict[str, object] = {
            "first_call": "employee",
            "switch_at_once": True,
            "early_switching": True,
            "direction": "out",
            "contact": contact.digits,
            "virtual_phone_number": virtual_phone_number.removeprefix("+"),
            # Without phone_number UIS rings all active numbers by priority, the most reliable way.
            "employee": {"id": _number(employee_id, "employee.id")},
            "external_id": external_id,
        }
        if contact.dtmf_string is not None:
            params["dtmf_string"] = contact.dtmf_string
        try:
            result = await self._ask("start.employee_call", params)
            started = msgspec.json.decode(result.data, type=_Started)
        except (ReplyNotUnderstood, ValueError) as error:
            raise OutcomeUnknown(f"start.employee_call: {error}") from error
        return str(started.call_session_id)

    async def release_call(self, call_session_id: str) -> None:
        """End the whole call.

        Raises:
            CallRefused, ServiceUnreachable, OutcomeUnknown, SignInRefused
        """
        id_ = _number(call_session_id, "call_session_id")
        try:
            result = await self._ask("release.call", {"call_session_id": id_})
            done = msgspec.json.decode(result.data, type=_Done)
        except (ReplyNotUnderstood, ValueError) as error:
            raise OutcomeUnknown(f"release.call: {error}") from error
        if done.success not in {True, "true"}:
            raise CallRefused("", message="success is not true")

    async def _ask(self, method: str, params: Mapping[str, object]) -> RpcResult:
        try:
            result = await self._way.ask(method, params)
        except ServiceRefused as error:
            raise _declined(error) from error
        self._limits = result.limits or self._limits
        return result


def _declined(error: ServiceRefused) -> CallRefused:
    return CallRefused(
        error.mnemonic,
        code=error.code,
        field=error.field,
        message=error.message,
        retry_after_s=error.retry_after_s,
    )


def _number(text: str, field: str) -> int:
    """UIS wants ids as JSON numbers.

    Raises:
        CallRefused: it is none; asking UIS would only say the same.
    """
    if not (text.isascii() and text.isdecimal()):
        raise CallRefused("data_type_error", code=-32602, field=field)
    return int(text)
