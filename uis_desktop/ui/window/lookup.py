"""What the contact window asks, of whoever is signed in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from uis_desktop.core.contacts import Contact
from uis_desktop.core.history import HistoryRow
from uis_desktop.session.lists import Found


class Lookup(Protocol):
    """A session, as the window sees it; every method may raise ``HistoryUnreadable``."""

    async def find(self, search: str, *, missed_only: bool = False) -> Found:
        """Contacts and calls that fit the typed letters; all for none."""
        ...

    async def calls_with(self, contact: Contact) -> Sequence[HistoryRow]:
        """The newest calls over all numbers of a contact, the newest first."""
        ...
