"""``/admin``: who may come in, and which page answers."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Iterable
from datetime import UTC, datetime

from aiohttp import web

from uis_desktop.errors import UisError
from uis_desktop.relay.admin.access import Access
from uis_desktop.relay.admin.board import Board
from uis_desktop.relay.admin.calls import Calls
from uis_desktop.relay.admin.companies import Companies
from uis_desktop.relay.admin.connections import Connections
from uis_desktop.relay.admin.contacts import Contacts
from uis_desktop.relay.admin.desktops import Desktops
from uis_desktop.relay.admin.fetching import Fetching
from uis_desktop.relay.admin.files import folder
from uis_desktop.relay.admin.forms import Form, read_form
from uis_desktop.relay.admin.gate import Found, Gate
from uis_desktop.relay.admin.journal import Journal
from uis_desktop.relay.admin.pages import Pages
from uis_desktop.relay.admin.people import People
from uis_desktop.relay.admin.routing import Routing
from uis_desktop.relay.admin.setup import Setup
from uis_desktop.relay.admin.sign_in import SignIn
from uis_desktop.relay.admin.site import Address, Section, Site
from uis_desktop.relay.admin.visit import Visit, root_of
from uis_desktop.relay.admin.words import LANGUAGES, chosen_language, read_words
from uis_desktop.relay.database.storage import StorageUnusable
from uis_desktop.relay.origin import client_address
from uis_desktop.relay.parts import Parts
from uis_desktop.relay.refusals import Handler, Refused, refused

_log = logging.getLogger(__name__)

_LANGUAGE_COOKIE = "uis_admin_language"
_YEAR_S = 365 * 24 * 3600


def _paths(address: Address) -> Iterable[str]:
    """The address; the front page has one with a slash at its end too."""
    yield f"/admin/{address.path}"
    if not address.path:
        yield "/admin"


def _sections(site: Site, parts: Parts) -> Iterable[Section]:
    """Everything the page has, in the order of its tabs."""
    yield SignIn(site)
    yield Companies(site, parts.directory)
    yield Setup(site, parts, Board(parts.log))
    # Before the page of an employee, whose address would fit too.
    yield Fetching(site, parts.directory)
    people = People(site, parts)
    yield people
    yield Desktops(site, parts, people)
    yield Contacts(site, parts)
    yield Routing(site, parts)
    yield Calls(site, parts)
    yield Connections(site, parts)
    yield Access(site, parts)
    yield Journal(site, parts)


class Admin:
    """The administrator's page; while no password is set there is nothing here."""

    def __init__(self, parts: Parts) -> None:
        files = folder()
        self._roster = parts.roster
        self._directory = parts.directory
        self._journals = parts.journals
        self._trusted = parts.config.trusted_proxies
        self._pages = Pages(files)
        self._words = read_words(files / "words.toml")
        self._gate = Gate(parts.directory, parts.limits, parts.url)
        self._site = Site(self._pages, self._gate, parts.journals)
        self._sections = tuple(_sections(self._site, parts))
        self._site.tabs = [one.tab for one in self._sections if one.tab is not None]

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """Everything below ``/admin``."""
        yield web.get("/admin/files/{name}", self.file)
        for section in self._sections:
            for address in section.addresses():
                for path in _paths(address):
                    if address.show is not None:
                        yield web.get(path, self._showing(address))
                    if address.take is not None:
                        yield web.post(path, self._taking(address))

    async def file(self, request: web.Request) -> web.Response:
        """Style and script: for everybody, because the sign-in needs them."""
        if await self._gate.look(request, datetime.now(UTC)) is None:
            raise refused(404)
        return self._pages.file(request.match_info["name"])

    def _showing(self, address: Address) -> Handler:
        async def show(request: web.Request) -> web.StreamResponse:
            visit = await self._visit(request)
            if not visit.signed_in and not address.for_everybody:
                return self._to_the_door(visit)

            async def answer() -> web.Response:
                if address.show is None or self._is_elsewhere(visit):
                    raise refused(404)
                return await address.show(visit)

            return self._dressed(visit, await self._answered(visit, answer()))

        return show

    def _taking(self, address: Address) -> Handler:
        async def take(request: web.Request) -> web.StreamResponse:
            visit = await self._visit(request)
            if not visit.signed_in and not address.for_everybody:
                return self._to_the_door(visit)

            async def answer() -> web.Response:
                form = await self._form(visit, address)
                if address.take is None or self._is_elsewhere(visit):
                    raise refused(404)
                response = await address.take(visit, form)
                # The next page may come from another relay.
                await self._journals.flush()
                return response

            return self._dressed(visit, await self._answered(visit, answer()))

        return take

    async def _answered(self, visit: Visit, answer: Awaitable[web.Response]) -> web.Response:
        """The answer, or why there is none, as a page."""
        try:
            return await answer
        except Refused as refusal:
            return self._told(visit, refusal)
        except UisError as error:
            _log.warning("the administrator's page: %s", error.detail)
            return self._told(visit, Refused(503, "not_kept", error.detail))

    def _to_the_door(self, visit: Visit) -> web.Response:
        """Sign in first; who was signed in a while ago learns why."""
        if visit.session_over:
            return self._site.go(visit, "sign-in", warn="session_over")
        return self._site.go(visit, "sign-in")

    def _is_elsewhere(self, visit: Visit) -> bool:
        """The address names a company there is not."""
        return "account" in visit.request.match_info and visit.account is None

    async def _form(self, visit: Visit, address: Address) -> Form:
        """The form, if a page of ours sent it.

        Raises:
            Refused: 403, and as :func:`read_form`.
        """
        form = await read_form(visit.request, largest=address.largest)
        if not self._gate.is_our_form(visit.request, visit.key, form.secret("form_token")):
            raise Refused(403, "form_refused", "The form is not from this page, or too old.")
        return form

    async def _visit(self, request: web.Request) -> Visit:
        """Who asks.

        Raises:
            Refused: 404, as for any address that does not exist: the page is off.
        """
        now = datetime.now(UTC)
        await self._catch_up()
        found: Found | None = await self._gate.look(request, now)
        if found is None:
            raise refused(404)
        accounts = self._roster.current().accounts
        wanted = request.match_info.get("account")
        language = chosen_language(
            request.query.get("language"),
            request.cookies.get(_LANGUAGE_COOKIE),
            request.headers.get("Accept-Language"),
        )
        return Visit(
            request=request,
            words=self._words[language],
            key=found.key,
            root=root_of(request.path),
            address=client_address(request, self._trusted),
            signed_in=found.signed_in,
            session_over=found.over,
            accounts=tuple(accounts.values()) if found.signed_in else (),
            account=accounts.get(wanted) if found.signed_in and wanted is not None else None,
            now=now,
        )

    async def _catch_up(self) -> None:
        """The page before this one may have come from another relay."""
        try:
            await self._directory.catch_up()
        except StorageUnusable as error:
            _log.warning("the page shows what this relay knows: %s", error.detail)

    def _told(self, visit: Visit, refusal: Refused) -> web.Response:
        """A refusal as a page."""
        key = f"refused.{refusal.body.error}"
        return self._site.show(
            visit,
            "refused.html",
            here="sign-in" if not visit.signed_in else "",
            status=refusal.status,
            sentence=visit.words(key) if key in visit.words else refusal.body.message,
        )

    def _dressed(self, visit: Visit, response: web.Response) -> web.Response:
        """With the cookies the next request needs."""
        if not visit.signed_in and "Location" not in response.headers:
            self._gate.remember_forms(response, visit.key)
        language = visit.request.query.get("language")
        if language in LANGUAGES:
            response.set_cookie(
                _LANGUAGE_COOKIE,
                language,
                max_age=_YEAR_S,
                secure=self._gate.secure,
                httponly=True,
                samesite="Lax",
            )
        return response
