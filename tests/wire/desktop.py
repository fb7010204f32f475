"""A desktop's end of the stream that blocks, for tests without an event loop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.wire.stream_schema import JsonObject, checked_frame
from uis_desktop.wire.codec import encode_resume
from uis_desktop.wire.frames import PROTOCOL, SUBPROTOCOL, Resume

_DEADLINE_S = 15


@contextmanager
def open_stream(address: str, token: str) -> Iterator[ClientConnection]:
    """A connected desktop; it has not said anything yet."""
    with connect(
        address,
        additional_headers={"Authorization": f"Bearer {token}"},
        subprotocols=[Subprotocol(SUBPROTOCOL)],
        compression=None,
        proxy=None,
    ) as stream:
        yield stream


def resumed(stream: ClientConnection) -> list[JsonObject]:
    """Ask for everything there is; each frame up to the live one, held against the document."""
    resume = encode_resume(Resume(protocol=PROTOCOL, epoch=None, after=0))
    checked_frame(resume)
    stream.send(resume)
    frames: list[JsonObject] = []
    while not frames or frames[-1]["type"] != "uis.stream.live":
        frames.append(checked_frame(str(stream.recv(timeout=_DEADLINE_S))))
    return frames
