"""The person's own contacts: out of files, and written by hand."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from uuid import uuid4

from uis_desktop.core.colleagues import Colleague
from uis_desktop.core.contact_draft import ContactDraft, contact_of
from uis_desktop.core.contacts import Contact
from uis_desktop.core.own_contacts import OWN, is_own
from uis_desktop.session.contact_imports import (
    EVERYBODY,
    ContactFiles,
    ContactImports,
    OwnContactStore,
)


def new_contact_id() -> str:
    """An id no other contact has."""
    return uuid4().hex


class OwnContacts:
    """What a session does about them."""

    def __init__(
        self,
        files: ContactFiles,
        store: OwnContactStore,
        now: Callable[[], datetime],
        changed: Callable[[], Awaitable[None]],
        new_id: Callable[[], str] = new_contact_id,
    ) -> None:
        """``changed`` is called when contacts have changed."""
        self._store = store
        self._changed = changed
        self._new_id = new_id
        self.imports = ContactImports(files=files, store=store, now=now, changed=changed)

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
