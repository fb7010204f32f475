"""Straight to UIS with login and password; the session is kept in memory."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from uis_desktop.errors import (
    OutcomeUnknown,
    ReplyNotUnderstood,
    ServiceRefused,
    ServiceUnreachable,
    SignInRefused,
)
from uis_desktop.net.https import Https
from uis_desktop.uis_api.rpc import JsonRpc, RpcResult
from uis_desktop.uis_api.sign_on import SignOn

log = logging.getLogger(__name__)

_WITHDRAWN = frozenset({"access_token_expired", "access_token_blocked"})


def utc_now() -> datetime:
    """The time by this machine's clock."""
    return datetime.now(UTC)


class Direct:
    """Signs in by itself.

    A wrong password is remembered: with new credentials make a new one.
    """

    def __init__(
        self,
        https: Https,
        *,
        address: str,
        login: str,
        password: str,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """``address`` is the interface's with its version, ``https://callapi.uiscom.ru/v4.0``."""
        self._rpc = JsonRpc(https, address)
        self._sign_on = SignOn(self._rpc, login=login, password=password, now=now)

    async def sign_in(self) -> None:
        """Open a session now, to find out whether login and password are right.

        Raises:
            SignInRefused, ServiceUnreachable, OutcomeUnknown, ServiceRefused, ReplyNotUnderstood
        """
        await self._sign_on.anew()

    async def ask(self, method: str, params: Mapping[str, object]) -> RpcResult:
        """Ask with a token; with a new one once more if UIS refused the first.

        The repetition is safe: a request with a refused token did nothing.

        Raises:
            SignInRefused, ServiceUnreachable, OutcomeUnknown, ServiceRefused, ReplyNotUnderstood
        """
        token = await self._token()
        try:
            return await self._ask(method, token, params)
        except ServiceRefused as error:
            if error.mnemonic != "access_token_invalid":
                raise
        log.info("%s: the session was over, signing in again", method)
        return await self._ask(method, await self._token(instead_of=token), params)

    async def aclose(self) -> None:
        """End the session at UIS, if there is one; a failure is only logged."""
        await self._sign_on.log_out()

    async def _ask(self, method: str, token: str, params: Mapping[str, object]) -> RpcResult:
        try:
            return await self._rpc.ask(method, {"access_token": token, **params})
        except ServiceRefused as error:
            if error.mnemonic in _WITHDRAWN:
                raise SignInRefused(f"{method}: {error.mnemonic}") from error
            if method.startswith("start.") and error.server_fault:
                # It may have come after dialling began.
                raise OutcomeUnknown(f"{method}: internal_error") from error
            raise

    async def _token(self, *, instead_of: str | None = None) -> str:
        """A token; whatever fails here, the request that needs it has not gone out."""
        try:
            return await self._sign_on.token(instead_of=instead_of)
        except (OutcomeUnknown, ReplyNotUnderstood) as error:
            raise ServiceUnreachable(f"login.user: {error.detail}") from error
