"""Who is calling and who looks after him: in memory, kept up to date by changes only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice

import msgspec

from uis_desktop.relay.directory.staff import Staff
from uis_desktop.wire.frames import ContactsPage

_NOBODY = Staff()
#: Of those who share a number so many are looked at during a ring.
_MOST_SHARING = 20

#: An id, or ids in an order that a set would not keep.
_Owners = str | dict[str, None]


class Known(msgspec.Struct, frozen=True, gc=False):
    """A contact, as far as a call needs it.

    It holds nothing but texts, so the garbage collector need not look at a
    hundred thousand of them.
    """

    id: str
    full_name: str
    company: str | None
    employee_id: str | None
    phone_numbers: tuple[str, ...]


class Phonebook:
    """Contacts by number, and the staff, of every account."""

    def __init__(self) -> None:
        self._cursors: dict[str, int] = {}
        self._contacts: defaultdict[str, dict[str, Known]] = defaultdict(dict)
        #: Ids of the contacts with a number, the one changed last at the end;
        #: nearly always one, which then stands for itself.
        self._owners: defaultdict[str, dict[str, _Owners]] = defaultdict(dict)
        self._staff: Mapping[str, Staff] = {}

    def cursor(self, account: str) -> int:
        """How far this account's contacts have been read."""
        return self._cursors.get(account, 0)

    def take_in(self, account: str, page: ContactsPage) -> None:
        """A page of what changed."""
        for id_ in page.removed:
            self._forget(account, id_)
        for contact in page.contacts:
            self._forget(account, contact.id)
            known = Known(
                contact.id,
                contact.full_name,
                contact.company,
                contact.employee_id,
                contact.phone_numbers,
            )
            self._contacts[account][known.id] = known
            for number in known.phone_numbers:
                _own(self._owners[account], number, known.id)
        self._cursors[account] = page.cursor

    def know_staff(self, staff: Mapping[str, Staff]) -> None:
        """The employees and groups of every account, as they are now."""
        self._staff = staff

    def staff(self, account: str) -> Staff:
        """The employees and groups of an account."""
        return self._staff.get(account, _NOBODY)

    def contacts(self, account: str, number: str | None) -> Sequence[Known]:
        """Those who have this number (E.164 with ``+``), the one changed last first."""
        owners = self._owners.get(account, {}).get(number or "")
        if owners is None:
            return ()
        contacts = self._contacts[account]
        if isinstance(owners, str):
            return (contacts[owners],)
        return [contacts[id_] for id_ in islice(reversed(owners), _MOST_SHARING)]

    def _forget(self, account: str, id_: str) -> None:
        old = self._contacts[account].pop(id_, None)
        if old is not None:
            for number in old.phone_numbers:
                _disown(self._owners[account], number, id_)


def _own(owners: dict[str, _Owners], number: str, id_: str) -> None:
    found = owners.get(number)
    if found is None or found == id_:
        owners[number] = id_
    elif isinstance(found, str):
        owners[number] = {found: None, id_: None}
    else:
        found[id_] = None


def _disown(owners: dict[str, _Owners], number: str, id_: str) -> None:
    found = owners.get(number)
    if isinstance(found, dict):
        found.pop(id_, None)
        if len(found) == 1:
            owners[number] = next(iter(found))
    elif found == id_:
        del owners[number]
