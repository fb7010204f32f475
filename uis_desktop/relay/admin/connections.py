"""Connected desktops, how far each has read, and a test ring for any of them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from uis_desktop.core.events import Employee
from uis_desktop.relay.admin.forms import Form
from uis_desktop.relay.admin.ringing import STEPS
from uis_desktop.relay.admin.rung import keep_rung
from uis_desktop.relay.admin.site import Address, Site, company_path
from uis_desktop.relay.admin.visit import Visit
from uis_desktop.relay.directory.tables import Device
from uis_desktop.relay.fanout import Channel
from uis_desktop.relay.journals.entries import Entry, Sort
from uis_desktop.relay.parts import Parts

_LOOKED_THROUGH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A connected desktop."""

    channel: Channel
    employee: Employee | None

    @property
    def state(self) -> str:
        """``read``: everything, for certain; ``sent``: on its way; ``behind``."""
        if self.channel.sent < self.channel.latest:
            return "behind"
        return "read" if self.channel.acknowledged >= self.channel.sent else "sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a test ring; ``after_ms`` since the one before, None: not reached."""

    word: str
    at: datetime | None
    after_ms: int | None


class Connections:
    """Who is connected now."""

    tab = "connections"

    def __init__(self, site: Site, parts: Parts) -> None:
        self._site = site
        self._parts = parts

    def addresses(self) -> Iterable[Address]:
        """The list and the test ring."""
        yield Address(path="a/{account}/connections", show=self.show)
        yield Address(path="a/{account}/connections/ring", take=self.ring)

    async def show(self, visit: Visit) -> web.Response:
        """``GET …/connections?ring=…``."""
        return await self._shown(visit, Form())

    async def ring(self, visit: Visit, form: Form) -> web.Response:
        """``POST …/connections/ring``: the answer comes when it has arrived, or cannot."""
        device = self._devices(visit).get(form.text("device"))
        employee = self._employees(visit).get(device.employee_id) if device is not None else None
        if device is None or employee is None:
            form.errors["device"] = visit.words("connections.choose_device")
            return await self._shown(visit, form)
        ring = await self._parts.rings.ring(visit.company, employee, device)
        if ring.problem is None:
            await self._parts.directory.write(
                functools.partial(keep_rung, account=visit.company.id, at=visit.now)
            )
        self._parts.journals.note(
            Entry(
                account=visit.company.id,
                sort=Sort.ADMIN,
                at=visit.now,
                call_session_id=ring.call_session_id,
                employee_id=employee.id,
                detail={
                    "action": "test_ring",
                    "address": visit.address,
                    "device": device.name,
                    "steps": {word: at.isoformat() for word, at in ring.steps.items()},
                    "problem": ring.problem,
                    "about": ring.about,
                },
            )
        )
        return self._site.go(visit, company_path(visit, "connections"), ring=ring.call_session_id)

    async def _shown(self, visit: Visit, form: Form) -> web.Response:
        account, employees = visit.company, self._employees(visit)
        lines = [
            Line(channel=channel, employee=employees.get(channel.device.employee_id))
            for channel in self._parts.fanout.channels()
            if channel.device.account == account.id
        ]
        online = {line.channel.device.id for line in lines}
        return self._site.show(
            visit,
            "connections.html",
            here=company_path(visit, "connections"),
            status=422 if form.errors else 200,
            live=2,
            form=form,
            lines=sorted(lines, key=lambda one: (_name(one.employee), one.channel.since)),
            several=self._parts.config.log is not None,
            devices=[
                (device, employees.get(device.employee_id), device.id in online)
                for device in sorted(
                    self._devices(visit).values(),
                    key=lambda one: (
                        one.id not in online,
                        _name(employees.get(one.employee_id)),
                        one.name,
                    ),
                )
            ],
            ring=await self._ring_of(visit),
            steps=_steps,
        )

    async def _ring_of(self, visit: Visit) -> Entry | None:
        """The test ring this page is to tell about."""
        wanted = visit.request.query.get("ring")
        if not wanted:
            return None
        entries = await self._parts.journals.latest(visit.company.id, Sort.ADMIN, _LOOKED_THROUGH)
        return next((one for one in entries if one.call_session_id == wanted), None)

    def _devices(self, visit: Visit) -> dict[str, Device]:
        devices = self._parts.roster.current().devices.values()
        return {one.id: one for one in devices if one.account == visit.company.id}

    def _employees(self, visit: Visit) -> Mapping[str, Employee]:
        return self._parts.roster.employees(visit.company.id)


def _name(employee: Employee | None) -> str:
    return employee.name.casefold() if employee is not None else ""


def _steps(entry: Entry) -> list[Step]:
    """The steps of a test ring as the journal has them."""
    told = entry.detail.get("steps")
    times = {
        word: datetime.fromisoformat(str(at))
        for word, at in (told.items() if isinstance(told, dict) else ())
    }
    steps: list[Step] = []
    for word in STEPS:
        at = times.get(word)
        before = next((one.at for one in reversed(steps) if one.at is not None), None)
        passed = round((at - before).total_seconds() * 1000) if at and before else None
        steps.append(
            Step(word=word, at=at, after_ms=max(0, passed) if passed is not None else None)
        )
    return steps
