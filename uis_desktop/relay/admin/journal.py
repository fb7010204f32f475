"""Who dialled what, what was fetched from UIS, and what the administrator did."""

from __future__ import annotations

from collections.abc import Iterable

from aiohttp import web

from uis_desktop.core.plain_text import plain
from uis_desktop.relay.admin.site import Address, Site, company_path
from uis_desktop.relay.admin.visit import Visit
from uis_desktop.relay.journals.entries import Entry, Sort
from uis_desktop.relay.parts import Parts

_SHOWN = 100


class Journal:
    """The relay's own book."""

    tab = "journal"

    def __init__(self, site: Site, parts: Parts) -> None:
        self._site = site
        self._parts = parts

    def addresses(self) -> Iterable[Address]:
        """One page."""
        yield Address(path="a/{account}/journal", show=self.show)

    async def show(self, visit: Visit) -> web.Response:
        """``GET …/journal``."""
        journals, account = self._parts.journals, visit.company.id
        # Sign-ins concern all companies; they are noted under none.
        done = [
            *await journals.latest(account, Sort.ADMIN, _SHOWN),
            *await journals.latest("", Sort.ADMIN, _SHOWN),
        ]
        done.sort(key=lambda entry: entry.at, reverse=True)
        devices = self._parts.roster.current().devices.values()
        return self._site.show(
            visit,
            "journal.html",
            here=company_path(visit, "journal"),
            live=5,
            dialled=await journals.latest(account, Sort.CALL_API, _SHOWN),
            done_by_admin=done[:_SHOWN],
            employees=self._parts.roster.employees(account),
            devices={device.id: device.name for device in devices},
            action=lambda entry: _words(visit, f"action.{entry.detail.get('action')}"),
            answer=lambda entry: _words(visit, f"answer.{entry.detail.get('answer')}"),
            rest=lambda entry: _rest(visit, entry),
        )


def _words(visit: Visit, key: str) -> str:
    """The text for a word of the journal; a word nobody knows stands for itself."""
    return visit.words(key) if key in visit.words else plain(key.partition(".")[2], 80)


def _rest(visit: Visit, entry: Entry) -> str:
    """The plain values beside action and address, on a line."""
    told = (
        f"{_words(visit, f'detail.{name}')}: {_told(visit, name, value)}"
        for name, value in entry.detail.items()
        if name not in {"action", "address"} and isinstance(value, str | int) and value != ""
    )
    return plain("; ".join(told), 200)


def _told(visit: Visit, name: str, value: str | int) -> str:
    """A value of the journal; truth and the relay's own words have texts."""
    if isinstance(value, bool):
        return visit.words("value.yes" if value else "value.no")
    key = f"value.{name}_{value}"
    return visit.words(key) if key in visit.words else str(value)
