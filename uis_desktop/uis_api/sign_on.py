"""Tokens for requests: of a session that is renewed in time, or a permanent key.

``login.user`` gives a token for an hour; there is no refresh (Call API and Data
API, "Authentication").  The sessions of the two interfaces are apart.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from uis_desktop.errors import ReplyNotUnderstood, ServiceRefused, SignInRefused, UisError
from uis_desktop.uis_api.rpc import JsonRpc

log = logging.getLogger(__name__)

_LIFETIME = timedelta(hours=1)
_RENEW_EARLY = timedelta(minutes=5)
_GOODBYE_S = 3.0

#: UIS will not let this login in, whatever we try.
_REFUSED = frozenset({"auth_error", "access_token_expired", "access_token_blocked"})


class _LoginData(msgspec.Struct, frozen=True):
    """``expire_at`` is in Unix seconds; one sample of UIS's names it ``expire``."""

    access_token: str
    expire_at: float | None = None
    expire: float | None = None


@dataclass(frozen=True, slots=True)
class _Session:
    token: str = field(repr=False)
    renew_at: datetime


class Tokens(Protocol):
    """Where the token of a request comes from."""

    async def token(self, *, instead_of: str | None = None) -> str:
        """A token that should be valid; another than ``instead_of``, which UIS refused.

        Raises:
            SignInRefused, ServiceUnreachable, OutcomeUnknown, ServiceRefused, ReplyNotUnderstood
        """
        ...

    async def anew(self) -> None:
        """Open a session now, whether there is one or not.

        Raises:
            as :meth:`token`.
        """
        ...

    async def log_out(self) -> None:
        """Nothing more will be asked; a failure is only logged."""
        ...


class Key:
    """One token that never changes: once UIS has refused it, nothing more is asked."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._refused = False

    async def token(self, *, instead_of: str | None = None) -> str:
        """The key.

        Raises:
            SignInRefused: UIS does not accept it.
        """
        self._refused = self._refused or instead_of == self._key
        if self._refused:
            raise SignInRefused("access_token_invalid: UIS does not accept the key")
        return self._key

    async def anew(self) -> None:
        """A key has no session to open.

        Raises:
            SignInRefused: UIS did not accept it before.
        """
        await self.token()

    async def log_out(self) -> None:
        """A key has no session to end."""


class SignOn:
    """Keeps one session for everybody who asks, with one login at a time."""

    def __init__(
        self, rpc: JsonRpc, *, login: str, password: str, now: Callable[[], datetime]
    ) -> None:
        self._rpc = rpc
        self._login = login
        self._password = password
        self._now = now
        self._session: _Session | None = None
        self._refusal: SignInRefused | None = None
        self._one_at_a_time = asyncio.Lock()

    async def token(self, *, instead_of: str | None = None) -> str:
        """A token that should be valid; another than ``instead_of``, which UIS refused.

        Once UIS has refused login and password this raises at once, without a
        request: repeated wrong passwords lock accounts.

        Raises:
            SignInRefused, ServiceUnreachable, OutcomeUnknown, ServiceRefused, ReplyNotUnderstood
        """
        async with self._one_at_a_time:
            session = self._session
            if session is None or session.token == instead_of or self._now() >= session.renew_at:
                return await self._log_in()
            return session.token

    async def anew(self) -> None:
        """Open a session now, whether there is one or not.

        Raises:
            as :meth:`token`.
        """
        async with self._one_at_a_time:
            await self._log_in()

    async def _log_in(self) -> str:
        if self._refusal is not None:
            raise SignInRefused(self._refusal.detail)
        asked_at = self._now()
        try:
            result = await self._rpc.ask(
                "login.user", {"login": self._login, "password": self._password}
            )
        except ServiceRefused as error:
            if error.mnemonic in _REFUSED:
                self._refusal = SignInRefused(f"login.user: {error.mnemonic}")
                raise self._refusal from error
            raise
        try:
            data = msgspec.json.decode(result.data, type=_LoginData)
        except ValueError as error:
            raise ReplyNotUnderstood("login.user: no access_token") from error
        self._session = _Session(data.access_token, _renew_at(asked_at, data))
        return data.access_token

    async def log_out(self) -> None:
        """End the session, if there is one; a failure is only logged."""
        session, self._session = self._session, None
        if session is None:
            return
        try:
            await self._rpc.ask(
                "logout.user", {"access_token": session.token}, deadline_s=_GOODBYE_S
            )
        except UisError as error:
            log.info("logout.user failed: %s", error.detail)


def _renew_at(asked_at: datetime, data: _LoginData) -> datetime:
    """Five minutes before the end; if the clocks disagree, by our clock alone."""
    by_our_clock = asked_at + _LIFETIME - _RENEW_EARLY
    expire_at = data.expire_at or data.expire
    if expire_at is None:
        return by_our_clock
    try:
        by_their_clock = datetime.fromtimestamp(expire_at, asked_at.tzinfo) - _RENEW_EARLY
    except (ValueError, OverflowError, OSError):
        return by_our_clock
    return by_their_clock if asked_at < by_their_clock < by_our_clock else by_our_clock
