"""What opens the APIs: sessions of ``login.user``, one hour each, and permanent keys."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta

from uis_desktop.simulator.clock import Clock
from uis_desktop.simulator.parameters import JsonType, Parameter
from uis_desktop.simulator.refusals import Refusal
from uis_desktop.simulator.scenario import AccessKey, Account, Api

LOGIN = (
    Parameter(name="login", type=JsonType.STRING, required=True),
    Parameter(name="password", type=JsonType.STRING, required=True),
)


class Logins:
    """The sessions of one API; those of the other are separate."""

    def __init__(self, account: Account, clock: Clock, api: Api) -> None:
        self._account = account
        self._keys = {key.key: key for key in account.keys if api in key.apis}
        self._api = api
        self._clock = clock
        self._sessions: dict[str, datetime] = {}

    def open(self, login: str, password: str) -> tuple[str, int]:
        """A new token and when it ends (Unix seconds).

        Raises:
            Refusal: login or password are wrong.
        """
        right_login = hmac.compare_digest(login.encode(), self._account.login.encode())
        right_password = hmac.compare_digest(password.encode(), self._account.password.encode())
        if not (right_login and right_password):
            raise Refusal("auth_error")
        token = secrets.token_hex(32)
        now = self._clock.now()
        self._sessions = {t: ends for t, ends in self._sessions.items() if ends > now}
        expires_at = now + timedelta(seconds=self._account.session_s)
        self._sessions[token] = expires_at
        return token, int(expires_at.timestamp())

    def check(self, token: str) -> None:
        """Find out whether the token still opens the door.

        Raises:
            Refusal: unknown, or its hour is over; UIS uses one word for both.  Of keys
                it says more.
        """
        if (key := self._keys.get(token)) is not None:
            self._check_key(key)
            return
        expires_at = self._sessions.get(token)
        if expires_at is None or expires_at <= self._clock.now():
            self._sessions.pop(token, None)
            raise Refusal("access_token_invalid", "access_token")

    def put_key(self, key: AccessKey) -> None:
        """The cabinet has a key like this, from now on; it may be one that is changed."""
        if self._api in key.apis:
            self._keys[key.key] = key
        else:
            self._keys.pop(key.key, None)

    def _check_key(self, key: AccessKey) -> None:
        if key.blocked:
            raise Refusal("access_token_blocked", "access_token")
        if key.valid_until is not None and key.valid_until <= self._clock.now():
            raise Refusal("access_token_expired", "access_token")

    def close(self, token: str) -> None:
        """The token is worth nothing any more."""
        self._sessions.pop(token, None)

    def expire_all(self) -> int:
        """No token is worth anything any more; how many there were."""
        expired = len(self._sessions)
        self._sessions.clear()
        return expired
