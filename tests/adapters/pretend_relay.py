"""A relay on loopback that says what the test tells it to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from types import TracebackType
from typing import Self

from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from tests.builders import EPOCH, ME, START
from uis_desktop.core.events import CallEvent, kind_of
from uis_desktop.wire.codec import (
    decode_resume,
    encode_call,
    encode_gap,
    encode_live,
    encode_policy,
    encode_welcome,
    event_to_json,
)
from uis_desktop.wire.frames import SUBPROTOCOL, Gap, GapReason, Policy, Resume, Welcome

SOURCE = "/relay/test"
NO_POLICY = Policy()


class Talk:
    """One connection as the relay sees it, after the resume frame."""

    def __init__(self, socket: ServerConnection, resume: Resume) -> None:
        self.socket = socket
        self.resume = resume

    async def welcome(
        self, *, epoch: str = EPOCH, latest: int = 0, policy: Policy = NO_POLICY
    ) -> None:
        await self.say(
            encode_welcome(
                Welcome(epoch=epoch, latest=latest, employee=ME, policy=policy, sent_at=START),
                source=SOURCE,
            )
        )

    async def policy(self, policy: Policy) -> None:
        await self.say(encode_policy(policy, EPOCH, source=SOURCE))

    async def call(self, number: int, event: CallEvent, *, epoch: str = EPOCH) -> None:
        await self.send(call_frame(number, event, epoch=epoch))

    async def live(self) -> None:
        await self.say(encode_live(EPOCH, 0, source=SOURCE))

    async def gap(self, from_: int, to: int, reason: GapReason = GapReason.TRIMMED) -> None:
        await self.say(encode_gap(Gap(from_=from_, to=to, reason=reason), EPOCH, source=SOURCE))

    async def say(self, frame: bytes) -> None:
        """Send a frame as it is: text, already UTF-8."""
        await self.socket.send(frame, text=True)

    async def send(self, text: str | bytes) -> None:
        await self.socket.send(text)

    async def stay(self) -> None:
        """Until the desktop goes."""
        await self.socket.wait_closed()


def call_frame(number: int, event: CallEvent, *, epoch: str = EPOCH) -> str:
    frame = encode_call(
        event_to_json(event),
        kind=kind_of(event),
        call_session_id=event.call_session_id,
        epoch=epoch,
        number=number,
        received_at=event.at,
        sent_at=event.at,
        source=SOURCE,
    )
    return frame.decode()


Script = Callable[[Talk], Awaitable[None]]


class PretendRelay:
    """Plays one script a connection, the last one for all further ones.

    Attributes:
        resumes: the first frame of every connection.
        upgrades: the request of every connection, accepted or not.
        statuses: HTTP statuses that come instead of the next upgrades, with headers.
        refusal: the body they come with; the relay's own, unless a test says another.
    """

    def __init__(self, *scripts: Script) -> None:
        self._scripts = list(scripts)
        self.resumes: list[Resume] = []
        self.upgrades: list[Request] = []
        self.statuses: list[tuple[int, dict[str, str]]] = []
        self.refusal = '{"error":"refused","message":"No."}'
        self.address = ""
        self.port = 0

    async def __aenter__(self) -> Self:
        self._server = await serve(
            self._talk,
            "127.0.0.1",
            self.port,
            subprotocols=[Subprotocol(SUBPROTOCOL)],
            compression=None,
            process_request=self._refuse,
            close_timeout=0.5,
        )
        self.port = next(iter(self._server.sockets)).getsockname()[1]
        self.address = f"ws://127.0.0.1:{self.port}/v1/stream"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.close()
        await self._server.wait_closed()

    def _refuse(self, socket: ServerConnection, request: Request) -> Response | None:
        self.upgrades.append(request)
        if not self.statuses:
            return None
        status, headers = self.statuses.pop(0)
        response = socket.respond(HTTPStatus(status), self.refusal)
        for name, value in headers.items():
            response.headers[name] = value
        return response

    async def _talk(self, socket: ServerConnection) -> None:
        resume = decode_resume(await socket.recv())
        self.resumes.append(resume)
        script = self._scripts.pop(0) if len(self._scripts) > 1 else self._scripts[0]
        await script(Talk(socket, resume))
