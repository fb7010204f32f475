"""The desktop's own store on disk: events, place, history and contacts.

An event and the place in the stream are written in one transaction, so that
after a crash nothing is lost and nothing comes twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from uis_desktop.adapters import (
    journal_call_index,
    journal_calls,
    journal_colleagues,
    journal_contact_calls,
    journal_contacts,
    journal_erasing,
    journal_fates,
    journal_lines,
    journal_missed,
    journal_my_status,
    journal_opened,
    journal_own_contacts,
    journal_policy,
    journal_reminders,
    journal_tags,
)
from uis_desktop.adapters.journal_file import JournalFile
from uis_desktop.adapters.journal_schema import MIGRATIONS
from uis_desktop.core.colleagues import Colleague
from uis_desktop.core.contacts import Contact
from uis_desktop.core.crm_rules import Moment
from uis_desktop.core.directory import DirectoryPlace
from uis_desktop.core.events import Delivered, Place
from uis_desktop.core.fates import FateNote
from uis_desktop.core.history import HistoryRow, MissedCalls
from uis_desktop.core.lines import Line
from uis_desktop.core.my_status import MyStatusNote
from uis_desktop.core.own_contacts import PastImport
from uis_desktop.core.past import Past
from uis_desktop.core.policy import Rules
from uis_desktop.core.reminders import Reminder
from uis_desktop.core.tags import Tag, TagWish, WishState

#: So many calls of an older version are entered into the index in one transaction, and so
#: many contacts of an import that died taken back.
_AT_ONCE = 1000


class SqliteJournal:
    """A journal in a SQLite file; every method may raise ``HistoryUnreadable``."""

    def __init__(self, path: Path) -> None:
        self._file = JournalFile(path, MIGRATIONS)

    async def __aenter__(self) -> Self:
        """Open the file; a missing one is made, a damaged one never touched.

        Raises:
            HistoryUnreadable: damaged, not ours, or written by a newer version.
        """
        await self._file.open()
        await self._file.write(journal_calls.drop_old_events)
        while await self._file.write(lambda sql: journal_call_index.enter_some(sql, _AT_ONCE)):
            pass
        while await self._file.write(
            lambda sql: journal_own_contacts.undo_some_unfinished(sql, _AT_ONCE)
        ):
            pass
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the file."""
        await self._file.close()

    async def place(self) -> Place:
        """Where the stream stopped."""
        return await self._file.read(journal_calls.place)

    async def keep(
        self,
        delivered: Sequence[Delivered],
        rows: Sequence[HistoryRow],
        forget: Sequence[tuple[str, str]] = (),
        place: Place | None = None,
    ) -> None:
        """Write events, rows and the new place in one transaction, on disk when it returns.

        An event the journal has already changes nothing.
        """
        await self._file.write(lambda sql: journal_calls.keep(sql, delivered, rows, forget, place))

    async def open_calls(self, since: datetime) -> Sequence[Delivered]:
        """The events of every call without a final row, oldest first."""
        return await self._file.read(lambda sql: journal_calls.open_calls(sql, since))

    async def events_of(self, call_session_id: str) -> Sequence[Delivered]:
        """All events of one call, oldest first."""
        return await self._file.read(lambda sql: journal_calls.events_of(sql, call_session_id))

    async def recent(
        self, *, limit: int, search: str = "", behind: HistoryRow | None = None
    ) -> Sequence[HistoryRow]:
        """The newest rows first; those that come behind ``behind``, if it is given."""
        return await self._file.read(
            lambda sql: journal_calls.recent(sql, limit=limit, search=search, behind=behind)
        )

    async def missed(self, *, limit: int, search: str = "") -> Sequence[MissedCalls]:
        """Missed calls that concern me, repeats put together, the newest first."""
        return await self._file.read(
            lambda sql: journal_missed.missed(sql, limit=limit, search=search)
        )

    async def missed_since_seen(self) -> int:
        """How many lost calls that concern me nobody has looked at or answered since."""
        return await self._file.read(journal_missed.since_seen)

    async def mark_missed_seen(self) -> None:
        """The person has looked at the missed calls."""
        await self._file.write(journal_missed.mark_seen)

    async def keep_note(self, call: str, text: str) -> None:
        """Write the note of a call in place of an older one; an empty one goes."""
        await self._file.write(lambda sql: journal_calls.keep_note(sql, call, text))

    async def reminders(self) -> Sequence[Reminder]:
        """All there are, the next one first."""
        return await self._file.read(journal_reminders.all_of_them)

    async def keep_reminder(self, reminder: Reminder) -> None:
        """Keep it in place of an older one for the number."""
        await self._file.write(lambda sql: journal_reminders.keep(sql, reminder))

    async def drop_reminder(self, e164: str) -> None:
        """Forget the reminder of a number."""
        await self._file.write(lambda sql: journal_reminders.drop(sql, e164))

    async def my_status_note(self) -> MyStatusNote:
        """What this program has done to my status at UIS; an empty note at first."""
        return await self._file.read(journal_my_status.note)

    async def keep_my_status_note(self, note: MyStatusNote) -> None:
        """Keep it in place of the one before."""
        await self._file.write(lambda sql: journal_my_status.keep(sql, note))

    async def first_opening(self, call: str, moment: Moment) -> bool:
        """Note that a moment of a call is being opened in the CRM; False: it was before."""
        return await self._file.write(
            lambda sql: journal_opened.first_opening(sql, call, moment.value)
        )

    async def keep_fates(self, notes: Sequence[FateNote]) -> None:
        """Note what became of the cards of these calls; the first time of each fate counts."""
        await self._file.write(lambda sql: journal_fates.keep(sql, notes))

    async def fates_of(self, call: str) -> Sequence[FateNote]:
        """What became of the card of a call, the oldest first."""
        return await self._file.read(lambda sql: journal_fates.of_call(sql, call))

    async def count_of_number(self, e164: str) -> int:
        """How many finished calls of a number there are."""
        return await self._file.read(lambda sql: journal_erasing.count_of(sql, e164))

    async def erase_number(self, e164: str) -> Sequence[str]:
        """Take them out, with notes, events and the reminder; their keys."""
        return await self._file.write(lambda sql: journal_erasing.erase_number(sql, e164))

    async def erase_before(self, before: datetime, most: int) -> Sequence[str]:
        """Take out up to ``most`` calls that began earlier, likewise; their keys."""
        return await self._file.write(lambda sql: journal_erasing.erase_before(sql, before, most))

    async def past_with(self, e164: str, besides: Sequence[str]) -> Past | None:
        """The last talk with a number and the last note on it, not counting these calls."""
        return await self._file.read(lambda sql: journal_calls.past_with(sql, e164, besides))

    async def calls_with(self, numbers: Sequence[str], *, limit: int) -> Sequence[HistoryRow]:
        """The newest calls with any of these numbers, the newest first."""
        return await self._file.read(
            lambda sql: journal_contact_calls.calls_with(sql, numbers, limit)
        )

    async def contacts(self, *, search: str, limit: int) -> Sequence[Contact]:
        """Contacts whose name, company or number fits, best first."""
        return await self._file.read(lambda sql: journal_contacts.search(sql, search, limit))

    async def contact_by_number(self, e164: str) -> Contact | None:
        """Who a number belongs to."""
        return await self._file.read(lambda sql: journal_contacts.by_number(sql, e164))

    async def colleagues(self, *, search: str, limit: int) -> Sequence[Colleague]:
        """Colleagues whose name or number fits, by name."""
        return await self._file.read(lambda sql: journal_colleagues.search(sql, search, limit))

    async def colleague_by_extension(self, extension: str) -> Colleague | None:
        """Whose extension that is."""
        return await self._file.read(lambda sql: journal_colleagues.by_extension(sql, extension))

    async def colleagues_version(self) -> str | None:
        """The version of the list that is kept."""
        return await self._file.read(journal_colleagues.version)

    async def keep_colleagues(self, colleagues: Sequence[Colleague], version: str) -> None:
        """Keep this list in place of the one before."""
        await self._file.write(lambda sql: journal_colleagues.keep(sql, colleagues, version))

    async def lines(self) -> Sequence[Line]:
        """Our own numbers that calls may be placed from."""
        return await self._file.read(journal_lines.every)

    async def lines_version(self) -> str | None:
        """The version of the list that is kept."""
        return await self._file.read(journal_lines.version)

    async def keep_lines(self, lines: Sequence[Line], version: str) -> None:
        """Keep this list in place of the one before."""
        await self._file.write(lambda sql: journal_lines.keep(sql, lines, version))

    async def tags(self) -> Sequence[Tag]:
        """The company's tags."""
        return await self._file.read(journal_tags.every)

    async def tags_version(self) -> str | None:
        """The version of the list that is kept."""
        return await self._file.read(journal_tags.version)

    async def keep_tags(self, tags: Sequence[Tag], version: str) -> None:
        """Keep this list in place of the one before."""
        await self._file.write(lambda sql: journal_tags.keep(sql, tags, version))

    async def wish_tag(self, call: str, tag: Tag, *, wanted: bool) -> None:
        """Keep a wish in place of an older one for the same tag and call."""
        await self._file.write(lambda sql: journal_tags.wish(sql, call, tag, wanted=wanted))

    async def waiting_tags(self) -> Sequence[TagWish]:
        """The wishes UIS does not have yet, the oldest first."""
        return await self._file.read(journal_tags.waiting)

    async def settle_tag(self, number: int, state: WishState, reason: str) -> None:
        """What became of a wish, unless a newer one has taken its place."""
        await self._file.write(lambda sql: journal_tags.settle(sql, number, state, reason))

    async def policy(self) -> Rules:
        """What the relay says of the settings."""
        return await self._file.read(journal_policy.every)

    async def policy_version(self) -> str | None:
        """The version of the rules that are kept."""
        return await self._file.read(journal_policy.version)

    async def keep_policy(self, rules: Rules, version: str) -> None:
        """Keep these rules in place of those before."""
        await self._file.write(lambda sql: journal_policy.keep(sql, rules, version))

    async def contacts_place(self) -> DirectoryPlace:
        """How far the directory has been copied."""
        return await self._file.read(journal_contacts.place)

    async def keep_contacts(
        self,
        contacts: Sequence[Contact],
        removed: Sequence[str],
        place: DirectoryPlace,
        *,
        reset: bool = False,
    ) -> None:
        """Take a page of the directory in, with its place, in one transaction."""
        await self._file.write(
            lambda sql: journal_contacts.keep(sql, contacts, removed, place, reset=reset)
        )

    async def contacts_with_ids(self, ids: Sequence[str]) -> Sequence[Contact]:
        """The contacts with these ids."""
        return await self._file.read(lambda sql: journal_own_contacts.with_ids(sql, ids))

    async def contacts_with_numbers(self, numbers: Sequence[str]) -> Sequence[Contact]:
        """The contacts that have any of these numbers."""
        return await self._file.read(lambda sql: journal_own_contacts.with_numbers(sql, numbers))

    async def begin_import(self, title: str, at: datetime) -> int:
        """Begin an import of own contacts; its number."""
        return await self._file.write(lambda sql: journal_own_contacts.begin(sql, title, at))

    async def keep_imported(self, number: int, contacts: Sequence[Contact]) -> None:
        """Write a page of an import."""
        await self._file.write(lambda sql: journal_own_contacts.keep_some(sql, number, contacts))

    async def finish_import(self, number: int) -> None:
        """The import is whole."""
        await self._file.write(lambda sql: journal_own_contacts.finish(sql, number))

    async def last_import(self) -> PastImport | None:
        """The import that can be undone."""
        return await self._file.read(journal_own_contacts.last)

    async def undo_import(self, number: int, most: int) -> bool:
        """Take up to ``most`` contacts of an import back; whether there are more."""
        return await self._file.write(lambda sql: journal_own_contacts.undo_some(sql, number, most))

    async def keep_own_contact(self, contact: Contact) -> None:
        """Write an own contact as the person wants it."""
        await self._file.write(lambda sql: journal_own_contacts.keep_by_hand(sql, contact))

    async def drop_own_contact(self, contact_id: str) -> None:
        """Forget an own contact for good."""
        await self._file.write(lambda sql: journal_own_contacts.drop(sql, contact_id))
