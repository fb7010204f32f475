"""Invites and devices of an employee."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from datetime import datetime

import apsw
from aiohttp import web

from uis_desktop.core.invite import Invite
from uis_desktop.relay.admin.forms import Form
from uis_desktop.relay.admin.people import People
from uis_desktop.relay.admin.qr import qr_code
from uis_desktop.relay.admin.site import Address, Site, company_path
from uis_desktop.relay.admin.visit import Visit
from uis_desktop.relay.directory.account_changes import remove_employee
from uis_desktop.relay.directory.devices import MOST_USES, add_invite, revoke, stamp
from uis_desktop.relay.directory.invites import cancel_invite, invite_validity
from uis_desktop.relay.directory.tables import DirectoryRefused
from uis_desktop.relay.parts import Parts
from uis_desktop.relay.refusals import refused

#: How long the page of an invite can be loaded again.
_SHOWN_S = 900


class Desktops:
    """Lets desktops in and shuts them out."""

    tab = None

    def __init__(self, site: Site, parts: Parts, people: People) -> None:
        self._site = site
        self._parts = parts
        self._people = people

    def addresses(self) -> Iterable[Address]:
        """Below the page of an employee."""
        base = "a/{account}/people/{employee}"
        yield Address(path=f"{base}/invite", show=self.show_invite, take=self.invite)
        yield Address(path=f"{base}/cancel", take=self.cancel)
        yield Address(path=f"{base}/revoke", take=self.revoke)
        yield Address(path=f"{base}/remove", take=self.remove)

    async def invite(self, visit: Visit, form: Form) -> web.Response:
        """``POST …/invite``: a new one; the page after this shows it."""
        person = await self._people.person(visit)
        id_ = person.employee.id
        uses = _uses(form)
        if uses is None:
            words = visit.words("people.invite_uses_wrong", most=MOST_USES)
            return self._people.with_complaint(visit, person, "uses", words)
        until = visit.now + invite_validity(uses)
        code = await self._parts.directory.write(
            functools.partial(
                add_invite, account=visit.company.id, employee_id=id_, expires_at=until, uses=uses
            )
        )
        self._site.note(visit, "invited", employee_id=id_)
        response = self._site.go(visit, company_path(visit, "people", id_, "invite"))
        told = f"{id_}.{code}.{uses}.{stamp(until)}"
        self._site.gate.hand_over(response, "invite", told, _SHOWN_S)
        return response

    async def show_invite(self, visit: Visit) -> web.Response:
        """``GET …/invite``: link and picture of the invite made just now."""
        person = await self._people.person(visit)
        id_ = person.employee.id
        told = (self._site.gate.handed_over(visit.request, "invite") or "").split(".")
        if len(told) != 4 or told[0] != id_:
            return self._site.go(visit, company_path(visit, "people", id_))
        _, code, uses, until = told
        link = Invite(relay_url=self._parts.url, code=code).link()
        return self._site.show(
            visit,
            "invite.html",
            here=company_path(visit, "people", id_, "invite"),
            person=person,
            link=link,
            picture=qr_code(link),
            uses=int(uses),
            until=datetime.fromisoformat(until),
        )

    async def cancel(self, visit: Visit, form: Form) -> web.Response:
        """``POST …/cancel``: an open invite opens nothing any more."""
        return await self._written(
            visit,
            functools.partial(
                cancel_invite, account=visit.company.id, invite_id=form.text("invite")
            ),
            "invite_cancelled",
        )

    async def revoke(self, visit: Visit, form: Form) -> web.Response:
        """``POST …/revoke``: the desktop is cut and may not come back."""
        device = form.text("device")
        return await self._written(
            visit,
            functools.partial(revoke, account=visit.company.id, device_id=device, now=visit.now),
            "device_revoked",
            device=device,
        )

    async def remove(self, visit: Visit, form: Form) -> web.Response:
        """``POST …/remove``: he has left; the box says that it is meant."""
        id_ = (await self._people.person(visit)).employee.id
        if not form.ticked("sure"):
            return self._site.go(visit, company_path(visit, "people", id_))
        try:
            await self._parts.directory.write(
                functools.partial(
                    remove_employee, account_id=visit.company.id, employee_id=id_, now=visit.now
                )
            )
        except DirectoryRefused as error:
            raise refused(404) from error
        self._site.note(visit, "employee_removed", employee_id=id_)
        return self._site.go(visit, company_path(visit, "people"), done="employee_removed")

    async def _written(
        self,
        visit: Visit,
        work: Callable[[apsw.Connection], object],
        done: str,
        **detail: str,
    ) -> web.Response:
        id_ = (await self._people.person(visit)).employee.id
        try:
            await self._parts.directory.write(work)
        except DirectoryRefused as error:
            raise refused(404) from error
        self._site.note(visit, done, employee_id=id_, **detail)
        return self._site.go(visit, company_path(visit, "people", id_), done=done)


def _uses(form: Form) -> int | None:
    """How often it is to be good: once if nothing is said; None: that is no such number."""
    typed = form.text("uses") or "1"
    if not typed.isascii() or not typed.isdecimal() or len(typed) > 6:
        return None
    return uses if 1 <= (uses := int(typed)) <= MOST_USES else None
