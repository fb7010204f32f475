"""What lets us in at UIS: login and password, or a key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from uis_desktop.uis_api.rpc import JsonRpc
from uis_desktop.uis_api.sign_on import Key, SignOn, Tokens


@dataclass(frozen=True, slots=True)
class Login:
    """A user of the cabinet; opens sessions of an hour."""

    login: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AccessKey:
    """A key of the cabinet ("Доступ по ключу"); good until somebody withdraws it."""

    key: str = field(repr=False)


Access = Login | AccessKey


def tokens_for(access: Access, rpc: JsonRpc, now: Callable[[], datetime]) -> Tokens:
    """Tokens for requests at the interface ``rpc`` asks."""
    match access:
        case Login(login, password):
            return SignOn(rpc, login=login, password=password, now=now)
        case AccessKey(key):
            return Key(key)
