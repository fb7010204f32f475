"""A journal in memory; it passes the same tests as the one on disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from uis_desktop.adapters.searching import (
    all_digits,
    digits_of,
    fold,
    numbers_of,
    wanted,
    words_of,
)
from uis_desktop.core.colleagues import Colleague
from uis_desktop.core.contacts import Contact
from uis_desktop.core.crm_rules import Moment
from uis_desktop.core.directory import DirectoryPlace
from uis_desktop.core.events import Delivered, Place
from uis_desktop.core.fates import FateNote
from uis_desktop.core.history import TALKS, HistoryRow, MissedCalls, Outcome
from uis_desktop.core.lines import Line
from uis_desktop.core.my_status import MyStatusNote
from uis_desktop.core.own_contacts import PastImport, is_own
from uis_desktop.core.past import Past
from uis_desktop.core.policy import NO_RULES, Rules
from uis_desktop.core.reminders import Reminder
from uis_desktop.core.tags import Tag, TagWish, WishState
from uis_desktop.errors import HistoryUnreadable


def _started(row: HistoryRow) -> datetime:
    return row.started_at


def _same_number(talk: HistoryRow, missed: HistoryRow) -> bool:
    """Somebody talked with the number of a missed call."""
    number = digits_of(missed.contact_phone_number or "")
    same = digits_of(talk.contact_phone_number or "") == number
    return talk.outcome in TALKS and bool(number) and same


@dataclass(slots=True)
class _Import:
    title: str
    at: datetime
    before: dict[str, Contact | None] = field(default_factory=dict)
    finished: bool = False


class MemoryJournal:
    """Events, place, history and contacts in plain containers.

    Attributes:
        failure: when set, nothing can be written and this is raised.
    """

    def __init__(self) -> None:
        self.events: dict[tuple[str, int], Delivered] = {}
        self.rows: dict[str, HistoryRow] = {}
        self.people: dict[str, Contact] = {}
        self.notes: dict[str, str] = {}
        self.opened: set[tuple[str, Moment]] = set()
        self.fates: list[FateNote] = []
        self.status_note = MyStatusNote()
        self._reminders: dict[str, Reminder] = {}
        self.failure: HistoryUnreadable | None = None
        self._place = Place()
        self._seen: set[str] = set()
        self._directory = DirectoryPlace()
        self._imports: list[_Import] = []
        self.staff: list[Colleague] = []
        self._staff_version: str | None = None
        self.our_lines: list[Line] = []
        self._lines_version: str | None = None
        self.company_tags: list[Tag] = []
        self._tags_version: str | None = None
        self._wishes: dict[tuple[str, str], TagWish] = {}
        self._wished = 0
        self._policy = NO_RULES
        self._policy_version: str | None = None

    async def place(self) -> Place:
        return self._place

    async def keep(
        self,
        delivered: Sequence[Delivered],
        rows: Sequence[HistoryRow],
        forget: Sequence[tuple[str, str]] = (),
        place: Place | None = None,
    ) -> None:
        if self.failure is not None:
            raise self.failure
        for one in delivered:
            self.events.setdefault((one.epoch, one.number), one)
            self._advance(Place(epoch=one.epoch, after=one.number))
        for key, told_by in forget:
            self.rows.pop(key, None)
            self._seen.discard(key)
            for note in [note for note in self.fates if note.call == key]:
                self.fates.remove(note)
                self._note_fate(replace(note, call=told_by))
            if key in self.notes:
                both = (self.notes.get(told_by), self.notes.pop(key))
                self.notes[told_by] = "\n".join(filter(None, both))
        for row in rows:
            self.rows[row.key] = replace(row, note="", remind_at=None, tag_wishes=())
            self._drop_done(row)
        if place is not None:
            self._place = place

    def _advance(self, place: Place) -> None:
        if place.epoch != self._place.epoch or place.after > self._place.after:
            self._place = place

    async def open_calls(self, since: datetime) -> Sequence[Delivered]:
        return [
            one
            for one in self.events.values()
            if one.received_at >= since and self._open(one.event.call_session_id)
        ]

    def _open(self, call_session_id: str) -> bool:
        row = self.rows.get(call_session_id)
        return row is None or row.outcome is Outcome.GOING_ON

    async def events_of(self, call_session_id: str) -> Sequence[Delivered]:
        return [one for one in self.events.values() if one.event.call_session_id == call_session_id]

    async def recent(
        self, *, limit: int, search: str = "", behind: HistoryRow | None = None
    ) -> Sequence[HistoryRow]:
        rows = self._newest_first(search)
        if behind is not None:
            place = (behind.started_at, behind.key)
            rows = [row for row in rows if (row.started_at, row.key) < place]
        return rows[:limit]

    async def missed(self, *, limit: int, search: str = "") -> Sequence[MissedCalls]:
        folds: dict[tuple[str, HistoryRow | None], MissedCalls] = {}
        for row in self._newest_first(search):
            if row.missed and row.concerns_me:
                talks = [talk for talk in self.rows.values() if _same_number(talk, row)]
                before = [talk for talk in talks if talk.started_at < row.started_at]
                after = [talk for talk in talks if talk.started_at > row.started_at]
                fold = (
                    digits_of(row.contact_phone_number or "") or row.key,
                    max(before, key=_started, default=None),
                )
                known = folds.get(fold)
                folds[fold] = MissedCalls(
                    newest=known.newest if known else row,
                    times=known.times + 1 if known else 1,
                    answered=known.answered if known else min(after, key=_started, default=None),
                )
        return list(folds.values())[:limit]

    def _newest_first(self, search: str) -> list[HistoryRow]:
        parts = wanted(search)
        fitting = [
            row
            for row in map(self._noted, self.rows.values())
            if all(
                part.fits(
                    words=words_of(row, row.note),
                    numbers=numbers_of(row),
                )
                for part in parts
            )
        ]
        return sorted(fitting, key=lambda row: (row.started_at, row.key), reverse=True)

    def _noted(self, row: HistoryRow) -> HistoryRow:
        reminder = self._reminders.get(digits_of(row.contact_phone_number or ""))
        due = reminder.due if reminder else None
        wishes = tuple(wish for wish in self._by_age() if wish.call == row.key)
        note = self.notes.get(row.key, "")
        return replace(row, note=note, remind_at=due, tag_wishes=wishes)

    def _by_age(self) -> list[TagWish]:
        return sorted(self._wishes.values(), key=lambda wish: wish.number)

    async def first_opening(self, call: str, moment: Moment) -> bool:
        if self.failure is not None:
            raise self.failure
        first = (call, moment) not in self.opened
        self.opened.add((call, moment))
        return first

    async def keep_fates(self, notes: Sequence[FateNote]) -> None:
        if self.failure is not None:
            raise self.failure
        for note in notes:
            if note.call in self.rows:
                self._note_fate(note)

    def _note_fate(self, note: FateNote) -> None:
        known = {(one.call, one.fate) for one in self.fates}
        if (note.call, note.fate) not in known:
            self.fates.append(note)

    async def fates_of(self, call: str) -> Sequence[FateNote]:
        return sorted((note for note in self.fates if note.call == call), key=lambda n: n.at)

    async def keep_note(self, call: str, text: str) -> None:
        if self.failure is not None:
            raise self.failure
        if not text:
            self.notes.pop(call, None)
        elif call in self.rows:
            self.notes[call] = text

    async def my_status_note(self) -> MyStatusNote:
        return self.status_note

    async def keep_my_status_note(self, note: MyStatusNote) -> None:
        if self.failure is not None:
            raise self.failure
        self.status_note = note

    async def reminders(self) -> Sequence[Reminder]:
        return sorted(self._reminders.values(), key=lambda one: one.due)

    async def keep_reminder(self, reminder: Reminder) -> None:
        if self.failure is not None:
            raise self.failure
        self._reminders[digits_of(reminder.phone_number)] = reminder

    async def drop_reminder(self, e164: str) -> None:
        self._reminders.pop(digits_of(e164), None)

    def _drop_done(self, row: HistoryRow) -> None:
        number = digits_of(row.contact_phone_number or "")
        reminder = self._reminders.get(number)
        if row.outcome is Outcome.TALKED and reminder and reminder.set_at < row.started_at:
            del self._reminders[number]

    async def count_of_number(self, e164: str) -> int:
        return len(self._finished(e164))

    async def erase_number(self, e164: str) -> Sequence[str]:
        if self.failure is not None:
            raise self.failure
        self._reminders.pop(digits_of(e164), None)
        return self._erase(self._finished(e164))

    async def erase_before(self, before: datetime, most: int) -> Sequence[str]:
        for number, reminder in list(self._reminders.items()):
            if reminder.due < before:
                del self._reminders[number]
        oldest = sorted(self.rows.values(), key=_started)
        return self._erase([row.key for row in oldest if row.started_at < before][:most])

    def _finished(self, e164: str) -> list[str]:
        number = digits_of(e164)
        return [
            row.key
            for row in self.rows.values()
            if number
            and digits_of(row.contact_phone_number or "") == number
            and row.outcome is not Outcome.GOING_ON
        ]

    def _erase(self, keys: list[str]) -> list[str]:
        for key in keys:
            del self.rows[key]
            self.notes.pop(key, None)
            self.opened = {one for one in self.opened if one[0] != key}
            self.fates = [note for note in self.fates if note.call != key]
            self._wishes = {at: wish for at, wish in self._wishes.items() if wish.call != key}
        for place, one in list(self.events.items()):
            if one.event.call_session_id in keys:
                del self.events[place]
        return keys

    async def past_with(self, e164: str, besides: Sequence[str]) -> Past | None:
        number = digits_of(e164)
        rows = [
            self._noted(row)
            for row in self.rows.values()
            if row.key not in besides and digits_of(row.contact_phone_number or "") == number
        ]
        talks = [row for row in rows if row.outcome in TALKS]
        talk = max(talks, key=lambda row: row.started_at, default=None)
        noted = max((row for row in rows if row.note), key=lambda row: row.started_at, default=None)
        if not number or (talk is None and noted is None):
            return None
        return Past(
            talked_at=talk.started_at if talk else None,
            talked_with=talk.employee_name if talk else None,
            note=noted.note if noted else "",
            noted_at=noted.started_at if noted else None,
        )

    async def missed_since_seen(self) -> int:
        return sum(
            row.missed
            and row.concerns_me
            and row.key not in self._seen
            and not any(
                _same_number(talk, row) and talk.started_at > row.started_at
                for talk in self.rows.values()
            )
            for row in self.rows.values()
        )

    async def mark_missed_seen(self) -> None:
        self._seen |= {row.key for row in self.rows.values() if row.missed}

    async def calls_with(self, numbers: Sequence[str], *, limit: int) -> Sequence[HistoryRow]:
        wanted_digits = set(all_digits(numbers).split())
        return [
            row
            for row in self._newest_first("")
            if digits_of(row.contact_phone_number or "") in wanted_digits
        ][:limit]

    async def contacts(self, *, search: str, limit: int) -> Sequence[Contact]:
        parts = wanted(search)
        start = fold(search)
        fitting = [
            contact
            for contact in self.people.values()
            if all(
                part.fits(
                    words=fold(f"{contact.full_name} {contact.company or ''} {contact.note}"),
                    numbers=all_digits(contact.phone_numbers),
                )
                for part in parts
            )
        ]

        def order(contact: Contact) -> tuple[bool, str, str]:
            name = fold(contact.full_name)
            return (not name.startswith(start), name, contact.id)

        return sorted(fitting, key=order)[:limit]

    async def contact_by_number(self, e164: str) -> Contact | None:
        number = digits_of(e164)
        fitting = (
            contact
            for contact in self.people.values()
            if number and number in map(digits_of, contact.phone_numbers)
        )
        return min(fitting, key=lambda contact: (is_own(contact.id), contact.id), default=None)

    async def colleagues(self, *, search: str, limit: int) -> Sequence[Colleague]:
        parts = wanted(search)
        fitting = [
            one
            for one in self.staff
            if all(
                part.fits(
                    words=fold(one.name),
                    numbers=all_digits(filter(None, (one.extension, one.phone_number))),
                )
                for part in parts
            )
        ]
        return sorted(fitting, key=lambda one: (fold(one.name), one.id))[:limit]

    async def colleague_by_extension(self, extension: str) -> Colleague | None:
        fitting = (one for one in self.staff if one.extension == extension)
        return min(fitting, key=lambda one: one.id, default=None)

    async def colleagues_version(self) -> str | None:
        return self._staff_version

    async def keep_colleagues(self, colleagues: Sequence[Colleague], version: str) -> None:
        self.staff, self._staff_version = list(colleagues), version

    @property
    def lines_were_kept(self) -> bool:
        """Somebody has told our numbers, or that there are none."""
        return self._lines_version is not None

    async def policy(self) -> Rules:
        return self._policy

    async def policy_version(self) -> str | None:
        return self._policy_version

    async def keep_policy(self, rules: Rules, version: str) -> None:
        self._policy, self._policy_version = rules, version

    async def lines(self) -> Sequence[Line]:
        return self.our_lines

    async def lines_version(self) -> str | None:
        return self._lines_version

    async def keep_lines(self, lines: Sequence[Line], version: str) -> None:
        self.our_lines, self._lines_version = list(lines), version

    async def tags(self) -> Sequence[Tag]:
        return self.company_tags

    async def tags_version(self) -> str | None:
        return self._tags_version

    async def keep_tags(self, tags: Sequence[Tag], version: str) -> None:
        self.company_tags, self._tags_version = list(tags), version

    async def wish_tag(self, call: str, tag: Tag, *, wanted: bool) -> None:
        if self.failure is not None:
            raise self.failure
        if call in self.rows:
            self._wished += 1
            self._wishes[call, tag.id] = TagWish(
                number=self._wished, call=call, tag=tag, wanted=wanted
            )

    async def waiting_tags(self) -> Sequence[TagWish]:
        return [wish for wish in self._by_age() if wish.state is WishState.WAITING]

    async def settle_tag(self, number: int, state: WishState, reason: str) -> None:
        for place, wish in self._wishes.items():
            if wish.number == number:
                self._wishes[place] = replace(wish, state=state, reason=reason)

    async def contacts_place(self) -> DirectoryPlace:
        return self._directory

    async def keep_contacts(
        self,
        contacts: Sequence[Contact],
        removed: Sequence[str],
        place: DirectoryPlace,
        *,
        reset: bool = False,
    ) -> None:
        theirs = [contact.id for contact in self.people.values() if not is_own(contact.id)]
        gone = [*removed, *(theirs if reset else ())]
        for one in gone:
            if not is_own(one):
                self.people.pop(one, None)
        for contact in contacts:
            if not is_own(contact.id):
                self.people[contact.id] = contact
        self._directory = place

    async def contacts_with_ids(self, ids: Sequence[str]) -> Sequence[Contact]:
        return [self.people[one] for one in ids if one in self.people]

    async def contacts_with_numbers(self, numbers: Sequence[str]) -> Sequence[Contact]:
        wanted_digits = set(map(digits_of, numbers))
        return [
            contact
            for contact in self.people.values()
            if wanted_digits & set(map(digits_of, contact.phone_numbers))
        ]

    async def begin_import(self, title: str, at: datetime) -> int:
        self._imports.append(_Import(title, at))
        return len(self._imports)

    async def keep_imported(self, number: int, contacts: Sequence[Contact]) -> None:
        if self.failure is not None:
            raise self.failure
        for contact in contacts:
            before = self._imports[number - 1].before
            before.setdefault(contact.id, self.people.get(contact.id))
            self.people[contact.id] = contact

    async def finish_import(self, number: int) -> None:
        self._imports[number - 1].finished = True

    async def last_import(self) -> PastImport | None:
        for number, one in reversed(list(enumerate(self._imports, 1))):
            if one.finished and one.before:
                return PastImport(number, one.title, one.at, len(one.before))
        return None

    async def undo_import(self, number: int, most: int) -> bool:
        self._imports[number - 1].finished = False
        before = self._imports[number - 1].before
        for contact_id in list(before)[:most]:
            self.people.pop(contact_id, None)
            was = before.pop(contact_id)
            if was is not None:
                self.people[contact_id] = was
        return bool(before)

    async def keep_own_contact(self, contact: Contact) -> None:
        if self.failure is not None:
            raise self.failure
        await self.drop_own_contact(contact.id)
        self.people[contact.id] = contact

    async def drop_own_contact(self, contact_id: str) -> None:
        self.people.pop(contact_id, None)
        for one in self._imports:
            one.before.pop(contact_id, None)
