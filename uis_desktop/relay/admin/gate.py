"""Lets the administrator in and nobody else: cookies, sessions, how often one may try."""

from __future__ import annotations

import asyncio
import functools
import hmac
import logging
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

import apsw
from aiohttp import web

from uis_desktop.relay.admin import keys, passwords
from uis_desktop.relay.admin.visit import form_token
from uis_desktop.relay.attempts import Attempts
from uis_desktop.relay.database.port import Database
from uis_desktop.relay.database.storage import StorageUnusable
from uis_desktop.relay.limits import Limits

_log = logging.getLogger(__name__)

#: Sent by the page's own script when it looks for news: nobody is sitting there.
LOOKING_ON = "X-Looking-On"

_WELCOME_SITES = frozenset({"same-origin", "none"})


class TooOften(Exception):
    """Too many wrong passwords lately."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the cookies of a request are worth.

    Attributes:
        key: what forms are checked with: the session, or a cookie of before it.
        over: there was a session, and it has ended.
    """

    signed_in: bool
    key: str = field(repr=False)
    over: bool = False


class Gate:
    """Knows cookies, passwords and sessions; the pages know none of them."""

    def __init__(self, directory: Database, limits: Limits, url: str) -> None:
        self._directory = directory
        #: Cookies travel by https only.
        self.secure = url.startswith("https:")
        self._host = urlsplit(url).netloc
        prefix = "__Host-" if self.secure else ""
        self._session_cookie = f"{prefix}uis_admin"
        self._form_cookie = f"{prefix}uis_admin_form"
        self._attempts = Attempts(each=limits.admin_failures, together=limits.admin_failures_of_all)
        # A password at a time: each costs 32 MiB.
        self._hashing = asyncio.Lock()

    async def look(self, request: web.Request, now: datetime) -> Found | None:
        """Who asks; None while there is no page."""
        session = request.cookies.get(self._session_cookie, "")
        is_open, until = await self._directory.read(
            functools.partial(_standing, session=session, now=now)
        )
        if not is_open:
            return None
        if until is None:
            key = request.cookies.get(self._form_cookie) or secrets.token_urlsafe(24)
            return Found(False, key, over=bool(session))
        if LOOKING_ON not in request.headers and keys.wants_renewal(until, now):
            await self._renew(session, now)
        return Found(True, session)

    async def _renew(self, session: str, now: datetime) -> None:
        try:
            await self._directory.write(
                functools.partial(keys.renew_session, token=session, now=now)
            )
        except StorageUnusable as error:
            # Looking on is no reason to fail; the next page tries again.
            _log.warning("a session is not renewed: %s", error.detail)

    def is_our_form(self, request: web.Request, key: str, token: str) -> bool:
        """A page of ours sent this, in this visitor's browser."""
        same = hmac.compare_digest(token.encode("utf-8", "surrogatepass"), form_token(key).encode())
        return same and self._from_our_page(request)

    def _from_our_page(self, request: web.Request) -> bool:
        """By Sec-Fetch-Site, or else by Origin; what sends neither has no other pages."""
        site = request.headers.get("Sec-Fetch-Site")
        if site is not None:
            return site in _WELCOME_SITES
        origin = request.headers.get("Origin")
        return origin is None or urlsplit(origin).netloc in {self._host, request.host}

    async def try_password(self, password: str, address: str, now: datetime) -> str | None:
        """A new session for the right password.

        Raises:
            TooOften: this was not even looked at.
        """
        async with self._hashing:
            self._still_patient(address)
            kept = await self._directory.read(keys.kept_password)
            if kept is None or not await asyncio.to_thread(passwords.matches, password, kept):
                self._attempts.failed(address)
                return None
        return await self._directory.write(
            functools.partial(keys.open_session, verified=kept, now=now)
        )

    async def link_is_good(self, token: str, now: datetime) -> bool:
        """The one-time link has not been used and is not too old."""
        return await self._directory.read(
            functools.partial(keys.link_is_good, token=token, now=now)
        )

    async def try_link(self, token: str, now: datetime) -> str | None:
        """A new session for a one-time link, which is used up by that.

        Nobody can guess 256 bits, so trying is not counted.
        """
        return await self._directory.write(functools.partial(keys.use_link, token=token, now=now))

    async def sign_out(self, session: str) -> None:
        """End this session."""
        await self._directory.write(functools.partial(keys.end_session, token=session))

    async def sign_out_everywhere(self) -> None:
        """End every session."""
        await self._directory.write(keys.end_all_sessions)

    def admit(self, response: web.Response, session: str) -> None:
        """Let the browser keep the session until it is closed."""
        self._set_cookie(response, self._session_cookie, session)

    def remember_forms(self, response: web.Response, key: str) -> None:
        """Let the browser keep what its forms are checked with before the sign-in."""
        self._set_cookie(response, self._form_cookie, key)

    def show_out(self, response: web.Response) -> None:
        """Take the session away from the browser."""
        response.del_cookie(self._session_cookie, path="/", secure=self.secure)

    def hand_over(self, response: web.Response, name: str, secret: str, life_s: int) -> None:
        """Let the next page show a secret: it must not be part of an address."""
        self._set_cookie(response, self._prefixed(name), secret, life_s)

    def handed_over(self, request: web.Request, name: str) -> str | None:
        """The secret handed to this page."""
        return request.cookies.get(self._prefixed(name))

    def _prefixed(self, name: str) -> str:
        return f"{'__Host-' if self.secure else ''}uis_admin_{name}"

    def _still_patient(self, address: str) -> None:
        if self._attempts.exhausted(address):
            raise TooOften

    def _set_cookie(
        self, response: web.Response, name: str, value: str, life_s: int | None = None
    ) -> None:
        response.set_cookie(
            name,
            value,
            path="/",
            secure=self.secure,
            httponly=True,
            samesite="Strict",
            max_age=life_s,
        )


def _standing(connection: apsw.Connection, session: str, now: datetime) -> tuple[bool, str | None]:
    """Whether there is a page, and until when this session lasts."""
    is_open = keys.kept_password(connection) is not None
    until = keys.session_until(connection, session, now) if session else None
    return is_open, until
