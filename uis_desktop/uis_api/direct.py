"""Straight to UIS with login and password, or a key; the session is kept in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from uis_desktop.net.https import Https
from uis_desktop.uis_api.access import Access, tokens_for
from uis_desktop.uis_api.in_session import InSession
from uis_desktop.uis_api.rpc import JsonRpc, RpcResult


def utc_now() -> datetime:
    """The time by this machine's clock."""
    return datetime.now(UTC)


class Direct:
    """Signs in by itself.

    A refused login or key is remembered: with other credentials make a new one.
    """

    def __init__(
        self,
        https: Https,
        *,
        address: str,
        access: Access,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """``address`` is the interface's with its version, ``https://callapi.uiscom.ru/v4.0``."""
        rpc = JsonRpc(https, address)
        self._tokens = tokens_for(access, rpc, now)
        self._session = InSession(rpc, self._tokens)

    async def sign_in(self) -> None:
        """Open a session now, to find out whether login and password are right.

        A key has no session: whether it is right shows with the first request.

        Raises:
            SignInRefused, ServiceUnreachable, OutcomeUnknown, ServiceRefused, ReplyNotUnderstood
        """
        await self._tokens.anew()

    async def ask(self, method: str, params: Mapping[str, object]) -> RpcResult:
        """Send a request that is carried out at most once.

        Raises:
            SignInRefused, ServiceUnreachable, OutcomeUnknown, ServiceRefused
        """
        return await self._session.change(method, params)

    async def aclose(self) -> None:
        """End the session at UIS, if there is one; a failure is only logged."""
        await self._tokens.log_out()
