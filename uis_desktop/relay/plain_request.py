"""Recognises the plain request nearly every notification comes as.

aiohttp reads any HTTP there is, and that costs more than reading the notification.
What is recognised here is only what has one meaning: HTTP/1.1, one ``Host``, at
most one ``Content-Length``, nothing about encodings, expectations, upgrades or the
connection, no escapes in the path.  Everything else is left to aiohttp as it came;
so it is no error if a request is not plain.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

#: Requests that begin with these are looked at.
BEGINNINGS = (b"POST /hook/", b"GET /hook/")
#: A longer head is no plain one.
LONGEST_HEAD = 4096

_END = b"\r\n\r\n"
_HEAD = re.compile(
    rb"(POST|GET) /hook/([A-Za-z0-9_-]{1,64})/([A-Za-z0-9_-]{1,64})(/interactive)?"
    rb"(?:\?([\x21-\x22\x24-\x7e]*))? HTTP/1\.1\r\n"
    rb"((?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t\x20-\x7e\x80-\xff]*\r\n)+)\r\n"
)
#: Headers that say how the request is to be read.
_TELLING = re.compile(
    rb"^(host|content-length|transfer-encoding|content-encoding|expect|upgrade|connection"
    rb"|te|trailer):[ \t]*(.*?)[ \t]*\r$",
    re.IGNORECASE | re.MULTILINE,
)
_PLAIN = frozenset({b"host", b"content-length", b"connection"})
_DIGITS = 6


class PlainHead(NamedTuple):
    """The head of a plain request.

    Attributes:
        interactive: it asks who should take a call; otherwise it is a notification.
        size, body_size: of head and body in bytes.
    """

    method: str
    account: str
    secret: str
    interactive: bool
    query: bytes
    size: int
    body_size: int


class Incomplete(Exception):
    """It may become a plain request when more of it has come."""


def plain_head(data: bytes) -> PlainHead | None:
    """The head of the plain request ``data`` begins with; None if it is not plain.

    Raises:
        Incomplete: there is too little of it to tell.
    """
    end = data.find(_END, 0, LONGEST_HEAD)
    if end < 0:
        if len(data) < LONGEST_HEAD:
            raise Incomplete
        return None
    return _read(data[: end + len(_END)])


@functools.lru_cache(maxsize=512)
def _read(head: bytes) -> PlainHead | None:
    """Remembered: heads of one sender differ in the length of the body only."""
    found = _HEAD.fullmatch(head)
    length = None if found is None else _body_size(found[6])
    if found is None or length is None:
        return None
    method, account, secret, interactive, query = found.group(1, 2, 3, 4, 5)
    return PlainHead(
        method.decode(),
        account.decode(),
        secret.decode(),
        interactive is not None,
        query or b"",
        len(head),
        length,
    )


def _body_size(headers: bytes) -> int | None:
    """How long the body is; None if anything about it is out of the ordinary."""
    found = _TELLING.findall(headers)
    told = {name.lower(): value for name, value in found}
    length = told.get(b"content-length", b"0")
    plain = (
        len(told) == len(found)
        and told.keys() <= _PLAIN
        and b"host" in told
        and told.get(b"connection", b"keep-alive").lower() == b"keep-alive"
        and length.isdigit()
        and len(length) <= _DIGITS
    )
    return int(length) if plain else None
