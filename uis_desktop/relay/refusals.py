"""The relay's HTTP refusals: a stable word and a sentence, always JSON."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import msgspec
from aiohttp import web

from uis_desktop.relay.database.storage import StorageUnusable
from uis_desktop.relay.directory.tables import Device
from uis_desktop.relay.roster import Roster
from uis_desktop.wire.frames import ErrorBody

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_AGAIN_S = 5
_WORDS = {
    400: ("bad_request", "The request cannot be understood."),
    404: ("not_found", "There is nothing here."),
    405: ("method_not_allowed", "This address does not know that method."),
    408: ("too_slow", "The request did not arrive in time."),
    413: ("too_large", "The body is too large."),
}


class Refused(Exception):
    """Answer this instead."""

    def __init__(
        self, status: int, error: str, message: str, *, retry_after_s: int | None = None
    ) -> None:
        super().__init__(error)
        self.status = status
        self.body = ErrorBody(error=error, message=message)
        self.headers = {} if retry_after_s is None else {"Retry-After": str(retry_after_s)}


def refused(status: int, *, retry_after_s: int | None = None) -> Refused:
    """A refusal with the usual words for its status."""
    error, message = _WORDS[status]
    return Refused(status, error, message, retry_after_s=retry_after_s)


def json_response(body: object, *, status: int = 200) -> web.Response:
    """``body`` as JSON."""
    return web.Response(
        body=msgspec.json.encode(body), status=status, content_type="application/json"
    )


@web.middleware
async def refusals_as_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every refusal, aiohttp's own too, with a body our desktops can read."""
    try:
        return await handler(request)
    except Refused as refusal:
        response = json_response(refusal.body, status=refusal.status)
        response.headers.update(refusal.headers)
        return response
    except web.HTTPException as error:
        if error.status not in _WORDS:
            raise
        word, message = _WORDS[error.status]
        response = json_response(ErrorBody(error=word, message=message), status=error.status)
        if "Allow" in error.headers:
            response.headers["Allow"] = error.headers["Allow"]
        return response


async def require_device(request: web.Request, roster: Roster) -> Device:
    """The device whose token the request carries.

    Raises:
        Refused: 401; 503 while nobody can tell, because 401 is for ever.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.casefold() != "bearer":
        raise token_refused()
    try:
        device = await roster.newest_device(token.strip())
    except StorageUnusable as error:
        raise not_ready() from error
    if device is None:
        raise token_refused()
    return device


def not_ready() -> Refused:
    """503: the relay does not know what the other relays know."""
    return Refused(
        503, "not_ready", "The relay cannot tell now; try again.", retry_after_s=_AGAIN_S
    )


def token_refused() -> Refused:
    """401: this token opens nothing."""
    return Refused(401, "token_refused", "The device token is unknown or was revoked.")
