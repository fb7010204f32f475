"""Requests that need a token: put in, and renewed once when UIS refuses it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Protocol

from uis_desktop.errors import (
    OutcomeUnknown,
    ReplyNotUnderstood,
    ServiceRefused,
    ServiceUnreachable,
    SignInRefused,
)
from uis_desktop.uis_api.rpc import JsonRpc, RpcResult
from uis_desktop.uis_api.sign_on import Tokens

log = logging.getLogger(__name__)

#: No other token of this login or key would do better.
_WITHDRAWN = frozenset({"access_token_expired", "access_token_blocked"})


class _Token(Protocol):
    async def __call__(self, *, instead_of: str | None = None) -> str: ...


class InSession:
    """Asks one interface in the name of one login or key."""

    def __init__(self, rpc: JsonRpc, tokens: Tokens) -> None:
        self._rpc = rpc
        self._tokens = tokens

    async def ask(
        self, method: str, params: Mapping[str, object], *, deadline_s: float | None = None
    ) -> RpcResult:
        """Ask with a token; with a new one once more if UIS refused the first.

        The repetition is safe: a request with a refused token did nothing.

        Raises:
            SignInRefused: login, password or key are not accepted.
            ServiceUnreachable, OutcomeUnknown, ServiceRefused, ReplyNotUnderstood
        """
        return await self._ask(method, params, deadline_s, self._tokens.token)

    async def change(
        self, method: str, params: Mapping[str, object], *, deadline_s: float | None = None
    ) -> RpcResult:
        """:meth:`ask` for what changes something: carried out at most once.

        A reply that does not say how it went is an unknown outcome, and so is
        UIS's own ``internal_error``: the fault may have come after the change.

        Raises:
            ServiceUnreachable: certainly nothing was changed.
            OutcomeUnknown: it may have been.
            ServiceRefused: UIS declined; nothing was changed.
            SignInRefused: login, password or key are not accepted.
        """
        try:
            return await self._ask(method, params, deadline_s, self._token_for_a_change)
        except ReplyNotUnderstood as error:
            raise OutcomeUnknown(error.detail) from error
        except ServiceRefused as error:
            if error.server_fault:
                raise OutcomeUnknown(f"{method}: internal_error") from error
            raise

    async def _ask(
        self,
        method: str,
        params: Mapping[str, object],
        deadline_s: float | None,
        token_of: _Token,
    ) -> RpcResult:
        token = await token_of()
        try:
            return await self._once(method, token, params, deadline_s)
        except ServiceRefused as error:
            if error.mnemonic != "access_token_invalid":
                raise
        log.info("%s: the session was over, signing in again", method)
        return await self._once(method, await token_of(instead_of=token), params, deadline_s)

    async def _token_for_a_change(self, *, instead_of: str | None = None) -> str:
        """Whatever fails here, the request that needs the token has changed nothing."""
        try:
            return await self._tokens.token(instead_of=instead_of)
        except (OutcomeUnknown, ReplyNotUnderstood) as error:
            raise ServiceUnreachable(f"login.user: {error.detail}") from error
        except ServiceRefused as error:
            if error.server_fault:
                raise ServiceUnreachable("login.user: internal_error") from error
            raise

    async def _once(
        self, method: str, token: str, params: Mapping[str, object], deadline_s: float | None
    ) -> RpcResult:
        try:
            return await self._rpc.ask(
                method, {"access_token": token, **params}, deadline_s=deadline_s
            )
        except ServiceRefused as error:
            if error.mnemonic in _WITHDRAWN:
                raise SignInRefused(f"{method}: {error.mnemonic}") from error
            raise
