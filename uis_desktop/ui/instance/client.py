"""A later start asks the program that runs."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from PySide6.QtNetwork import QLocalSocket

from uis_desktop.core.requests import Request, read_answer, request_line
from uis_desktop.ui.instance.place import socket_path

_PATIENCE_S = 5.0
_STEP_S = 0.05
#: A wait inside Qt does not hear Ctrl+C.
_LISTEN_MS = 200


def hand_over(name: str, request: Request) -> bool:
    """Give the first one a request it does not answer; False if it does not take it.

    It has the lock, so it is there; perhaps it does not listen yet.
    """
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        with _connected(name) as socket:
            if socket is not None:
                return _written(socket, request)
        time.sleep(_STEP_S)
    return False


def ask(name: str, request: Request) -> Iterator[Mapping[str, object]] | None:
    """The answers to a request, as they come; None if no program listens.

    The last one has ``exit``, unless the program ended before.
    """
    socket = QLocalSocket()
    socket.connectToServer(socket_path(name))
    if not socket.waitForConnected(1000) or not _written(socket, request):
        return None
    return _answers(socket)


def _answers(socket: QLocalSocket) -> Iterator[Mapping[str, object]]:
    while True:
        while socket.canReadLine():
            yield read_answer(bytes(socket.readLine().data()).decode("utf-8", "replace"))
        if socket.state() is not QLocalSocket.LocalSocketState.ConnectedState:
            return
        socket.waitForReadyRead(_LISTEN_MS)


@contextmanager
def _connected(name: str) -> Iterator[QLocalSocket | None]:
    socket = QLocalSocket()
    socket.connectToServer(socket_path(name))
    yield socket if socket.waitForConnected(1000) else None
    socket.disconnectFromServer()


def _written(socket: QLocalSocket, request: Request) -> bool:
    socket.write(f"{request_line(request)}\n".encode())
    return socket.waitForBytesWritten(1000)
