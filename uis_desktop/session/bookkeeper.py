"""The rules, the journal and the screen of one desk, kept in step.

Every change goes the same way, one at a time: ask the book, write what it wants
kept, and only then show it.  So the screen never tells what a crash could
unsay, and a card never shows an older state after a newer one.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NoReturn

from uis_desktop.core.abilities import Ability, lost_by
from uis_desktop.core.calls import CallBook
from uis_desktop.core.cards import CardView
from uis_desktop.core.contacts import Contact
from uis_desktop.core.effects import (
    DropCard,
    Effect,
    FoldCard,
    ForgetHistory,
    KeepInHistory,
    NoteFate,
    OpenCustomer,
    ShowCard,
    TellDigest,
)
from uis_desktop.core.events import Delivered, Employee, Place
from uis_desktop.core.history import HistoryRow
from uis_desktop.core.past import Past
from uis_desktop.core.phone import Phone
from uis_desktop.errors import HistoryUnreadable, NotAPhoneNumber
from uis_desktop.session.names import Names
from uis_desktop.session.ports import Journal, Screen

#: A question to the book; the answer is what must be done.
Ask = Callable[[CallBook, datetime], list[Effect]]

#: Calls older than this are not taken up again after a restart.
_OPEN_FOR = timedelta(hours=12)

#: So many of the newest rows get their names when the directory has changed.
_NAMED_AGAIN = 200


class Bookkeeper:
    """Keeps one employee's calls while a session runs.

    Attributes:
        changed: set whenever history has changed; whoever shows it clears it.
        moved: set whenever the book was asked; whoever keeps its time clears it.
    """

    def __init__(
        self,
        *,
        me: Employee,
        journal: Journal,
        screen: Screen,
        names: Names,
        now: Callable[[], datetime],
        open_customer: Callable[[OpenCustomer], None],
        note_fate: Callable[[NoteFate], None],
    ) -> None:
        self._open_customer = open_customer
        self._note_fate = note_fate
        self._book = CallBook(me)
        self._journal = journal
        self._screen = screen
        self._names = names
        self._now = now
        self._turn = asyncio.Lock()
        self._failure: asyncio.Queue[HistoryUnreadable] = asyncio.Queue()
        self.changed = asyncio.Event()
        self.moved = asyncio.Event()
        self._turned = asyncio.Event()

    async def restore(self) -> None:
        """Take up the calls that were going on when the program stopped.

        Raises:
            HistoryUnreadable
        """
        if (await self._journal.place()).epoch is None:
            self._book.begin_at_the_beginning()
        for delivered in await self._journal.open_calls(self._now() - _OPEN_FOR):
            self._book.restore(delivered)

    async def take_in(self, delivered: Sequence[Delivered], *, live: bool) -> None:
        """Take in events of the stream; cards only if they happen now.

        Raises:
            HistoryUnreadable
        """
        async with self._turn:
            now = self._now()
            effects: list[Effect] = []
            for one in delivered:
                await self._recall(one.event.call_session_id)
                effects += self._book.apply(one, now) if live else self._book.replay(one)
            await self._carry_out(effects, delivered)

    async def change(self, ask: Ask) -> None:
        """Ask the book and do what it says.

        Raises:
            HistoryUnreadable
        """
        async with self._turn:
            await self._carry_out(ask(self._book, self._now()))

    async def refused(self, ability: Ability, mnemonic: str | None) -> None:
        """UIS has refused it: what the account cannot do is no longer offered.

        Raises:
            HistoryUnreadable
        """
        if lost := lost_by(mnemonic, ability):
            await self.change(lambda book, _now: book.lose(*lost))

    async def skip_to(self, place: Place) -> None:
        """Go on from ``place``: what lies before it cannot be had any more.

        Raises:
            HistoryUnreadable
        """
        async with self._turn:
            await self._write((), {}, {}, place)

    async def reached_by(self, phone: Phone) -> Phone:
        """What UIS is to dial for ``phone``: a colleague's own number for his extension.

        Raises:
            NotAPhoneNumber: help is called there, and no colleague has this extension.
            HistoryUnreadable
        """
        if not phone.internal:
            return phone
        colleague = await self._journal.colleague_by_extension(phone.digits)
        if colleague is None and phone.emergency:
            raise NotAPhoneNumber("emergency")
        number = None if colleague is None else colleague.phone_number
        return phone if number is None else replace(phone, digits=number)

    async def write_note(self, key: str, text: str) -> None:
        """Keep the note of the call or click with this key.

        In its turn: a click may be becoming a call, and its note goes with it.

        Raises:
            HistoryUnreadable
        """
        async with self._turn:
            try:
                await self._journal.keep_note(self._book.row_of(key), text)
            except HistoryUnreadable as error:
                self._failure.put_nowait(error)
                raise
        self.changed.set()

    async def erase(self, work: Callable[[], Awaitable[Sequence[str]]]) -> Sequence[str]:
        """Have ``work`` take rows out of the journal; the keys it answers are forgotten here too.

        Raises:
            HistoryUnreadable
        """
        async with self._turn:
            try:
                keys = await work()
            except HistoryUnreadable as error:
                self._failure.put_nowait(error)
                raise
            self._book.forget(frozenset(keys))
        self.moved.set()
        self.changed.set()
        return keys

    async def until_broken(self) -> NoReturn:
        """Wait for the first failure to write.

        The book is ahead of the journal then, so this keeper must not be used any more.

        Raises:
            HistoryUnreadable
        """
        raise await self._failure.get()

    async def look_up_names(self) -> None:
        """Fill in names as they are wanted, for ever.

        Raises:
            HistoryUnreadable
        """
        await self._names.look_up(self._found, self._keys_of)

    async def names_changed(self) -> None:
        """The directory has changed: find out again who called lately.

        Raises:
            HistoryUnreadable
        """
        self._names.ask_again()
        async with self._turn:
            for row in await self._journal.recent(limit=_NAMED_AGAIN):
                if not self._book.knows(row.key):
                    await self._name_old_row(row)
        self.changed.set()

    def next_tick(self) -> datetime | None:
        """When the book wants to be asked what silence means, or None."""
        return self._book.next_tick()

    def click(self, external_id: str) -> CardView | None:
        """What is known of a click and the call it became; None if it is forgotten."""
        return self._book.click(external_id)

    async def follow_click(self, external_id: str) -> AsyncIterator[CardView]:
        """What is known of a click and its call, now and whenever that changes.

        Ends only if the click is forgotten; whoever has heard enough leaves earlier.
        """
        told: CardView | None = None
        while (view := self._book.click(external_id)) is not None:
            turned = self._turned
            if view != told:
                yield view
                told = view
            await turned.wait()

    def row_of(self, card_key: str) -> str:
        """The history row of a card, now."""
        return self._book.row_of(card_key)

    def call_session_of(self, card_key: str) -> str | None:
        """The call a card shows, once UIS has named it."""
        return self._book.call_session_of(card_key)

    async def _found(self, key: str, contact: Contact | None, past: Past | None) -> None:
        def tell(book: CallBook, _now: datetime) -> list[Effect]:
            found = book.contact_found(key, contact) if contact is not None else []
            return found + (book.past_found(key, past) if past is not None else [])

        await self.change(tell)

    def _keys_of(self, key: str) -> tuple[str, str]:
        return key, self._book.row_of(key)

    async def _name_old_row(self, row: HistoryRow) -> None:
        """Name a row whose call the book has forgotten."""
        if row.contact_full_name or not row.contact_phone_number:
            return
        contact = await self._journal.contact_by_number(row.contact_phone_number)
        if contact is not None:
            named = replace(row, contact_full_name=contact.full_name, company=contact.company)
            await self._write((), {row.key: named}, {})

    async def _recall(self, call_session_id: str) -> None:
        """Bring back a call the book has forgotten: a record comes long after the end."""
        if self._book.knows(call_session_id):
            return
        for earlier in await self._journal.events_of(call_session_id):
            self._book.restore(earlier)

    async def _carry_out(
        self, effects: Sequence[Effect], delivered: Sequence[Delivered] = ()
    ) -> None:
        self.moved.set()
        rows, forget = self._kept(effects)
        if delivered or rows or forget:
            await self._write(delivered, rows, forget)
        for effect in effects:
            self._show_effect(effect)
        for row in rows.values():
            if not row.contact_full_name:
                self._names.want(row.key, row.contact_phone_number)
        self._turned.set()
        self._turned = asyncio.Event()

    def _kept(self, effects: Sequence[Effect]) -> tuple[dict[str, HistoryRow], dict[str, str]]:
        """What the effects, one after the other, leave to be written and removed."""
        rows: dict[str, HistoryRow] = {}
        forget: dict[str, str] = {}
        for effect in effects:
            match effect:
                case KeepInHistory(row):
                    forget.pop(row.key, None)
                    rows[row.key] = row
                case ForgetHistory(key, told_by):
                    rows.pop(key, None)
                    forget[key] = told_by
        return rows, forget

    def _show_effect(self, effect: Effect) -> None:
        match effect:
            case ShowCard(card):
                self._screen.show_card(card)
                self._names.want(card.key, card.contact_phone_number)
            case FoldCard(card, after_s):
                self._screen.fold_card(card, after_s)
            case DropCard(key):
                self._screen.drop_card(key)
            case TellDigest(digest):
                self._screen.show_digest(digest)
            case OpenCustomer():
                self._open_customer(effect)
            case NoteFate():
                self._note_fate(effect)
            case KeepInHistory() | ForgetHistory():
                pass

    async def _write(
        self,
        delivered: Sequence[Delivered],
        rows: dict[str, HistoryRow],
        forget: dict[str, str],
        place: Place | None = None,
    ) -> None:
        try:
            await self._journal.keep(delivered, tuple(rows.values()), tuple(forget.items()), place)
        except HistoryUnreadable as error:
            self._failure.put_nowait(error)
            raise
        if rows or forget:
            self.changed.set()
