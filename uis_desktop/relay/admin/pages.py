"""The only place that knows jinja2: a page out of its template and its view."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from uis_desktop.core import phone
from uis_desktop.core.plain_text import plain
from uis_desktop.relay.refusals import refused

#: Only files of our own; nothing inside the page, nothing of anybody else.
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With no-referrer browsers send "Origin: null" with forms, and it is checked.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_TYPES = {"admin.css": "text/css", "admin.js": "text/javascript", "icon.svg": "image/svg+xml"}


class Pages:
    """Renders templates; everything is escaped, an unknown name is an error."""

    def __init__(self, folder: Path) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folder / "pages"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["plain"] = plain
        self._environment.filters["exactly"] = exactly
        self._environment.filters["phone"] = lambda number: phone.pretty(plain(number))
        self._files = {name: (folder / name).read_bytes() for name in _TYPES}
        digest = hashlib.blake2b(b"".join(self._files.values()), digest_size=6)
        #: Part of the files' addresses, so that browsers may keep them.
        self.version = digest.hexdigest()

    def page(self, template: str, view: Mapping[str, object], *, status: int = 200) -> web.Response:
        """A whole page."""
        text = self._environment.get_template(template).render(version=self.version, **view)
        return protected(web.Response(text=text, status=status, content_type="text/html"))

    def file(self, name: str) -> web.Response:
        """Style, script or icon.

        Raises:
            Refused: 404.
        """
        if name not in _TYPES:
            raise refused(404)
        response = protected(web.Response(body=self._files[name], content_type=_TYPES[name]))
        response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
        return response


def exactly(text: str) -> str:
    """Text from outside for a hidden field: nothing of it can be seen or run."""
    return text.encode("utf-8", "surrogatepass").hex()


def protected(response: web.Response) -> web.Response:
    """With the headers every answer of the page has."""
    response.headers.update(_HEADERS)
    return response
