"""The way to UIS's Call API through the relay, with the device token in place of a key."""

from __future__ import annotations

from collections.abc import Mapping

from uis_desktop.errors import OutcomeUnknown, ServiceRefused, ServiceUnreachable
from uis_desktop.net.https import Https
from uis_desktop.uis_api.rpc import JsonRpc, RpcResult
from uis_desktop.wire.call_api import PATH, RelayWord

#: The relay may have to sign in twice and to wait for UIS each time.
_DEADLINE_S = 40.0


class ThroughRelay:
    """Asks the relay, which asks UIS; see :mod:`uis_desktop.wire.call_api`."""

    def __init__(self, https: Https, *, relay_url: str, token: str, path: str = PATH) -> None:
        self._rpc = JsonRpc(https, relay_url.rstrip("/") + path, bearer=token)

    async def sign_in(self) -> None:
        """There is nothing to sign in to: the stream shows whether the token is good."""

    async def ask(self, method: str, params: Mapping[str, object]) -> RpcResult:
        """Send the request, once.

        Raises:
            ServiceUnreachable: certainly nothing was carried out.
            OutcomeUnknown: it may have been.
            ServiceRefused: UIS declined, or the relay (its mnemonics begin with ``relay_``).
            ReplyNotUnderstood
        """
        try:
            return await self._rpc.ask(method, params, deadline_s=_DEADLINE_S)
        except ServiceRefused as error:
            if error.mnemonic == RelayWord.OUTCOME_UNKNOWN:
                raise OutcomeUnknown(f"{method}: through the relay") from error
            if error.mnemonic == RelayWord.NOT_SENT:
                raise ServiceUnreachable(f"{method}: the relay cannot reach UIS") from error
            if error.server_fault:
                # It may have come after something was done.
                raise OutcomeUnknown(f"{method}: internal_error") from error
            raise

    async def aclose(self) -> None:
        """The session at UIS is the relay's."""
