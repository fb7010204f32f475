"""A Call API that fails in every way a network and a server can, and keeps count."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from types import TracebackType
from typing import Any, Self

_HEAD_ENDS = b"\r\n\r\n"
_GARBAGE = b"<html><body>502 Bad Gateway</body></html>"


class Mood(StrEnum):
    """What becomes of a request that may place a call."""

    ANSWERS = "answers"
    REFUSES = "refuses"
    #: The session is over: nothing is done, and the same request comes again with a new token.
    SESSION_OVER = "session over"
    #: Nobody listens: nothing can be sent.
    CLOSED = "closed"
    #: The connection breaks before the request is read.
    BREAKS_BEFORE = "breaks before"
    #: The same once the call is placed.
    BREAKS_AFTER = "breaks after"
    SILENT_BEFORE = "silent before"
    SILENT_AFTER = "silent after"
    DRIPS = "drips"
    FAULT_BEFORE = "500 before"
    FAULT_AFTER = "500 after"
    INTERNAL_ERROR_BEFORE = "internal_error before"
    INTERNAL_ERROR_AFTER = "internal_error after"
    GARBAGE = "garbage"
    WRONG_ID = "wrong id"


#: The call is placed, whatever the answer.
PLACED = frozenset(
    {
        Mood.ANSWERS,
        Mood.BREAKS_AFTER,
        Mood.SILENT_AFTER,
        Mood.DRIPS,
        Mood.FAULT_AFTER,
        Mood.INTERNAL_ERROR_AFTER,
        Mood.GARBAGE,
        Mood.WRONG_ID,
    }
)
_BREAKS = frozenset({Mood.BREAKS_BEFORE, Mood.BREAKS_AFTER})
_SILENT = frozenset({Mood.SILENT_BEFORE, Mood.SILENT_AFTER})
#: Calls go on until so many others have begun.
_GO_ON = 60


class MoodyUis:
    """Answers as ``mood_of`` says of the click's external id.

    Attributes:
        placed: calls by external id; more than one is a double dial.
        arrived_ns: when the first byte of a click's request was here, by external id.
    """

    def __init__(self, mood_of: Callable[[str], Mood]) -> None:
        self.placed: Counter[str] = Counter()
        self.arrived_ns: dict[str, int] = {}
        self._mood_of = mood_of
        self._tokens = 0
        self._going_on: deque[str] = deque(maxlen=_GO_ON)
        self._refused_once: set[str] = set()
        self._serving: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._over = asyncio.Event()

    async def __aenter__(self) -> Self:
        """Open the door on a free port."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        host, port = self._server.sockets[0].getsockname()
        self.address = f"http://{host}:{port}/v4.0"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._over.set()
        self._server.close()
        for writer in self._serving.values():
            writer.transport.abort()
        if self._serving:
            await asyncio.wait(set(self._serving))

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving = asyncio.current_task()
        assert serving is not None
        self._serving[serving] = writer
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                while await self._one(reader, writer):
                    pass
        finally:
            del self._serving[serving]
            writer.transport.abort()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request; False when the connection has to end."""
        head = await reader.readuntil(_HEAD_ENDS)
        arrived = time.monotonic_ns()
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        request = json.loads(await reader.readexactly(length))
        params = request["params"]
        if request["method"] == "start.employee_call":
            self.arrived_ns.setdefault(params["external_id"], arrived)
            return await self._start(request, writer)
        writer.write(_answer(request, self._simple(request)))
        await writer.drain()
        return True

    def _simple(self, request: dict[str, Any]) -> object:
        if request["method"] == "login.user":
            self._tokens += 1
            return {"access_token": f"token-{self._tokens}", "expire_at": 4_000_000_000}
        if request["method"] == "list.calls":
            return [_call(click) for click in self._going_on]
        return {}

    async def _start(self, request: dict[str, Any], writer: asyncio.StreamWriter) -> bool:
        click = request["params"]["external_id"]
        mood = self._mood_of(click)
        if mood is Mood.SESSION_OVER and click not in self._refused_once:
            self._refused_once.add(click)
            writer.write(_refusal(request, "access_token_invalid", -32001))
            return True
        if mood in PLACED or mood is Mood.SESSION_OVER:
            self.placed[click] += 1
            self._going_on.append(click)
        return await self._say(mood, request, writer)

    async def _say(self, mood: Mood, request: dict[str, Any], writer: asyncio.StreamWriter) -> bool:
        if mood in _BREAKS:
            return False
        if mood in _SILENT:
            await self._over.wait()
            return False
        said = _said(mood, request)
        if mood is Mood.DRIPS:
            await self._drip(said, writer)
            return False
        writer.write(said)
        await writer.drain()
        return True

    async def _drip(self, answer: bytes, writer: asyncio.StreamWriter) -> None:
        """A byte now and then: no single read takes long, the whole takes for ever."""
        for place in range(len(answer)):
            writer.write(answer[place : place + 1])
            await writer.drain()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._over.wait(), 0.02)


def _said(mood: Mood, request: dict[str, Any]) -> bytes:
    match mood:
        case Mood.REFUSES:
            return _refusal(request, "contact_not_found", -32602)
        case Mood.FAULT_BEFORE | Mood.FAULT_AFTER:
            return _http(500, b"Internal Server Error")
        case Mood.INTERNAL_ERROR_BEFORE | Mood.INTERNAL_ERROR_AFTER:
            return _refusal(request, "internal_error", -32603)
        case Mood.GARBAGE:
            return _http(200, _GARBAGE)
        case Mood.WRONG_ID:
            return _answer({**request, "id": "another"}, {"call_session_id": 1})
    return _answer(request, {"call_session_id": session_of(request["params"]["external_id"])})


def session_of(click: str) -> int:
    """The call session a click becomes."""
    return 900_000_000 + int(click.rpartition("-")[2])


def _call(click: str) -> dict[str, object]:
    return {"call_session_id": session_of(click), "external_id": click, "legs": [], "tags": []}


def _answer(request: dict[str, Any], data: object) -> bytes:
    result = {"data": data, "metadata": {}}
    return _http(200, _json({"jsonrpc": "2.0", "id": request["id"], "result": result}))


def _refusal(request: dict[str, Any], mnemonic: str, code: int) -> bytes:
    error = {"code": code, "message": "No.", "data": {"mnemonic": mnemonic}}
    return _http(200, _json({"jsonrpc": "2.0", "id": request["id"], "error": error}))


def _json(body: object) -> bytes:
    return json.dumps(body).encode()


def _http(status: int, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status} Whatever\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
