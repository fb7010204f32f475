"""The person's own contacts: out of files, and written by hand."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import uuid4

from uis_desktop.core.colleagues import Colleague
from uis_desktop.core.company_contacts import CompanyContact, company_contact
from uis_desktop.core.contact_draft import ContactDraft, contact_of
from uis_desktop.core.contacts import Contact
from uis_desktop.core.own_contacts import OWN, is_own
from uis_desktop.errors import UisError
from uis_desktop.session.bookkeeper import Bookkeeper
from uis_desktop.session.contact_imports import (
    EVERYBODY,
    ContactFiles,
    ContactImports,
    OwnContactStore,
)
from uis_desktop.session.directory_sync import DirectorySync

logger = logging.getLogger(__name__)


def new_contact_id() -> str:
    """An id no other contact has."""
    return uuid4().hex


class CompanyBook(Protocol):
    """The company's address book at UIS, as this desktop may write it."""

    async def may_save(self) -> bool:
        """The administrator allows it.

        Raises:
            ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        ...

    async def save(self, contact: CompanyContact) -> None:
        """Make the contact or change it, with one request.

        Raises:
            ServiceRefused, ServiceUnreachable: nothing was written.
            OutcomeUnknown, ReplyNotUnderstood: it may have been.
        """
        ...


@dataclass(frozen=True, slots=True)
class ContactDoors:
    """Where contacts come from and go to, outside of the journal."""

    files: ContactFiles
    company: CompanyBook


class OwnContacts:
    """What a session does about them."""

    def __init__(
        self,
        doors: ContactDoors,
        store: OwnContactStore,
        now: Callable[[], datetime],
        keeper: Bookkeeper,
        sync: DirectorySync,
        *,
        new_id: Callable[[], str] = new_contact_id,
    ) -> None:
        """``keeper`` is told when contacts have changed; ``sync`` gets the company's."""
        self._company = doors.company
        self._sync = sync
        self._store = store
        self._changed = keeper.names_changed
        self._new_id = new_id
        self.imports = ContactImports(
            files=doors.files, store=store, now=now, changed=keeper.names_changed
        )

    async def keep(self, draft: ContactDraft, was: Contact | None) -> Contact:
        """Add a contact without problems, or change the own contact he was.

        Raises:
            HistoryUnreadable: it is not kept.
        """
        id_ = was.id if was is not None and is_own(was.id) else f"{OWN}:{self._new_id()}"
        contact = contact_of(draft, id_)
        await self._store.keep_own_contact(contact)
        await self._changed()
        return contact

    async def may_save_for_company(self) -> bool:
        """The relay says that the administrator allows it; while it says nothing, no."""
        try:
            return await self._company.may_save()
        except UisError as error:
            logger.info("not known whether contacts may be saved at UIS: %s", error.detail)
            return False

    async def save_for_company(self, draft: ContactDraft, was: Contact | None) -> None:
        """Have UIS keep a contact, with one request; see :meth:`keep_the_rest`.

        Raises:
            ServiceRefused, ServiceUnreachable: nothing was written.
            OutcomeUnknown, ReplyNotUnderstood: it may have been.
        """
        await self._company.save(company_contact(draft, was))

    async def keep_the_rest(self, draft: ContactDraft, was: Contact | None) -> None:
        """Keep here what UIS has not kept of a saved contact, and fetch what it has.

        An own contact goes when UIS tells all of him; company and note stay with the person.

        Raises:
            HistoryUnreadable: it is not kept here.
        """
        if was is None or is_own(was.id):
            if draft.company.strip() or draft.note.strip():
                await self.keep(draft, was)
            elif was is not None:
                await self.remove(was)
        await self._sync.copy_now()

    async def remove(self, contact: Contact) -> None:
        """Forget an own contact; the company's stay.

        Raises:
            HistoryUnreadable
        """
        if is_own(contact.id):
            await self._store.drop_own_contact(contact.id)
            await self._changed()

    async def colleagues(self) -> Sequence[Colleague]:
        """Who may be responsible.

        Raises:
            HistoryUnreadable
        """
        return await self._store.colleagues(search="", limit=EVERYBODY)
