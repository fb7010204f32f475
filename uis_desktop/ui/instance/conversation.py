"""One later start that asked for something and waits for the answer."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalSocket

from uis_desktop.core.requests import ExitCode, Request, answer_line


class Conversation(QObject):
    """Answers a request; ``gone`` when nobody listens any more."""

    gone = Signal()

    def __init__(self, request: Request, socket: QLocalSocket) -> None:
        super().__init__(socket)
        self.request = request
        self._socket = socket
        socket.disconnected.connect(self.gone)

    def say(self, **told: object) -> None:
        """One answer of several."""
        self._socket.write(f"{answer_line(told)}\n".encode())
        self._socket.flush()

    def end(self, code: ExitCode, **told: object) -> None:
        """The last answer."""
        self.say(**told, exit=int(code))
        self._socket.disconnectFromServer()
