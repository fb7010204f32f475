"""The setup page: addresses, eight templates, eight ticks, and what is wrong."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence

import apsw
from aiohttp import web

from uis_desktop.core.events import Kind
from uis_desktop.relay.admin.arrivals import (
    KindLine,
    additional_names,
    arrival,
    events_of,
    kind_lines,
    puzzling,
)
from uis_desktop.relay.admin.board import Board
from uis_desktop.relay.admin.forms import Form
from uis_desktop.relay.admin.next_step import Standing, milestones, next_step
from uis_desktop.relay.admin.rung import has_rung
from uis_desktop.relay.admin.site import Address, Site, company_path
from uis_desktop.relay.admin.visit import Visit
from uis_desktop.relay.directory.choices import (
    ChoiceRefused,
    hide_parameter,
    map_kind,
    show_parameter,
    unmap_kind,
)
from uis_desktop.relay.directory.desktop_policy import decided_lines
from uis_desktop.relay.intake.suggestions import suggest_kinds
from uis_desktop.relay.parts import Parts
from uis_desktop.relay.templates import TEMPLATES

_LOOKED_THROUGH = 300
_UNREADABLE_SHOWN = 5
_LONGEST_NAME, _LONGEST_LABEL = 128, 40
_KINDS = tuple(one.kind.value for one in TEMPLATES)


class Setup:
    """From an empty account to eight ticks."""

    tab = "setup"

    def __init__(self, site: Site, parts: Parts, board: Board) -> None:
        self._site = site
        self._parts = parts
        self._board = board

    def addresses(self) -> Iterable[Address]:
        """The page and its four forms."""
        base = "a/{account}/setup"
        yield Address(path=base, show=self.show)
        yield Address(path=f"{base}/map", take=self.map_kind)
        yield Address(path=f"{base}/forget", take=self.forget_kind)
        yield Address(path=f"{base}/parameter", take=self.show_parameter)
        yield Address(path=f"{base}/hide", take=self.hide_parameter)

    async def show(self, visit: Visit) -> web.Response:
        """``GET …/setup``."""
        return await self._shown(visit, Form())

    async def map_kind(self, visit: Visit, form: Form) -> web.Response:
        """``POST …/setup/map``: notifications with this sign are of that kind."""
        sign, kind = form.exact("sign"), form.text("kind")
        if kind not in {*_KINDS, Kind.OTHER.value}:
            form.errors["kind"] = visit.words("setup.choose_kind")
            return await self._shown(visit, form)
        work = functools.partial(map_kind, account_id=visit.company.id, sign=sign, kind=kind)
        return await self._written(visit, form, work, "kind_mapped", sign=sign, kind=kind)

    async def forget_kind(self, visit: Visit, form: Form) -> web.Response:
        """``POST …/setup/forget``: the mapping of a sign."""
        sign = form.exact("sign")
        work = functools.partial(unmap_kind, account_id=visit.company.id, sign=sign)
        return await self._written(visit, form, work, "kind_forgotten", sign=sign)

    async def show_parameter(self, visit: Visit, form: Form) -> web.Response:
        """``POST …/setup/parameter``: desktops show an additional parameter."""
        name, label = form.text("name"), form.text("label")
        if not name or len(name) > _LONGEST_NAME:
            form.errors["name"] = visit.words("setup.parameter_name_wrong")
        if not label or len(label) > _LONGEST_LABEL:
            form.errors["label"] = visit.words("setup.parameter_label_wrong")
        if form.errors:
            return await self._shown(visit, form)
        work = functools.partial(
            show_parameter, account_id=visit.company.id, name=name, label=label
        )
        return await self._written(visit, form, work, "parameter_shown", name=name)

    async def hide_parameter(self, visit: Visit, form: Form) -> web.Response:
        """``POST …/setup/hide``: desktops show it no longer."""
        name = form.exact("name")
        work = functools.partial(hide_parameter, account_id=visit.company.id, name=name)
        return await self._written(visit, form, work, "parameter_hidden", name=name)

    async def _written(
        self,
        visit: Visit,
        form: Form,
        work: Callable[[apsw.Connection], object],
        done: str,
        **detail: str,
    ) -> web.Response:
        """Carry it out, note it and show the page anew."""
        try:
            await self._parts.directory.write(work)
        except ChoiceRefused as error:
            form.errors[""] = error.words(visit.words.language)
            return await self._shown(visit, form)
        self._site.note(visit, done, **detail)
        return self._site.go(visit, company_path(visit, "setup"), done=done)

    async def _shown(self, visit: Visit, form: Form) -> web.Response:
        account, url = visit.company, self._parts.url
        latest = await self._board.latest(account.id)
        newest = await self._board.recent(account.id, _LOOKED_THROUGH)
        unread = await self._board.unreadable(account.id, _UNREADABLE_SHOWN)
        settings = account.settings
        lines = kind_lines(latest, visit.words)
        suggestions = suggest_kinds(events_of(newest), settings.kinds)
        unclear = bool(suggestions) or puzzling(unread, visit.now)
        standing = await self._standing(visit, lines, unclear=unclear)
        return self._site.show(
            visit,
            "setup.html",
            here=company_path(visit, "setup"),
            status=422 if form.errors else 200,
            live=3,
            form=form,
            is_local=self._parts.config.public_url is None,
            is_http=url.startswith("http:"),
            notification_url=url + account.hook_path,
            interactive_url=url + account.interactive_path,
            lines=lines,
            milestones=milestones(standing),
            next=next_step(standing),
            suggestions=suggestions,
            mapped=sorted(settings.kinds.items()),
            kinds=_KINDS,
            unreadable=[arrival(record, visit.words) for record in unread],
            parameters=settings.parameters,
            policy=decided_lines(settings.policy),
            names=additional_names(latest.values(), [one.name for one in settings.parameters]),
        )

    async def _standing(
        self, visit: Visit, lines: Sequence[KindLine], *, unclear: bool
    ) -> Standing:
        """How far this company is."""
        account = visit.company.id
        roster, channels = self._parts.roster, self._parts.fanout.channels()
        devices = {one.id for one in roster.current().devices.values() if one.account == account}
        return Standing(
            lines=lines,
            is_local=self._parts.config.public_url is None,
            unclear=unclear,
            employees=len(roster.employees(account)),
            devices=len(devices),
            online=len(devices & {channel.device.id for channel in channels}),
            rang=await self._parts.directory.read(functools.partial(has_rung, account=account)),
        )
