"""One request to the page: who asks, in which language, about which company."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import UTC, datetime

from aiohttp import web

from uis_desktop.relay.admin.moments import Clock
from uis_desktop.relay.admin.words import Words
from uis_desktop.relay.directory.tables import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What pages need to know of a request.

    Attributes:
        key: what the forms' tokens are made of: the session's token, or before
            the sign-in a random cookie.
        root: from this page to ``/admin/``, because a proxy may serve the relay
            under a longer path.
        session_over: he was signed in and is not any more.
        account: the company of the address; None where it names none we know.
        address: the client's.
    """

    request: web.Request
    words: Words
    key: str = field(repr=False)
    root: str
    address: str
    signed_in: bool
    session_over: bool = False
    accounts: tuple[Account, ...] = ()
    account: Account | None = None
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def company(self) -> Account:
        """The account of an address that names one."""
        if self.account is None:
            raise RuntimeError("this address names no account")
        return self.account

    @property
    def clock(self) -> Clock:
        """Moments in the company's time zone."""
        return Clock(self.account.zone if self.account else UTC, self.words, self.now)

    @property
    def form_token(self) -> str:
        """What every form of this visitor carries."""
        return form_token(self.key)


def form_token(key: str) -> str:
    """A token that nobody can make who does not know the visitor's cookie."""
    return hmac.digest(key.encode("utf-8", "surrogatepass"), b"form", hashlib.sha256).hex()


def root_of(path: str) -> str:
    """The relative way from an address under ``/admin`` to ``/admin/``.

    >>> root_of("/admin/a/acme/setup")
    '../../'
    """
    below = path.removeprefix("/admin")
    return "admin/" if not below else "../" * (below.count("/") - 1) or "./"
