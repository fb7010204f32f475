"""A browser without a script: cookies, forms, pages."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import aiohttp

from tests.relay.company import Company, RunningRelay, company
from uis_desktop.relay.admin import keys
from uis_desktop.relay.config import Config
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.server import Relay

PASSWORD = "correct horse battery"
#: ``PASSWORD`` as it is kept, at a cost of next to nothing (N = 2): who wants in need not wait
#: a third of a second.  What :func:`passwords.hashed` makes of it is shown where it counts.
KEPT = "scrypt:1:8:1:bm8gc2FsdCBhdCBhbGwhIQ==:GXDDBLtqENJkl8V/J5pFx6f/2nqZqzzW/IeAIrjV100="
_TOKEN = re.compile(r'name="form_token" value="([0-9a-f]+)"')


@dataclass(frozen=True)
class Page:
    """What came back; ``place`` is where it was in the end."""

    status: int
    text: str
    place: str
    headers: Mapping[str, str]
    cookies: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What a person reads: no markup."""
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", self.text)).split())


class Visitor:
    """Somebody with a browser of his own."""

    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        self.http = http
        self.url = url
        self.token = ""

    async def get(
        self, path: str, headers: Mapping[str, str] | None = None, *, follow: bool = True
    ) -> Page:
        """Open a page."""
        async with self.http.get(
            self.url + path, headers=headers, allow_redirects=follow
        ) as response:
            return await self._page(response)

    async def post(
        self,
        path: str,
        fields: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        token: str | None = None,
        follow: bool = True,
    ) -> Page:
        """Send a form of the page opened last."""
        data = {"form_token": self.token if token is None else token, **(fields or {})}
        async with self.http.post(
            self.url + path, data=data, headers=headers, allow_redirects=follow
        ) as response:
            return await self._page(response)

    async def upload(self, path: str, fields: Mapping[str, str], file: bytes, name: str) -> Page:
        """Send a form with a file."""
        data = aiohttp.FormData({"form_token": self.token, **fields})
        data.add_field("file", file, filename=name, content_type="application/octet-stream")
        async with self.http.post(self.url + path, data=data) as response:
            return await self._page(response)

    async def sign_in(self, password: str = PASSWORD) -> Page:
        """By password."""
        await self.get("/admin/sign-in")
        return await self.post("/admin/sign-in", {"password": password})

    async def _page(self, response: aiohttp.ClientResponse) -> Page:
        text = await response.text()
        found = _TOKEN.search(text)
        if found is not None:
            self.token = found.group(1)
        return Page(
            response.status,
            text,
            response.url.path_qs,
            dict(response.headers),
            tuple(response.headers.getall("Set-Cookie", ())),
        )


@asynccontextmanager
async def browser(url: str) -> AsyncIterator[Visitor]:
    """Somebody new."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar, headers={"Accept-Language": "en"}) as http:
        yield Visitor(http, url)


@asynccontextmanager
async def administered(
    data: Path, limits: Limits | None = None
) -> AsyncIterator[tuple[Company, Visitor]]:
    """A company with a page, and an administrator who has signed in."""
    async with company(data, limits) as founded, browser(founded.relay.listening_url) as visitor:
        await _let_in(founded, visitor)
        yield founded, visitor


@asynccontextmanager
async def administered_at(data: Path, public_url: str) -> AsyncIterator[tuple[Company, Visitor]]:
    """The same, at a relay that believes to be reached under this address."""
    async with relay_at(data, public_url) as (founded, visitor):
        await _let_in(founded, visitor)
        yield founded, visitor


class KnownRelay(RunningRelay):
    """A relay that believes to be reached under another address."""

    def __init__(self, data: Path, public_url: str) -> None:
        super().__init__(data)
        config = Config(data=data, host="127.0.0.1", port=0, public_url=public_url, keep_days=0)
        self.relay = Relay(config)


@asynccontextmanager
async def relay_at(data: Path, public_url: str) -> AsyncIterator[tuple[Company, Visitor]]:
    """A company and somebody who has not signed in."""
    async with (
        KnownRelay(data, public_url) as relay,
        aiohttp.ClientSession() as http,
        browser(relay.listening_url) as visitor,
    ):
        founded = Company(data, relay, http)
        try:
            yield founded, visitor
        finally:
            founded.directory.close()


async def _let_in(founded: Company, visitor: Visitor) -> None:
    keys.set_password(founded.directory, KEPT)
    page = await visitor.sign_in()
    assert page.status == 200, page.words
