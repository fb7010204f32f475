"""An HTTP answer that two doors can give: aiohttp's, and the one for plain requests."""

from __future__ import annotations

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
        more = "".join(f"{name}: {value}\r\n" for name, value in self.headers)
        head = (
            f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}\r\n"
            f"Content-Type: {_JSON}\r\nContent-Length: {len(self.body)}\r\n"
            f"Date: {_now()}\r\n{more}\r\n"
        )
        return head.encode() + self.body


class _Clock:
    """The Date header, made once a second."""

    second = 0
    text = ""


def _now() -> str:
    second = int(time.time())
    if second != _Clock.second:
        _Clock.text = formatdate(second, usegmt=True)
        _Clock.second = second
    return _Clock.text
