"""The second start wakes the first.

The first one holds a lock file and listens on a local socket that only the
same user may open.  Two verbs, ``show`` and ``prefill <text>``: whatever else
runs as this user can at most bring a window up or put a number into a field.
"""

from __future__ import annotations

import getpass
import os
import time
from pathlib import Path

from PySide6.QtCore import QDir, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

MOST_BYTES = 4096
_PATIENCE_S = 5.0
_STEP_S = 0.05


class SingleInstance(QObject):
    """Either the first one, which listens, or a later one, which hands over."""

    show_wanted = Signal()
    prefill_wanted = Signal(str)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        """``name`` tells apart installations of one user that may run side by side."""
        super().__init__(parent)
        self._path = str(_folder() / f"uis-desktop-{_user()}-{name}")
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

    def hand_over(self, message: str) -> bool:
        """Give ``message`` to the first one; False if it does not take it."""
        deadline = time.monotonic() + _PATIENCE_S
        while time.monotonic() < deadline:
            socket = QLocalSocket()
            socket.connectToServer(self._path)
            if socket.waitForConnected(1000):
                socket.write(message.encode()[:MOST_BYTES] + b"\n")
                written = socket.waitForBytesWritten(1000)
                socket.disconnectFromServer()
                return written
            # It has the lock but does not listen yet.
            time.sleep(_STEP_S)
        return False

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
        line = bytes(socket.readLine().data()).decode("utf-8", "replace").strip()
        socket.disconnectFromServer()
        verb, _, text = line.partition(" ")
        if verb == "show":
            self.show_wanted.emit()
        elif verb == "prefill" and text:
            self.prefill_wanted.emit(text)


def _folder() -> Path:
    """A folder of this user's own, if the system gives one."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return Path(runtime) if runtime and Path(runtime).is_dir() else Path(QDir.tempPath())


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else getpass.getuser()
