"""Asks the Call API, whichever way the requests go, and tells how it went."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

import msgspec

from uis_desktop.errors import (
    CallRefused,
    OutcomeUnknown,
    ReplyNotUnderstood,
    ServiceRefused,
    ServiceUnreachable,
)
from uis_desktop.uis_api.budget import Budget
from uis_desktop.uis_api.limits import Limits
from uis_desktop.uis_api.numbers import number
from uis_desktop.uis_api.rpc import RpcResult

_T = TypeVar("_T")


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


class _Done(msgspec.Struct, frozen=True):
    """The documentation shows the string ``"true"`` where one expects a boolean."""

    success: bool | str = True


class CallAsking:
    """One budget for all methods.

    What a person asks for goes out whatever is left of it, once: UIS charges nothing
    for a refusal.  What only reads leaves a reserve to people.
    """

    def __init__(self, way: Way, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._way = way
        self._budget = Budget(monotonic)

    @property
    def limits(self) -> Limits:
        """The budget as UIS told it last; all None before the first reply."""
        return self._budget.limits

    async def change(self, method: str, params: Mapping[str, object], shape: type[_T]) -> _T:
        """Ask for something to happen; ``data`` of the reply.

        A reply that does not say how it went is an unknown outcome.

        Raises:
            CallRefused: UIS declined; nothing happened.
            ServiceUnreachable: the request certainly did not go out.
            OutcomeUnknown: it may have been carried out.
            SignInRefused: login, password or key are not accepted.
        """
        try:
            result = await self._ask(method, params)
            return msgspec.json.decode(result.data, type=shape)
        except (ReplyNotUnderstood, ValueError, RecursionError) as error:
            raise OutcomeUnknown(f"{method}: {error}") from error

    async def control(self, method: str, call_session_id: str, **params: object) -> None:
        """Do something with a call that goes on.

        Raises:
            as :meth:`change`; ``call_session_not_found`` when the call is over.
        """
        id_ = id_of_call(call_session_id)
        done = await self.change(method, {"call_session_id": id_, **params}, _Done)
        if done.success not in {True, "true"}:
            raise CallRefused("", message="success is not true")

    async def read(self, method: str, params: Mapping[str, object]) -> msgspec.Raw:
        """Ask for what does not change anything; ``data`` of the reply.

        Raises:
            CallRefused: UIS declined; ``limit_exceeded`` without asking when less than
                a tenth of the budget is left.
            ServiceUnreachable: there is no answer.
            ReplyNotUnderstood, SignInRefused
        """
        try:
            wait_s = self._budget.wait_s()
        except ServiceRefused as error:
            raise declined(error) from error
        if wait_s > 0:
            raise CallRefused("limit_exceeded", message="the rest is left", retry_after_s=wait_s)
        try:
            return (await self._ask(method, params)).data
        except OutcomeUnknown as error:
            raise ServiceUnreachable(error.detail) from error

    async def _ask(self, method: str, params: Mapping[str, object]) -> RpcResult:
        try:
            result = await self._way.ask(method, params)
        except ServiceRefused as error:
            raise declined(error) from error
        self._budget.charged(result.limits)
        return result


def declined(error: ServiceRefused) -> CallRefused:
    """A refusal, told of a call."""
    return CallRefused(
        error.mnemonic,
        code=error.code,
        field=error.field,
        message=error.message,
        retry_after_s=error.retry_after_s,
    )


def id_of_call(id_: str, field: str = "call_session_id") -> int:
    """As UIS wants it.

    Raises:
        CallRefused: it is no number; asking UIS would only say the same.
    """
    try:
        return number(id_, field)
    except ServiceRefused as error:
        raise declined(error) from error
