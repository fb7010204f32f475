"""The second start wakes the first.

The first one holds a lock file and listens on a local socket that only the
same user may open.  What may be asked for is in ``core/requests.py``.
"""

from __future__ import annotations

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from uis_desktop.core.requests import MOST_BYTES, Verb, read_request
from uis_desktop.ui.instance.conversation import Conversation
from uis_desktop.ui.instance.place import socket_path


class SingleInstance(QObject):
    """The first one, which listens; ``asked`` brings a :class:`Conversation`."""

    show_wanted = Signal()
    open_wanted = Signal(str)
    asked = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        """``name`` tells apart installations of one user that may run side by side."""
        super().__init__(parent)
        self._path = socket_path(name)
        self._lock = QLockFile(f"{self._path}.lock")
        # Stale is the lock of a process that has gone, not one of a certain age.
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def claim(self) -> bool:
        """True if this is the first one; it listens from now on."""
        if not self._lock.tryLock(0):
            return False
        # A socket file outlives a process that was killed.
        QLocalServer.removeServer(self._path)
        self._server.listen(self._path)
        return True

    def release(self) -> None:
        """Let another one be the first."""
        self._server.close()
        self._lock.unlock()

    def _on_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.setReadBufferSize(MOST_BYTES + 1)
        socket.readyRead.connect(lambda: self._on_bytes(socket))
        socket.disconnected.connect(socket.deleteLater)

    def _on_bytes(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > MOST_BYTES:
                socket.abort()
            return
        # One request for each connection.
        socket.readyRead.disconnect()
        request = read_request(bytes(socket.readLine().data()).decode("utf-8", "replace"))
        if request is None:
            socket.abort()
        elif request.do is Verb.SHOW:
            socket.disconnectFromServer()
            self.show_wanted.emit()
        elif request.do is Verb.OPEN:
            socket.disconnectFromServer()
            self.open_wanted.emit(request.text)
        else:
            self.asked.emit(Conversation(request, socket))
