"""JSON-RPC 2.0 as UIS speaks it (Call API, "Conventions"): one request, one reply."""

from __future__ import annotations

import itertools
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from uis_desktop.errors import ReplyNotUnderstood, ServiceRefused
from uis_desktop.net.https import Answer, Https
from uis_desktop.net.web_page import not_understood
from uis_desktop.uis_api.limits import Limits, retry_after_s

log = logging.getLogger(__name__)

_T = TypeVar("_T")
_NULL = msgspec.Raw(b"null")


@dataclass(frozen=True, slots=True)
class RpcResult:
    """What a method returned: ``data`` still as JSON, and what UIS told beside it.

    Attributes:
        limits: the budget.
        total_items: how long the whole list is (Data API, ``get.*``).
        id: of what was made; one sample has it beside ``data`` (Data API, ``create.contacts``).
    """

    data: msgspec.Raw
    limits: Limits | None
    total_items: int | None = None
    id: int | str | None = None


class _Error(msgspec.Struct, frozen=True):
    code: int = 0
    message: str | None = None
    data: msgspec.Raw = _NULL


class _Envelope(msgspec.Struct, frozen=True):
    """A reply; public examples leave out ``jsonrpc`` and ``id``, so they are not required."""

    id: str | int | None = None
    result: msgspec.Raw = _NULL
    error: _Error | None = None


class _Version(msgspec.Struct, frozen=True):
    """Call API spells it ``depricated``, Data API and CallGear ``deprecated``."""

    current_version_depricated: bool = False
    current_version_deprecated: bool = False
    current_version: str | None = None
    latest_version: str | None = None


class _Metadata(msgspec.Struct, frozen=True):
    api_version: _Version | None = None
    limits: Limits | None = None


class _Length(msgspec.Struct, frozen=True):
    total_items: int | None = None


class _Made(msgspec.Struct, frozen=True):
    id: int | str | None = None


class _Result(msgspec.Struct, frozen=True):
    data: msgspec.Raw = _NULL
    metadata: msgspec.Raw = _NULL
    meta_data: msgspec.Raw = _NULL


class _ErrorData(msgspec.Struct, frozen=True):
    mnemonic: str | None = None
    field: str | None = None
    params: msgspec.Raw = _NULL
    metadata: msgspec.Raw = _NULL
    meta_data: msgspec.Raw = _NULL


class JsonRpc:
    """Asks one address; every request has an id of its own."""

    def __init__(self, https: Https, address: str, *, bearer: str | None = None) -> None:
        """``bearer`` is for the relay, which has a header for the token where UIS has none."""
        self._https = https
        self._address = address
        self._bearer = bearer
        # UIS shows ids in its request log: two desktops should not share them.
        self._prefix = secrets.token_hex(4)
        self._numbers = itertools.count(1)
        self._told_outdated = False

    async def ask(
        self, method: str, params: Mapping[str, object], *, deadline_s: float | None = None
    ) -> RpcResult:
        """Send one request, once, and take the reply apart.

        Raises:
            ServiceUnreachable: certainly nothing was sent.
            OutcomeUnknown: it may have been carried out.
            ServiceRefused: UIS declined.
            ReplyNotUnderstood: what came back is not the reply to this request.
        """
        id_ = f"{self._prefix}-{next(self._numbers)}"
        body = msgspec.json.encode(
            {"jsonrpc": "2.0", "id": id_, "method": method, "params": params}
        )
        answer = await self._https.post(
            self._address, body, token=self._bearer, deadline_s=deadline_s
        )
        return self._understand(method, id_, answer)

    def _understand(self, method: str, id_: str, answer: Answer) -> RpcResult:
        # The HTTP status of an error is not documented: the body decides.
        try:
            reply = msgspec.json.decode(answer.body, type=_Envelope)
        except (ValueError, RecursionError) as error:
            raise not_understood(
                answer, f"{method}: HTTP {answer.status} and no JSON-RPC: {error}"
            ) from error
        if reply.id is not None and str(reply.id) != id_:
            raise ReplyNotUnderstood(f"{method}: the reply belongs to another request")
        if reply.error is not None:
            raise self._refusal(reply.error)
        if reply.result == _NULL:
            raise ReplyNotUnderstood(f"{method}: HTTP {answer.status}, no result and no error")
        result = _lenient(reply.result, _Result) or _Result()
        made = _lenient(reply.result, _Made) or _Made()
        return RpcResult(
            result.data,
            self._budget(result.metadata, result.meta_data),
            _total_items(result.metadata, result.meta_data),
            made.id,
        )

    def _refusal(self, error: _Error) -> ServiceRefused:
        data = _lenient(error.data, _ErrorData) or _ErrorData()
        limits = self._budget(data.metadata, data.meta_data)
        message = error.message or ""
        mnemonic = data.mnemonic or ""
        return ServiceRefused(
            mnemonic,
            code=error.code,
            field=data.field,
            message=message,
            retry_after_s=retry_after_s(
                mnemonic, error.code, message, limits, _lenient(data.params, Limits)
            ),
        )

    def _budget(self, *spellings: msgspec.Raw) -> Limits | None:
        for raw in spellings:
            metadata = _lenient(raw, _Metadata)
            if metadata is not None:
                self._note_version(metadata.api_version)
                return metadata.limits
        return None

    def _note_version(self, version: _Version | None) -> None:
        if version is None or self._told_outdated:
            return
        if version.current_version_depricated or version.current_version_deprecated:
            self._told_outdated = True
            log.warning(
                "UIS gives up API version %s; the latest is %s",
                version.current_version,
                version.latest_version,
            )


def _total_items(*spellings: msgspec.Raw) -> int | None:
    lengths = (_lenient(raw, _Length) for raw in spellings)
    return next((length.total_items for length in lengths if length is not None), None)


def _lenient(raw: msgspec.Raw, shape: type[_T]) -> _T | None:
    """Side information; None if it is missing or has an unexpected shape.

    A wrong figure in the budget must not turn a placed call into a failure.
    """
    try:
        return msgspec.json.decode(raw, type=shape)
    except (ValueError, RecursionError):
        return None
