"""Sends a checked request to UIS, at most once, and says in a reply how it went."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import msgspec

from uis_desktop.errors import (
    OutcomeUnknown,
    SecretsLocked,
    SecretsUnavailable,
    ServiceRefused,
    ServiceUnreachable,
    SignInRefused,
    UisError,
)
from uis_desktop.relay.call_proxy.replies import Reply, own, refused_login
from uis_desktop.relay.call_proxy.sessions import CallApiSessions
from uis_desktop.uis_api.passing import Passed
from uis_desktop.wire.call_api import RelayWord

_log = logging.getLogger(__name__)


class _Started(msgspec.Struct, frozen=True):
    call_session_id: int | str


class _Data(msgspec.Struct, frozen=True):
    data: _Started


async def forward(
    sessions: CallApiSessions, account_id: str, method: str, params: Mapping[str, object]
) -> Reply:
    """UIS's reply, or the relay's word for why there is none; never raises a UisError."""
    try:
        passing = await sessions.of(account_id)
        if passing is None:
            return own(RelayWord.NOT_SET_UP)
        return _reply(method, await passing.ask(method, params))
    except ServiceRefused as error:
        # Of the login; UIS's replies to the request itself are passed on.
        if error.server_fault:
            return own(RelayWord.NOT_SENT)
        return refused_login(error.mnemonic, error.code, error.message)
    except UisError as error:
        _log.warning("account %s: %s: %s", account_id, method, error.detail)
        return own(_word(error))


def _word(error: UisError) -> RelayWord:
    match error:
        case SignInRefused() | SecretsLocked() | SecretsUnavailable():
            return RelayWord.KEY_REFUSED
        case ServiceUnreachable():
            return RelayWord.NOT_SENT
        case OutcomeUnknown() | _:
            # What nobody foresaw may have happened after the request had left.
            return RelayWord.OUTCOME_UNKNOWN


def _reply(method: str, passed: Passed) -> Reply:
    if passed.mnemonic is not None:
        return Reply(told=passed.mnemonic or "refused", error=passed.error)
    started = _started(passed.result) if method.startswith("start.") else None
    return Reply(told="ok", result=passed.result, call_session_id=started)


def _started(result: msgspec.Raw | None) -> str | None:
    """The session of a new call; None where UIS's reply does not say: that is for the desktop."""
    try:
        return str(msgspec.json.decode(result or b"", type=_Data).data.call_session_id)
    except (ValueError, RecursionError):
        return None
