"""The bodies of wishes at the control desk, and how a wish is declined."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from aiohttp import web

Body = TypeVar("Body")


class Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A body; unknown keys are errors."""


class Nothing(Strict, frozen=True, kw_only=True):
    """A wish that needs no words."""


class BadWish(Exception):
    """A request the desk cannot carry out."""

    def __init__(self, status: int, error: str) -> None:
        super().__init__(error)
        self.status = status
        self.error = error


async def body_of(request: web.Request, decoder: msgspec.json.Decoder[Body]) -> Body:
    """The body in its shape.

    Raises:
        BadWish
    """
    if request.content_type != "application/json":
        raise BadWish(415, "Content-Type must be application/json")
    try:
        return decoder.decode(await request.read() or b"{}")
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadWish(400, str(error)) from error


def shaped(wish: object, shape: type[Body]) -> Body:
    """A decoded body in its shape.

    Raises:
        BadWish
    """
    try:
        return msgspec.convert(wish, shape)
    except msgspec.ValidationError as error:
        raise BadWish(400, str(error)) from error


def after_of(request: web.Request) -> int:
    """The number after which entries are wanted.

    Raises:
        BadWish
    """
    text = request.query.get("after", "0")
    if not text.isdecimal():
        raise BadWish(400, "after must be a number")
    return int(text)
