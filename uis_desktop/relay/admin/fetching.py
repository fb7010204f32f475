"""Employees and contacts out of UIS at the press of a button."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

import apsw
from aiohttp import web

from uis_desktop.relay.admin.forms import Form
from uis_desktop.relay.admin.site import Address, Site, company_path
from uis_desktop.relay.admin.visit import Visit
from uis_desktop.relay.database.port import Database
from uis_desktop.relay.uis.progress import Fetched, last_fetch
from uis_desktop.relay.uis.wishes import Wanted, What, open_wishes, wish


class Fetching:
    """Asks for it; the relay carries it out a moment later, and the page tells how it went."""

    tab = None

    def __init__(self, site: Site, directory: Database) -> None:
        self._site = site
        self._directory = directory

    def addresses(self) -> Iterable[Address]:
        """One for contacts, one for employees."""
        yield Address(path="a/{account}/contacts/sync", take=self.sync)
        yield Address(path="a/{account}/people/fetch", take=self.fetch)

    async def sync(self, visit: Visit, _form: Form) -> web.Response:
        """``POST …/contacts/sync``: contacts, employees and lines."""
        return await self._asked(visit, "sync", "contacts", "sync_asked")

    async def fetch(self, visit: Visit, _form: Form) -> web.Response:
        """``POST …/people/fetch``: employees and lines."""
        return await self._asked(visit, "staff", "people", "staff_asked")

    async def _asked(self, visit: Visit, what: What, page: str, done: str) -> web.Response:
        if visit.company.settings.uis is None:
            return self._site.go(visit, company_path(visit, "access"))
        await self._directory.write(
            functools.partial(
                wish, account=visit.company.id, wanted=Wanted(what=what), now=visit.now
            )
        )
        self._site.note(visit, done)
        return self._site.go(visit, company_path(visit, page), done=done)


def fetch_state(connection: apsw.Connection, account: str, what: What) -> Mapping[str, object]:
    """For the template ``fetching.html``: the last result, and whether one is on its way."""
    words = dict.fromkeys(("sync", what))
    results = [one for word in words if (one := last_fetch(connection, account, word)) is not None]
    last: Fetched | None = max(results, key=lambda one: one.at, default=None)
    wishes = open_wishes(connection, account).values()
    return {"last": last, "waiting": any(one.wanted.what in words for one in wishes)}
