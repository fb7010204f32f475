"""Passes somebody else's request on to UIS, and the reply back as it came.

Beside :mod:`uis_api.in_session`, which takes replies apart: whoever sits between a
client and UIS must not lose what he does not understand himself.
"""

from __future__ import annotations

import itertools
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from uis_desktop.errors import (
    OutcomeUnknown,
    ReplyNotUnderstood,
    ServiceUnreachable,
    SignInRefused,
)
from uis_desktop.net.https import Https
from uis_desktop.uis_api.sign_on import Tokens

log = logging.getLogger(__name__)

_WITHDRAWN = frozenset({"access_token_invalid", "access_token_expired", "access_token_blocked"})
_NULL = msgspec.Raw(b"null")


@dataclass(frozen=True, slots=True)
class Passed:
    """A reply of UIS; exactly one of ``result`` and ``error`` is there.

    Attributes:
        result, error: as JSON, as UIS wrote it.
        mnemonic: UIS's word for the error, or "" where it has none; None without one.
    """

    result: msgspec.Raw | None
    error: msgspec.Raw | None
    mnemonic: str | None


class _ErrorData(msgspec.Struct, frozen=True):
    mnemonic: str | None = None


class _Error(msgspec.Struct, frozen=True):
    data: _ErrorData | None = None


class _Reply(msgspec.Struct, frozen=True):
    id: str | int | None = None
    result: msgspec.Raw = _NULL
    error: msgspec.Raw = _NULL


class Passing:
    """One interface of UIS, for everybody who shares a login or key."""

    def __init__(
        self, https: Https, address: str, tokens: Tokens, *, deadline_s: float = 10.0
    ) -> None:
        self._https = https
        self._address = address
        self._tokens = tokens
        self._deadline_s = deadline_s
        self._prefix = secrets.token_hex(4)
        self._numbers = itertools.count(1)

    async def ask(self, method: str, params: Mapping[str, object]) -> Passed:
        """Send the request with a token, once; the reply, whatever it says.

        After ``access_token_invalid`` it is sent once more with a new token: a
        request with a refused token did nothing.

        Raises:
            ServiceUnreachable: certainly nothing was carried out.
            OutcomeUnknown: it may have been.
            SignInRefused: login, password or key are not accepted.
            ServiceRefused: UIS declined our login for another reason.
        """
        token = await self._token()
        passed = await self._once(method, token, params)
        if passed.mnemonic == "access_token_invalid":
            log.info("%s: the session was over, signing in again", method)
            passed = await self._once(method, await self._token(instead_of=token), params)
        if passed.mnemonic in _WITHDRAWN:
            raise SignInRefused(f"{method}: {passed.mnemonic}")
        return passed

    async def aclose(self) -> None:
        """Nothing more will be asked."""
        await self._tokens.log_out()

    async def _token(self, *, instead_of: str | None = None) -> str:
        """Whatever fails here, the request that needs the token has not gone out."""
        try:
            return await self._tokens.token(instead_of=instead_of)
        except (OutcomeUnknown, ReplyNotUnderstood) as error:
            raise ServiceUnreachable(f"login.user: {error.detail}") from error

    async def _once(self, method: str, token: str, params: Mapping[str, object]) -> Passed:
        id_ = f"{self._prefix}-{next(self._numbers)}"
        body = msgspec.json.encode(
            {
                "jsonrpc": "2.0",
                "id": id_,
                "method": method,
                "params": {**params, "access_token": token},
            }
        )
        try:
            answer = await self._https.post(self._address, body, deadline_s=self._deadline_s)
        except ReplyNotUnderstood as error:
            raise OutcomeUnknown(f"{method}: {error.detail}") from error
        # UIS echoes the value it found fault with: our own must not travel on.
        told = answer.body.replace(msgspec.json.encode(token)[1:-1], b"***")
        return _understood(method, id_, answer.status, told)


def _understood(method: str, id_: str, status: int, body: bytes) -> Passed:
    try:
        reply = msgspec.json.decode(body, type=_Reply)
    except (ValueError, RecursionError) as error:
        raise OutcomeUnknown(f"{method}: HTTP {status} and no JSON-RPC") from error
    if reply.id is not None and str(reply.id) != id_:
        raise OutcomeUnknown(f"{method}: the reply belongs to another request")
    if reply.error != _NULL:
        return Passed(None, reply.error, _mnemonic(reply.error))
    if reply.result == _NULL:
        raise OutcomeUnknown(f"{method}: HTTP {status}, no result and no error")
    return Passed(reply.result, None, None)


def _mnemonic(error: msgspec.Raw) -> str:
    try:
        data = msgspec.json.decode(error, type=_Error).data
    except (ValueError, RecursionError):
        return ""
    return "" if data is None or data.mnemonic is None else data.mnemonic
