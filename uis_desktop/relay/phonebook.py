"""Who is responsible for a caller: in memory, kept up to date by changes only."""

from __future__ import annotations

from collections import defaultdict

from uis_desktop.wire.frames import ContactRecord, ContactsPage


class Phonebook:
    """Phone number to responsible employee, for every account."""

    def __init__(self) -> None:
        self._cursors: dict[str, int] = {}
        self._contacts: defaultdict[str, dict[str, ContactRecord]] = defaultdict(dict)
        self._owners: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def cursor(self, account: str) -> int:
        """How far this account's contacts have been read."""
        return self._cursors.get(account, 0)

    def take_in(self, account: str, page: ContactsPage) -> None:
        """A page of what changed."""
        for id_ in page.removed:
            self._forget(account, id_)
        for contact in page.contacts:
            self._forget(account, contact.id)
            if contact.employee_id is not None:
                self._contacts[account][contact.id] = contact
                self._owners[account].update(dict.fromkeys(contact.phone_numbers, contact.id))
        self._cursors[account] = page.cursor

    def responsible(self, account: str, number: str | None) -> str | None:
        """The id of the employee responsible for this caller, or None."""
        contact_id = self._owners[account].get(number) if number is not None else None
        return self._contacts[account][contact_id].employee_id if contact_id is not None else None

    def _forget(self, account: str, id_: str) -> None:
        old = self._contacts[account].pop(id_, None)
        owners = self._owners[account]
        for number in old.phone_numbers if old is not None else ():
            if owners.get(number) == id_:
                del owners[number]
