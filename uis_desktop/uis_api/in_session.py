"""Requests that need a token: put in, and renewed once when UIS refuses it."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from uis_desktop.errors import ServiceRefused, SignInRefused
from uis_desktop.uis_api.rpc import JsonRpc, RpcResult
from uis_desktop.uis_api.sign_on import Tokens

log = logging.getLogger(__name__)

#: No other token of this login or key would do better.
_WITHDRAWN = frozenset({"access_token_expired", "access_token_blocked"})


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
        token = await self._tokens.token()
        try:
            return await self._ask(method, token, params, deadline_s)
        except ServiceRefused as error:
            if error.mnemonic != "access_token_invalid":
                raise
        log.info("%s: the session was over, signing in again", method)
        token = await self._tokens.token(instead_of=token)
        return await self._ask(method, token, params, deadline_s)

    async def _ask(
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
