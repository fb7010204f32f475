"""The JSON-RPC envelope both APIs share, and the doors a request passes in turn.

Envelope → method → address → fault on request → token → account and its user →
component → budget → parameters → the method itself.  The order explains which refusals tell the
limits: those that come after the account is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from uis_desktop.simulator.budget import Budget
from uis_desktop.simulator.clock import Clock
from uis_desktop.simulator.faults import ApiTrouble
from uis_desktop.simulator.journal import ApiRequest, Journal
from uis_desktop.simulator.logins import Logins
from uis_desktop.simulator.metadata import metadata
from uis_desktop.simulator.parameters import JsonType, Parameter, check
from uis_desktop.simulator.refusals import Refusal
from uis_desktop.simulator.standing import Standing

Params = Mapping[str, object]
_SECRET = ("access_token", "password")
_ON_THE_WAY_BACK = frozenset({"timeout_after", "disconnect_after", "slow"})
_TOKEN = Parameter(name="access_token", type=JsonType.STRING, required=True)


@dataclass(frozen=True, slots=True)
class Method:
    """A row in an API's list of methods.

    Attributes:
        parameters: without ``access_token``, which every method takes that does
            not say ``signs_in``.
        carry_out: returns ``result.data``.
    """

    component: str
    parameters: Sequence[Parameter]
    carry_out: Callable[[Params], object]
    signs_in: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """``result.data`` of a method that lists things, with the length of the whole list.

    Attributes:
        metadata_name: how this method spells ``metadata``.
    """

    items: Sequence[object]
    total_items: int
    metadata_name: str = "metadata"


@dataclass(frozen=True, slots=True)
class Created:
    """The result of a method that makes something."""

    id: int


@dataclass(slots=True)
class Reply:
    """What goes back, and which fault the way back has.

    Attributes:
        fault: the reply must not arrive as it is.
    """

    body: bytes
    fault: ApiTrouble | None = None
    status: int = 200


@dataclass(slots=True)
class _Request:
    """What could be read of a request so far."""

    id: object = None
    method: str | None = None
    params: Params | None = None
    trouble: ApiTrouble | None = None


class Endpoint:
    """One API at one address."""

    def __init__(
        self,
        name: str,
        version: str,
        methods: Mapping[str, Method],
        *,
        standing: Standing,
        logins: Logins,
        budget: Budget,
        clock: Clock,
        journal: Journal[ApiRequest],
        trouble_for: Callable[[str, str], ApiTrouble | None],
    ) -> None:
        self._name = name
        self._version = version
        self._methods = methods
        self._standing = standing
        self._logins = logins
        self._budget = budget
        self._clock = clock
        self._journal = journal
        self._trouble_for = trouble_for

    def answer(self, raw: bytes, remote: str) -> Reply:
        """Carry the request out, or say why not."""
        request = _Request()
        try:
            self._read(raw, request)
            method = self._admit(request, remote)
            if (trouble := request.trouble) is not None and _before(trouble):
                self._note(request, trouble.fault)
                return Reply(b"", trouble)
            data = self._carry_out(method, request)
        except Refusal as refusal:
            self._note(request, refusal.mnemonic)
            status = self._standing.quirks.error_status
            return Reply(self._refused(request, refusal), _after(request.trouble), status)
        self._budget.charge(request.method or "")
        self._note(request, "ok", data)
        return Reply(self._succeeded(request, data), _after(request.trouble))

    def _read(self, raw: bytes, request: _Request) -> None:
        body = _decoded(raw)
        if "id" not in body:
            raise Refusal("notifications_not_supported")
        # Not isinstance: in Python True is an int.
        if type(body["id"]) not in (str, int, float):
            raise Refusal("invalid_request", "id", body["id"])
        request.id = body["id"]
        if body.get("jsonrpc") != "2.0":
            raise Refusal("invalid_request", "jsonrpc", body.get("jsonrpc"))
        method, params = body.get("method"), body.get("params", {})
        if not isinstance(method, str):
            raise Refusal("invalid_request", "method", method)
        request.method = method
        if not isinstance(params, dict):
            raise Refusal("invalid_request", "params", params)
        request.params = params

    def _admit(self, request: _Request, remote: str) -> Method:
        method = self._methods.get(request.method or "")
        if method is None:
            raise Refusal("method_not_found")
        self._standing.check_address(remote)
        request.trouble = self._trouble_for(self._name, request.method or "")
        return method

    def _carry_out(self, method: Method, request: _Request) -> object:
        params = request.params or {}
        if (trouble := request.trouble) is not None:
            self._play_up(trouble, params)
        if not method.signs_in:
            check({k: v for k, v in params.items() if k == _TOKEN.name}, [_TOKEN])
            self._logins.check(str(params[_TOKEN.name]))
        self._standing.check_account(self._name)
        self._standing.check_component(method.component)
        self._budget.check(request.method or "")
        own = {k: v for k, v in params.items() if method.signs_in or k != _TOKEN.name}
        check(own, method.parameters)
        return method.carry_out(params)

    def _play_up(self, trouble: ApiTrouble, params: Params) -> None:
        if trouble.fault == "refuse":
            raise Refusal.made_up(trouble.mnemonic)
        if trouble.fault == "expired_session":
            self._logins.close(str(params.get(_TOKEN.name)))

    def _succeeded(self, request: _Request, data: object) -> bytes:
        beside = self._metadata()
        result: dict[str, object] = {"data": data, "metadata": beside}
        if isinstance(data, Page):
            beside["total_items"] = data.total_items
            result = {"data": data.items, data.metadata_name: beside}
        elif isinstance(data, Created):
            made = {"id": data.id}
            on_top = self._standing.quirks.created_id == "result"
            result = {**(made if on_top else {"data": made}), "metadata": beside}
        return msgspec.json.encode({"jsonrpc": "2.0", "id": request.id, "result": result})

    def _refused(self, request: _Request, refusal: Refusal) -> bytes:
        error = {
            "code": refusal.code,
            "message": refusal.message,
            "data": {
                "mnemonic": refusal.mnemonic,
                "field": refusal.field,
                "value": refusal.value,
                "params": dict(refusal.params),
                "extended_helper": None,
                "metadata": self._metadata() if refusal.tells_limits else {},
            },
        }
        return msgspec.json.encode({"jsonrpc": "2.0", "id": request.id, "error": error})

    def _metadata(self) -> dict[str, object]:
        return metadata(self._budget, self._standing.quirks, self._version)

    def _note(self, request: _Request, outcome: str, result: object = None) -> None:
        params = {
            name: "***" if name in _SECRET else value
            for name, value in (request.params or {}).items()
        }
        if isinstance(result, dict):
            result = {k: "***" if k in _SECRET else v for k, v in result.items()}
        elif isinstance(result, Page):
            result = {"total_items": result.total_items}
        elif isinstance(result, Created):
            result = {"id": result.id}
        self._journal.add(
            ApiRequest(
                at=self._clock.now(),
                api=self._name,
                method=request.method,
                params=params,
                outcome=outcome,
                result=result,
            )
        )


def _decoded(raw: bytes) -> dict[str, object]:
    try:
        body = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refusal("parse_error") from error
    if isinstance(body, list):
        raise Refusal("batch_opreations_not_supported")
    if not isinstance(body, dict):
        raise Refusal("invalid_request")
    return body


def _before(trouble: ApiTrouble) -> bool:
    return trouble.fault in ("timeout_before", "disconnect_before", "http_500", "garbage")


def _after(trouble: ApiTrouble | None) -> ApiTrouble | None:
    if trouble is not None and trouble.fault in _ON_THE_WAY_BACK:
        return trouble
    return None
