"""What every page of the administrator shares: its frame, its answers, its journal."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote, urlencode

from aiohttp import web

from uis_desktop.relay.admin.forms import LARGEST, Form
from uis_desktop.relay.admin.gate import Gate
from uis_desktop.relay.admin.pages import Pages, protected
from uis_desktop.relay.admin.visit import Visit
from uis_desktop.relay.journals.entries import Entry, Sort
from uis_desktop.relay.journals.journals import Journals

Show = Callable[[Visit], Awaitable[web.Response]]
Take = Callable[[Visit, Form], Awaitable[web.Response]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address below ``/admin`` and what answers there.

    Attributes:
        show: answers GET.
        take: answers POST, after the form was found to be ours.
        largest: bytes of a form.
        for_everybody: no sign-in is needed.
    """

    path: str
    show: Show | None = None
    take: Take | None = None
    largest: int = LARGEST
    for_everybody: bool = False


class Section(Protocol):
    """A part of the page: some addresses."""

    @property
    def tab(self) -> str | None:
        """The end of its address, if it has a tab among a company's."""
        ...

    def addresses(self) -> Iterable[Address]:
        """Which."""
        ...


class Site:
    """Puts views into the frame of the page and notes what the administrator did."""

    def __init__(self, pages: Pages, gate: Gate, journals: Journals) -> None:
        self.gate = gate
        self._pages = pages
        self._journals = journals
        #: The tabs of a company, in their order.
        self.tabs: list[str] = []

    def show(
        self, visit: Visit, template: str, /, *, here: str, status: int = 200, **view: object
    ) -> web.Response:
        """A page; ``here`` is its address below ``/admin/``, for the switch of languages."""
        frame: Mapping[str, object] = {
            "t": visit.words,
            "visit": visit,
            "account": visit.account,
            "root": visit.root,
            "here": visit.root + here,
            "tabs": self.tabs,
            "section": "".join(here.split("/")[2:3]),
            "done": _message(visit, "done"),
            "warn": _message(visit, "warn"),
            "when": visit.clock.shown,
            "live": None,
        }
        return self._pages.page(template, {**frame, **view}, status=status)

    def go(self, visit: Visit, there: str, /, **query: str) -> web.Response:
        """Ask the browser to load another page with GET."""
        where = visit.root + there + (f"?{urlencode(query)}" if query else "")
        return protected(web.Response(status=303, headers={"Location": where}))

    def note(
        self, visit: Visit, action: str, *, employee_id: str | None = None, **detail: object
    ) -> None:
        """Write down what the administrator did; ``detail`` holds no secrets."""
        self._journals.note(
            Entry(
                account=visit.account.id if visit.account else "",
                sort=Sort.ADMIN,
                at=visit.now,
                employee_id=employee_id,
                detail={"action": action, "address": visit.address, **detail},
            )
        )


def company_path(visit: Visit, *names: str) -> str:
    """An address of the company's, below ``/admin/``."""
    return "/".join(("a", quote(visit.company.id, safe=""), *names))


def _message(visit: Visit, sort: str) -> str | None:
    """What the page before this had to say, if its word is one of ours."""
    key = f"{sort}.{visit.request.query.get(sort, '')}"
    return visit.words(key) if key in visit.words else None
