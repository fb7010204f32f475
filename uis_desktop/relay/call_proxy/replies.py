"""Replies in UIS's shape: its own passed on, and the relay's ("Call API", "Errors")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from uis_desktop.errors import ServiceRefused
from uis_desktop.wire.call_api import STATUS, RelayWord

RequestId = str | int | float | None

#: UIS's own words that the relay says in its place, with UIS's codes.
_UIS: Mapping[str, tuple[int, str]] = {
    "parse_error": (-32700, "Invalid JSON was received"),
    "invalid_request": (-32600, "The JSON sent is not a valid request object"),
    "method_not_found": (-32601, "The method does not exist / is not available"),
    # The spelling is UIS's own.
    "batch_opreations_not_supported": (-32099, "Batch operations not supported"),
    "notifications_not_supported": (-32099, "Notifications not supported"),
    "data_type_error": (-32602, "Invalid data type of the parameter"),
    "required_parameter_missed": (-32602, "The required parameter has been missed"),
    "unexpected_parameters": (-32602, "Unexpected parameters were passed"),
    "invalid_parameter_value": (-32602, "Invalid parameter value"),
    "call_session_not_found": (-32602, "The call session was not found"),
}
#: JSON-RPC 2.0 leaves -32000 to -32099 to the server; UIS uses none of these.
_OURS: Mapping[RelayWord, tuple[int, str]] = {
    RelayWord.OUTCOME_UNKNOWN: (-32050, "UIS may have carried the request out; nobody knows"),
    RelayWord.NOT_SENT: (-32051, "UIS cannot be reached; nothing was sent"),
    RelayWord.TOKEN_REFUSED: (-32052, "The device token is unknown or was revoked"),
    RelayWord.TOO_MANY: (-32053, "Too many requests of this device; wait"),
    RelayWord.NOT_SET_UP: (-32054, "The relay has no access to UIS; ask the administrator"),
    RelayWord.NOT_ALLOWED: (-32058, "The administrator does not let desktops do this"),
    RelayWord.KEY_REFUSED: (-32055, "UIS does not accept the relay's key; ask the administrator"),
    RelayWord.EXTERNAL_ID_USED: (-32056, "Another request had this external_id"),
    RelayWord.BAD_REQUEST: (-32057, "The request is too long or came too slowly"),
}


class Declined(Exception):
    """The relay declines a request; certainly nothing was sent.

    Attributes:
        mnemonic: a word of UIS's or a :class:`RelayWord`.
        field: the parameter at fault.
        told: what the journal says in place of the mnemonic.
    """

    def __init__(
        self,
        mnemonic: str,
        *,
        field: str | None = None,
        told: str | None = None,
        retry_after_s: int | None = None,
    ) -> None:
        super().__init__(mnemonic)
        self.mnemonic = mnemonic
        self.field = field
        self.told = told or mnemonic
        self.retry_after_s = retry_after_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What goes back to the desktop, but for the id of its request.

    Attributes:
        told: how the journal puts it: ``ok`` or a word.
        call_session_id: of the call that was started.
    """

    told: str
    result: msgspec.Raw | None = None
    error: msgspec.Raw | None = None
    status: int = 200
    retry_after_s: int | None = None
    call_session_id: str | None = None

    def body(self, id_: RequestId) -> bytes:
        """The JSON of a reply to this request."""
        one = {"result": self.result} if self.error is None else {"error": self.error}
        return msgspec.json.encode({"jsonrpc": "2.0", "id": id_, **one})


def declined(refusal: Declined) -> Reply:
    """The reply that says so."""
    return _error(
        refusal.mnemonic,
        field=refusal.field,
        told=refusal.told,
        retry_after_s=refusal.retry_after_s,
    )


def refused_login(mnemonic: str, code: int, message: str) -> Reply:
    """UIS declined the relay's login; the desktop hears why in UIS's own words."""
    error = _encoded(code, message, mnemonic, None)
    return Reply(told=mnemonic or str(code), error=error)


def refused_by_uis(error: ServiceRefused) -> Reply:
    """UIS declined what was asked in typed form; the desktop hears it in UIS's own words."""
    encoded = _encoded(error.code, error.message, error.mnemonic, error.field)
    return Reply(told=error.mnemonic or str(error.code), error=encoded)


def own(word: RelayWord) -> Reply:
    """The relay's own word."""
    return _error(word)


def message_of(word: RelayWord) -> str:
    """What the word means, in English."""
    return _OURS[word][1]


def _error(
    mnemonic: str,
    *,
    field: str | None = None,
    told: str | None = None,
    retry_after_s: int | None = None,
) -> Reply:
    word = next((word for word in RelayWord if word == mnemonic), None)
    code, message = _UIS[mnemonic] if word is None else _OURS[word]
    return Reply(
        told=told or mnemonic,
        error=_encoded(code, message, mnemonic, field),
        status=200 if word is None else STATUS[word],
        retry_after_s=retry_after_s,
    )


def _encoded(code: int, message: str, mnemonic: str, field: str | None) -> msgspec.Raw:
    data: dict[str, object] = {
        "mnemonic": mnemonic,
        "field": field,
        # What was sent is not echoed: it may be a number somebody dials.
        "value": None,
        "params": {},
        "extended_helper": None,
        "metadata": {},
    }
    error = {"code": code, "message": message, "data": data}
    return msgspec.Raw(msgspec.json.encode(error))
