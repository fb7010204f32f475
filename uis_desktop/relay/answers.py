"""An HTTP answer that two doors can give: aiohttp's, and the one for plain requests."""

from __future__ import annotations

import functools
import time
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus

import msgspec
from aiohttp import web

from uis_desktop.relay.refusals import Refused

_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and JSON."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, refusal: Refused) -> Answer:
        """A refusal as an answer."""
        headers = tuple(refusal.headers.items())
        return cls(refusal.status, msgspec.json.encode(refusal.body), headers)

    def as_response(self) -> web.Response:
        """For aiohttp."""
        return web.Response(
            body=self.body, status=self.status, headers=self.headers, content_type=_JSON
        )

    def as_bytes(self) -> bytes:
        """Head and body as HTTP/1.1 has them."""
        return _head(self.status, len(self.body), self.headers, int(time.time())) + self.body


@functools.lru_cache(maxsize=64)
def _head(status: int, size: int, headers: tuple[tuple[str, str], ...], second: int) -> bytes:
    """Remembered: in one second hundreds of answers have the same one, ``Date`` and all."""
    more = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"
        f"Content-Type: {_JSON}\r\nContent-Length: {size}\r\n"
        f"Date: {formatdate(second, usegmt=True)}\r\n{more}\r\n"
    ).encode()
