"""Tells the guard of a connection how a request fares, and waits for a body only so long."""

from __future__ import annotations

import asyncio

from aiohttp import web

from uis_desktop.relay.guard import guard_of
from uis_desktop.relay.refusals import Handler, Refused, refused


@web.middleware
async def tell_the_guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Stop the clock of the head while a request is answered."""
    guard = guard_of(request)
    if guard is None:
        return await handler(request)
    guard.head_read()
    try:
        return await handler(request)
    finally:
        guard.answered(unread=not request.content.is_eof())


async def read_body(request: web.Request, *, limit: int, within_s: float) -> bytes:
    """The whole body.

    Raises:
        Refused: 413 too long, 408 too slow.
    """
    if (request.content_length or 0) > limit:
        raise refused(413)
    if not request.can_read_body:
        return b""
    body = bytearray()
    try:
        async with asyncio.timeout(within_s):
            while chunk := await request.content.readany():
                body += chunk
                if len(body) > limit:
                    raise refused(413)
    except TimeoutError as error:
        raise refused(408) from error
    except (web.RequestPayloadError, ConnectionResetError) as error:
        raise Refused(400, "bad_request", "The body broke off.") from error
    return bytes(body)
