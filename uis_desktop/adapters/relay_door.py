"""Plain requests of this device to the relay, and their answers read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import urlencode

import msgspec

from uis_desktop.errors import (
    DeviceRevoked,
    ReplyNotUnderstood,
    ServiceRefused,
    ServiceUnreachable,
)
from uis_desktop.net.https import Answer, Https
from uis_desktop.net.web_page import is_web_page, not_understood
from uis_desktop.wire.call_api import STATUS, RelayWord
from uis_desktop.wire.frames import ErrorBody

_T = TypeVar("_T")

_OK = 200
_TOKEN_REFUSED = 401
_REQUEST_TIMEOUT = 408
TOO_MANY = 429
SERVER_FAULT = 500
_WHY_NOT = frozenset(STATUS.values()) - {_TOKEN_REFUSED}
_UNREACHABLE = {RelayWord.NOT_SENT, RelayWord.OUTCOME_UNKNOWN}


class RelayDoor:
    """Asks with the device's token."""

    def __init__(self, https: Https, *, relay_url: str, token: str) -> None:
        self._https = https
        self._address = f"{relay_url.rstrip('/')}/v1"
        self._token = token

    async def get(self, what: str, asked: Mapping[str, object], shape: type[_T]) -> _T:
        """Ask for ``/v1/<what>``.

        Raises:
            ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        query = f"?{urlencode(asked)}" if asked else ""
        answer = await self._https.get(f"{self._address}/{what}{query}", token=self._token)
        return _device_reply(what, answer, shape)

    async def ask_uis(self, what: str, shape: type[_T]) -> _T:
        """Ask for ``/v1/<what>``, which the relay asks UIS for.

        Raises:
            ServiceRefused: UIS declined, or the relay (its mnemonics begin with ``relay_``).
            ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        answer = await self._https.get(f"{self._address}/{what}", token=self._token)
        word = _word_of(answer)
        if word is not None and word.error not in _UNREACHABLE:
            raise ServiceRefused(word.error, message=word.message)
        return _device_reply(what, answer, shape)

    async def post(self, what: str, shape: type[_T], *, deadline_s: float) -> _T:
        """Have ``/v1/<what>`` done, once.

        Raises:
            ServiceUnreachable, OutcomeUnknown, DeviceRevoked, ReplyNotUnderstood
        """
        answer = await self._https.post(
            f"{self._address}/{what}", b"{}", token=self._token, deadline_s=deadline_s
        )
        return _device_reply(what, answer, shape)


def _word_of(answer: Answer) -> ErrorBody | None:
    """Why the relay did not get it from UIS; None: it did, or it is no relay that answers."""
    if answer.status not in _WHY_NOT:
        return None
    try:
        return msgspec.json.decode(answer.body, type=ErrorBody)
    except (ValueError, RecursionError):
        return None


def _device_reply(what: str, answer: Answer, shape: type[_T]) -> _T:
    if answer.status == _TOKEN_REFUSED:
        raise DeviceRevoked(f"{what}: the device token is refused")
    return reply(what, answer, shape)


def reply(what: str, answer: Answer, shape: type[_T]) -> _T:
    """The body of a good answer.

    Raises:
        ServiceUnreachable, ReplyNotUnderstood
    """
    if is_web_page(answer):
        raise not_understood(answer, f"{what}: HTTP {answer.status} of no relay")
    if answer.status >= SERVER_FAULT or answer.status in {_REQUEST_TIMEOUT, TOO_MANY}:
        raise ServiceUnreachable(f"{what}: HTTP {answer.status}")
    if answer.status != _OK:
        raise ReplyNotUnderstood(f"{what}: HTTP {answer.status}")
    try:
        return msgspec.json.decode(answer.body, type=shape)
    except (ValueError, RecursionError) as error:
        raise ReplyNotUnderstood(f"{what}: {error}") from error


def declined(answer: Answer) -> bool:
    """The relay understood and said no; sending the same again cannot help."""
    again = answer.status in {_REQUEST_TIMEOUT, TOO_MANY}
    return 400 <= answer.status < SERVER_FAULT and not again
