"""The front page: which company, or the first one."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from zoneinfo import available_timezones

from aiohttp import web

from uis_desktop.relay.admin.forms import Form, filled
from uis_desktop.relay.admin.site import Address, Site
from uis_desktop.relay.admin.visit import Visit
from uis_desktop.relay.database.port import Database
from uis_desktop.relay.directory import people
from uis_desktop.relay.directory.tables import DirectoryRefused

_DEFAULT_ROUTE = '{"returned_code":"default"}'
#: Most of our companies are here; the others are in the list too.
_RUSSIAN_ZONES = (
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Kamchatka",
)


class Companies:
    """Chooses and founds companies."""

    tab = None

    def __init__(self, site: Site, directory: Database) -> None:
        self._site = site
        self._directory = directory

    def addresses(self) -> Iterable[Address]:
        """The front page and the list of companies."""
        yield Address(path="", show=self.front)
        yield Address(path="companies", show=self.choose, take=self.found)

    async def front(self, visit: Visit) -> web.Response:
        """``GET /admin``: straight to the company, if there is only one."""
        if len(visit.accounts) == 1:
            return self._site.go(visit, f"a/{visit.accounts[0].id}/{self._site.tabs[0]}")
        return self._site.go(visit, "companies")

    async def choose(self, visit: Visit) -> web.Response:
        """``GET /admin/companies``."""
        return self._shown(visit, filled(timezone="Europe/Moscow"))

    async def found(self, visit: Visit, form: Form) -> web.Response:
        """``POST /admin/companies``: a new company."""
        name, zone = form.text("name"), form.text("timezone")
        if not 0 < len(name) <= 100:
            form.errors["name"] = visit.words("companies.name_wrong")
        elif any(account.name == name for account in visit.accounts):
            form.errors["name"] = visit.words("companies.name_taken")
        if zone not in available_timezones():
            form.errors["timezone"] = visit.words("companies.timezone_wrong")
        if form.errors:
            return self._shown(visit, form)
        try:
            account = await self._directory.write(
                functools.partial(
                    people.add_account,
                    name=name,
                    timezone=zone,
                    interactive_default=_DEFAULT_ROUTE,
                )
            )
        except DirectoryRefused:
            form.errors["name"] = visit.words("companies.name_taken")
            return self._shown(visit, form)
        self._site.note(visit, "company_added", company=account.id)
        return self._site.go(visit, f"a/{account.id}/{self._site.tabs[0]}", done="company_added")

    def _shown(self, visit: Visit, form: Form) -> web.Response:
        others = sorted(zone for zone in available_timezones() if "/" in zone)
        return self._site.show(
            visit,
            "companies.html",
            here="companies",
            status=422 if form.errors else 200,
            form=form,
            zones=list(dict.fromkeys((*_RUSSIAN_ZONES, *others))),
        )
