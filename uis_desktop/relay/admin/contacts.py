"""The company's contacts: how many, from where, and a file to read them from."""

from __future__ import annotations

import asyncio
import base64
import binascii
import functools
import zlib
from collections.abc import Iterable

import apsw
from aiohttp import web

from uis_desktop.contact_files import read_contacts
from uis_desktop.contact_files.rows import FileRefused, Staff
from uis_desktop.core.contacts import Contact
from uis_desktop.core.plain_text import plain
from uis_desktop.relay.admin.fetching import fetch_state
from uis_desktop.relay.admin.forms import Form
from uis_desktop.relay.admin.site import Address, Site, company_path
from uis_desktop.relay.admin.visit import Visit
from uis_desktop.relay.directory.contacts import FROM_FILE, FROM_UIS, put_contacts, record
from uis_desktop.relay.parts import Parts
from uis_desktop.relay.refusals import refused

_LARGEST = 16 * 1024 * 1024
#: The file comes back packed and as text, with the rest of the form around it.
_LARGEST_FORM = _LARGEST * 3 // 2
_SHOWN = 10


class Contacts:
    """What is known of the callers."""

    tab = "contacts"

    def __init__(self, site: Site, parts: Parts) -> None:
        self._site = site
        self._parts = parts

    def addresses(self) -> Iterable[Address]:
        """The page, the look into a file, and its import."""
        base = "a/{account}/contacts"
        yield Address(path=base, show=self.show)
        yield Address(path=f"{base}/check", take=self.check, largest=_LARGEST_FORM)
        yield Address(path=f"{base}/import", take=self.take_in, largest=_LARGEST_FORM)

    async def show(self, visit: Visit) -> web.Response:
        """``GET …/contacts``."""
        return await self._shown(visit, Form())

    async def check(self, visit: Visit, form: Form) -> web.Response:
        """``POST …/contacts/check``: look into a file; nothing is changed."""
        name, content = form.files.get("file", ("", b""))
        if not content:
            form.errors["file"] = visit.words("contacts.choose_file")
            return await self._shown(visit, form)
        if len(content) > _LARGEST:
            form.errors["file"] = visit.words("contacts.too_large")
            return await self._shown(visit, form)
        try:
            contacts = await self._read(visit, name, content)
        except FileRefused as error:
            return await self._shown(visit, form, name=name, refusal=error)
        return self._site.show(
            visit,
            "contacts_check.html",
            here=company_path(visit, "contacts"),
            name=name,
            total=len(contacts),
            first=contacts[:_SHOWN],
            employees=self._parts.roster.employees(visit.company.id),
            replace=form.ticked("replace"),
            content=base64.urlsafe_b64encode(zlib.compress(content, 6)).decode(),
        )

    async def take_in(self, visit: Visit, form: Form) -> web.Response:
        """``POST …/contacts/import``: the file that was looked into; all of it or nothing."""
        name = form.text("name")
        try:
            contacts = await self._read(visit, name, _unpacked(form.text("content")))
        except FileRefused as error:
            return await self._shown(visit, form, name=name, refusal=error)
        done = await self._parts.directory.write(
            functools.partial(
                put_contacts,
                account=visit.company.id,
                contacts=list(map(record, contacts)),
                replace=form.ticked("replace"),
            )
        )
        self._site.note(
            visit,
            "contacts_imported",
            file=plain(name),
            imported=done.imported,
            removed=done.removed,
        )
        return self._site.go(visit, company_path(visit, "contacts"), done="contacts_imported")

    async def _read(self, visit: Visit, name: str, content: bytes) -> list[Contact]:
        staff = Staff(self._parts.roster.employees(visit.company.id).values())
        contents = await asyncio.to_thread(read_contacts, name, content, staff)
        return contents.all()

    async def _shown(
        self, visit: Visit, form: Form, *, name: str = "", refusal: FileRefused | None = None
    ) -> web.Response:
        counts = await self._parts.directory.read(
            functools.partial(_counts, account=visit.company.id)
        )
        return self._site.show(
            visit,
            "contacts.html",
            here=company_path(visit, "contacts"),
            status=422 if form.errors or refusal is not None else 200,
            form=form,
            total=sum(counts.values()),
            from_file=counts.get(FROM_FILE, 0),
            from_uis=counts.get(FROM_UIS, 0),
            name=name,
            refusal=refusal,
            live=5,
            fetch=await self._parts.directory.read(
                functools.partial(fetch_state, account=visit.company.id, what="sync")
            ),
        )


def _unpacked(text: str) -> bytes:
    """The file as the look into it handed it over.

    Raises:
        Refused: 400, 413.
    """
    try:
        packed = base64.urlsafe_b64decode(text.encode("ascii"))
        opened = zlib.decompressobj()
        content = opened.decompress(packed, _LARGEST)
    except (ValueError, binascii.Error, zlib.error) as error:
        raise refused(400) from error
    if opened.unconsumed_tail:
        raise refused(413)
    return content


def _counts(connection: apsw.Connection, account: str) -> dict[str, int]:
    """How many contacts there are, by their source."""
    rows = connection.execute(
        "SELECT source, count(*) FROM contact WHERE account = ? AND NOT removed GROUP BY source",
        (account,),
    )
    return {str(source): int(count) for source, count in rows}
