"""A wire that is listened to: passes on what two programs say, and keeps it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit, urlunsplit


class Wiretap:
    """Listens on a port of its own and passes everything on to another."""

    def __init__(self, address: str) -> None:
        """``address``: the URL that is listened to."""
        parts = urlsplit(address)
        self._far = (str(parts.hostname), int(parts.port or 80))
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = [self._listening]
        self._heard = bytearray()
        host, port = self._listening.getsockname()
        #: The same URL, by way of this wire.
        self.address = urlunsplit(parts._replace(netloc=f"{host}:{port}"))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def heard(self) -> bytes:
        """Everything that was said, both ways."""
        return bytes(self._heard)

    def close(self) -> None:
        """Hang up."""
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            far = socket.create_connection(self._far)
            self._open += [near, far]
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while said := source.recv(65536):
                self._heard += said
                target.sendall(said)
            target.shutdown(socket.SHUT_WR)


@contextmanager
def wiretap(address: str) -> Iterator[Wiretap]:
    """A wire that hangs up at the end."""
    tap = Wiretap(address)
    try:
        yield tap
    finally:
        tap.close()
