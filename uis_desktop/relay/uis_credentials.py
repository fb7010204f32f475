"""What lets the relay in at UIS, as text: a bare key, or a JSON object.

``{"key": "…"}`` or ``{"login": "…", "password": "…"}`` is for both interfaces;
``{"call_api": {…}, "data_api": {…}}`` tells them apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeVar

import msgspec

from uis_desktop.errors import UisError
from uis_desktop.uis_api.access import Access, AccessKey, Login

Interface = Literal["call_api", "data_api"]
_Shape = TypeVar("_Shape")

_KEY = re.compile(r"[!-~]{1,1024}")
#: Novofon's cabinet shows AppID and Secret together; the Secret alone is the key.
_APP_ID = re.compile(r"\Aappid_[0-9]+[^A-Za-z0-9]")


class CredentialsRefused(UisError):
    """This is neither a key nor login and password; the text itself is never told."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """One for each interface; often the same."""

    call_api: Access
    data_api: Access

    def of(self, interface: Interface) -> Access:
        """The one for this interface."""
        return self.call_api if interface == "call_api" else self.data_api


class _One(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    key: str | None = None
    login: str | None = None
    password: str | None = None


class _Two(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    call_api: _One
    data_api: _One


def read_credentials(text: str) -> Credentials:
    """The credentials of a file, a variable or a password store.

    Raises:
        CredentialsRefused
    """
    text = text.strip()
    if not text.startswith("{"):
        return both(access_key(text))
    two = _shaped(text, _Two)
    if two is not None:
        return Credentials(_access(two.call_api), _access(two.data_api))
    one = _shaped(text, _One)
    if one is None:
        raise CredentialsRefused('a key, or {"login": "…", "password": "…"} in JSON is expected')
    return both(_access(one))


def write_credentials(credentials: Credentials) -> str:
    """The text :func:`read_credentials` reads."""
    two = _Two(_one(credentials.call_api), _one(credentials.data_api))
    return msgspec.json.encode(two).decode()


def both(access: Access) -> Credentials:
    """The same for both interfaces."""
    return Credentials(access, access)


def access_key(text: str) -> AccessKey:
    """A key as somebody pasted it.

    Raises:
        CredentialsRefused
    """
    key = _APP_ID.sub("", text.strip())
    if not _KEY.fullmatch(key):
        raise CredentialsRefused("a key is one word of Latin letters, digits and signs")
    return AccessKey(key)


def login(name: str, password: str) -> Login:
    """A user of the cabinet.

    Raises:
        CredentialsRefused
    """
    if not name.strip() or not password:
        raise CredentialsRefused("login and password belong together")
    return Login(name.strip(), password)


def _shaped(text: str, shape: type[_Shape]) -> _Shape | None:
    try:
        return msgspec.json.decode(text, type=shape)
    except (ValueError, RecursionError):
        # Without the cause: it may quote the secret.
        return None


def _access(one: _One) -> Access:
    if one.key is not None and one.login is None and one.password is None:
        return access_key(one.key)
    if one.key is None and one.login is not None and one.password is not None:
        return login(one.login, one.password)
    raise CredentialsRefused("either a key, or login and password")


def _one(access: Access) -> _One:
    if isinstance(access, Login):
        return _One(login=access.login, password=access.password)
    return _One(key=access.key)
