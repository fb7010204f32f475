"""Employees: add, change, find."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from aiohttp import web

from uis_desktop.core.plain_text import plain
from uis_desktop.relay.admin.fetching import fetch_state
from uis_desktop.relay.admin.forms import Form, filled
from uis_desktop.relay.admin.people_view import Person, check_employee, persons, sought
from uis_desktop.relay.admin.site import Address, Site, company_path
from uis_desktop.relay.admin.staff_rows import read_papers, save_employee
from uis_desktop.relay.admin.visit import Visit
from uis_desktop.relay.directory.tables import DirectoryRefused
from uis_desktop.relay.parts import Parts
from uis_desktop.relay.refusals import refused

_PAGE = 100


class People:
    """Who works there."""

    tab = "people"

    def __init__(self, site: Site, parts: Parts) -> None:
        self._site = site
        self._parts = parts

    def addresses(self) -> Iterable[Address]:
        """The list, and a page for everybody in it."""
        yield Address(path="a/{account}/people", show=self.show, take=self.add)
        yield Address(path="a/{account}/people/{employee}", show=self.one, take=self.change)

    async def show(self, visit: Visit) -> web.Response:
        """``GET …/people?q=…&page=…``."""
        return await self._listed(visit, Form())

    async def add(self, visit: Visit, form: Form) -> web.Response:
        """``POST …/people``: a new employee."""
        check_employee(form, visit.words)
        if form.text("id") in self._parts.roster.employees(visit.company.id):
            form.errors["id"] = visit.words("people.id_taken")
        if form.errors:
            return await self._listed(visit, form)
        return await self._saved(visit, form, form.text("id"), "employee_added")

    async def one(self, visit: Visit) -> web.Response:
        """``GET …/people/{employee}``."""
        person = await self.person(visit)
        return self._shown(visit, person, _form_of(person))

    def with_complaint(self, visit: Visit, person: Person, field: str, words: str) -> web.Response:
        """The same page, with what is wrong with one of its other fields."""
        form = _form_of(person)
        form.errors[field] = words
        return self._shown(visit, person, form)

    async def change(self, visit: Visit, form: Form) -> web.Response:
        """``POST …/people/{employee}``."""
        person = await self.person(visit)
        form.typed["id"] = [person.employee.id]
        check_employee(form, visit.words)
        if form.errors:
            return self._shown(visit, person, form)
        return await self._saved(visit, form, person.employee.id, "employee_changed")

    async def person(self, visit: Visit) -> Person:
        """The employee of this address.

        Raises:
            Refused: 404.
        """
        wanted = visit.request.match_info["employee"]
        for person in await self._everybody(visit):
            if person.employee.id == wanted:
                return person
        raise refused(404)

    async def _everybody(self, visit: Visit) -> list[Person]:
        account = visit.company.id
        papers = await self._parts.directory.read(
            functools.partial(read_papers, account=account, now=visit.now)
        )
        connected = {channel.device.id for channel in self._parts.fanout.channels()}
        seen = await self._parts.journals.seen(account)
        return persons(self._parts.roster.employees(account).values(), papers, seen, connected)

    async def _saved(self, visit: Visit, form: Form, id_: str, done: str) -> web.Response:
        try:
            await self._parts.directory.write(
                functools.partial(
                    save_employee,
                    account=visit.company.id,
                    id_=id_,
                    name=form.text("name"),
                    extension=form.text("extension") or None,
                    lines=form.lines("lines"),
                    phone_numbers=form.lines("phone_numbers"),
                )
            )
        except DirectoryRefused as error:
            form.errors[""] = error.detail
            return await self._listed(visit, form)
        self._site.note(visit, done, employee_id=id_)
        return self._site.go(visit, company_path(visit, "people", id_), done=done)

    async def _listed(self, visit: Visit, form: Form) -> web.Response:
        everybody = await self._everybody(visit)
        wanted = visit.request.query.get("q", "").strip()
        found = sought(everybody, wanted) if wanted else everybody
        return self._site.show(
            visit,
            "people.html",
            here=company_path(visit, "people"),
            status=422 if form.errors else 200,
            live=5,
            form=form,
            found=found[:_PAGE],
            left_out=max(0, len(found) - _PAGE),
            total=len(everybody),
            wanted=wanted,
            fetch=await self._parts.directory.read(
                functools.partial(fetch_state, account=visit.company.id, what="staff")
            ),
        )

    def _shown(self, visit: Visit, person: Person, form: Form) -> web.Response:
        return self._site.show(
            visit,
            "person.html",
            here=company_path(visit, "people", person.employee.id),
            status=422 if form.errors else 200,
            live=5,
            person=person,
            form=form,
        )


def _form_of(person: Person) -> Form:
    """What is on file, as it may be changed."""
    employee = person.employee
    return filled(
        name=plain(employee.name, 200),
        extension=employee.extension,
        lines=employee.lines,
        phone_numbers=person.phone_numbers,
        uses=1,
    )
