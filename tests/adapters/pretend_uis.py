"""A Call API on loopback that answers what the test says."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from tests.adapters.loopback import LoopbackServer

Reply = Callable[[Mapping[str, object]], Awaitable[web.StreamResponse] | web.StreamResponse]

LOGIN = "login"
PASSWORD = "пароль-секрет"


def result(data: object, **metadata: object) -> Reply:
    """A success."""
    body = {"data": data, "metadata": metadata}
    return lambda request: json_reply({"jsonrpc": "2.0", "id": request["id"], "result": body})


def refusal(mnemonic: str, code: int = -32602, status: int = 200, /, **data: object) -> Reply:
    """An error as UIS sends it."""
    error = {
        "code": code,
        "message": data.pop("message", "No."),
        "data": {"mnemonic": mnemonic, **data},
    }
    return lambda request: json_reply(
        {"jsonrpc": "2.0", "id": request["id"], "error": error}, status
    )


def raw(body: bytes | str, status: int = 200) -> Reply:
    """Any bytes."""
    bytes_ = body.encode() if isinstance(body, str) else body
    return lambda _request: web.Response(body=bytes_, status=status)


def json_reply(body: object, status: int = 200) -> web.Response:
    return web.Response(body=json.dumps(body).encode(), status=status)


class PretendUis(LoopbackServer):
    """Signs everybody with the right password in; a queued reply comes instead.

    Attributes:
        requests: every request that arrived, as JSON.
        replies: by method, what the next requests get.
        expire_at: what login.user tells.
        arrived: set when a request arrives.
    """

    def __init__(self) -> None:
        self.requests: list[dict[str, object]] = []
        self.headers: list[Mapping[str, str]] = []
        self.replies: dict[str, deque[Reply]] = {}
        self.expire_at: float = 4_000_000_000
        self.arrived = asyncio.Event()
        self._tokens = 0

    @property
    def address(self) -> str:
        """The Call API's address."""
        return f"{self.origin}/v4.0"

    def _routes(self) -> list[web.RouteDef]:
        return [web.post("/v4.0", self._answer)]

    def will_answer(self, method: str, *replies: Reply) -> None:
        self.replies.setdefault(method, deque()).extend(replies)

    def asked(self, method: str) -> list[dict[str, object]]:
        """The params of every request of this method."""
        found = []
        for request in self.requests:
            if request["method"] == method:
                params = request["params"]
                assert isinstance(params, dict)
                found.append(params)
        return found

    async def _answer(self, http: web.Request) -> web.StreamResponse:
        request = json.loads(await http.read())
        self.requests.append(request)
        self.headers.append(http.headers.copy())
        self.arrived.set()
        queued = self.replies.get(request["method"])
        reply = queued.popleft() if queued else self._usual(request)
        answer = reply(request)
        return answer if isinstance(answer, web.StreamResponse) else await answer

    def _usual(self, request: Mapping[str, object]) -> Reply:
        match request["method"], request["params"]:
            case "login.user", {"password": given}:
                if given != PASSWORD:
                    return refusal("auth_error", -32001)
                self._tokens += 1
                return result(
                    {"access_token": f"token-{self._tokens}", "expire_at": self.expire_at}
                )
            case "start.employee_call", _:
                return result({"call_session_id": 11700000001})
            case "release.call", _:
                return result({"success": "true"})
            case "logout.user", _:
                return result({"success": True})
        return refusal("method_not_found", -32601)


async def never(_request: Mapping[str, object]) -> web.StreamResponse:
    """No answer, for as long as anybody waits."""
    await asyncio.Event().wait()
    raise AssertionError("unreachable")
