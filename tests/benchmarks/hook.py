"""UIS's sender with one connection, for notifications that are timed one by one."""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from tests.benchmarks.notifications import Employee, Templates, ring

_ANSWER_S = 10.0


class Hook:
    """The relay's hook over a connection that is kept open."""

    def __init__(self, url: str, templates: Mapping[str, str]) -> None:
        """``url`` is the whole address for notifications, ``templates`` are by kind."""
        parts = urlsplit(url)
        self._templates = Templates(templates)
        self._socket = socket.create_connection((str(parts.hostname), parts.port or 80), _ANSWER_S)
        self._head = (
            f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
            "Content-Type: application/json\r\nContent-Length: "
        )

    def send(self, kind: str, call: int, employee: Employee) -> int:
        """Write the request; the monotonic time just before, in ns."""
        values = ring(employee, call, f"79{call:09}")
        body = self._templates.render(kind, call, values)
        request = f"{self._head}{len(body)}\r\n\r\n".encode() + body
        now = time.monotonic_ns()
        self._socket.sendall(request)
        return now

    def stored(self) -> None:
        """Read the answer to what was sent last.

        Raises:
            RuntimeError: it was not 200.
        """
        answer = b""
        while not answer.endswith(b"}"):
            more = self._socket.recv(4096)
            if not more:
                break
            answer += more
        if b" 200 " not in answer.split(b"\r\n", 1)[0]:
            raise RuntimeError(f"the relay answered {answer[:60]!r}")

    def close(self) -> None:
        """Let go of the connection."""
        self._socket.close()
