"""A signed-in employee's session: asks the core, carries out the answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing
from datetime import datetime

from uis_desktop.core.cards import CardView
from uis_desktop.core.enrolment import Profile
from uis_desktop.core.events import Delivered
from uis_desktop.core.lines import RegionOf, nowhere
from uis_desktop.core.link import (
    Arrived,
    CaughtUp,
    Connected,
    LinkState,
    Missed,
    ParametersChosen,
    Refused,
    RefusedReason,
    StreamNews,
)
from uis_desktop.core.phone import Number, Phone
from uis_desktop.errors import EventsMissed
from uis_desktop.session.bookkeeper import Bookkeeper
from uis_desktop.session.checking import Checking, RelayChecks, WatchedCallApi
from uis_desktop.session.click_to_call import ClickToCall, new_external_id
from uis_desktop.session.colleague_states import ColleagueStates
from uis_desktop.session.controlling import Controlling
from uis_desktop.session.customers import Customers
from uis_desktop.session.directory_sync import DirectorySync
from uis_desktop.session.erasing import Erasing
from uis_desktop.session.failures import first_unreadable
from uis_desktop.session.fates import Fates
from uis_desktop.session.link_teller import LinkTeller
from uis_desktop.session.lists import Lists
from uis_desktop.session.my_status import MyStatus, OwnStatus
from uis_desktop.session.names import Names
from uis_desktop.session.notes import Notes
from uis_desktop.session.our_lines import OurLines
from uis_desktop.session.own_contacts import ContactDoors, OwnContacts
from uis_desktop.session.ports import CallApi, Directory, EventStream, Journal, Screen
from uis_desktop.session.recordings import Recordings, RecordsAtUis
from uis_desktop.session.reminders import Reminders
from uis_desktop.session.tagging import Tagging, TagsAtUis
from uis_desktop.session.ticking import Ticking
from uis_desktop.session.transferring import Transferring

logger = logging.getLogger(__name__)

#: Quitting waits this long for a click whose request is out.
_DIAL_GRACE_S = 3.0


class Session:
    """One employee at work: follows his calls and places new ones.

    Attributes:
        notes, tagging: where notes and tags of calls are written.
        recordings: where records of talks are fetched to be heard.
        our_lines: what calls can be placed from.
        erasing: where calls are taken out of the history.
        customers: where customers are opened in the CRM.
        checking: where the connection is checked.
        fates: where it is kept what became of each call's card.
    """

    def __init__(
        self,
        *,
        profile: Profile,
        stream: EventStream,
        journal: Journal,
        call_api: CallApi,
        directory: Directory,
        checks: RelayChecks,
        contacts: ContactDoors,
        statuses: OwnStatus,
        tags: TagsAtUis,
        records: RecordsAtUis,
        screen: Screen,
        now: Callable[[], datetime],
        region_of: RegionOf = nowhere,
        new_external_id: Callable[[], str] = new_external_id,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """``new_external_id`` names a click; ``sleep`` passes time between ticks."""
        self._stream = stream
        self._journal = journal
        self._call_api = WatchedCallApi(call_api, now)
        self.checking = Checking(relay=checks, call_api=self._call_api, now=now)
        self._screen = screen
        self._profile = profile
        self._link = LinkTeller(screen, profile.employee.name)
        self.customers = Customers(me=profile.employee, store=journal, now=now)
        self._keeper = Bookkeeper(
            me=profile.employee,
            journal=journal,
            screen=screen,
            names=Names(journal),
            now=now,
            open_customer=self.customers.happened,
            note_fate=lambda effect: self.fates.note(effect.key, effect.fate),
        )
        self.fates = Fates(store=journal, row_of=self._keeper.row_of, now=now)
        self.our_lines = OurLines(journal, own=profile.line, region_of=region_of)
        self._click_to_call = ClickToCall(
            keeper=self._keeper,
            call_api=self._call_api,
            profile=profile,
            lines=self.our_lines,
            new_external_id=new_external_id,
            sleep=sleep,
        )
        self._transferring = Transferring(
            keeper=self._keeper,
            controls=self._call_api,
            password_refused=self._click_to_call.password_refused,
        )
        self.controlling = Controlling(
            keeper=self._keeper,
            call_api=self._call_api,
            password_refused=self._click_to_call.password_refused,
            sleep=sleep,
        )
        self._ticking = Ticking(keeper=self._keeper, now=now, sleep=sleep)
        self._lists = Lists(journal=journal, screen=screen, changed=self._keeper.changed)
        self.notes = Notes(self._keeper.write_note)
        self._reminders = Reminders(
            store=journal,
            show=screen.show_reminders,
            changed=self._keeper.changed,
            now=now,
            sleep=sleep,
        )
        self.recordings = Recordings(records)
        self.erasing = Erasing(store=journal, keeper=self._keeper, now=now, sleep=sleep)
        self.my_status = MyStatus(statuses=statuses, store=journal, now=now, sleep=sleep)
        self.tagging = Tagging(
            store=journal,
            uis=tags,
            live=lambda: self._link.live,
            changed=self._keeper.changed,
            complain=screen.complain,
            now=now,
            sleep=sleep,
        )
        self.colleague_states = ColleagueStates(directory)
        self._sync = DirectorySync(directory, journal, self._directory_changed)
        self.own_contacts = OwnContacts(contacts, journal, now, self._keeper, self._sync)

    async def run(self) -> RefusedReason | None:
        """Rebuild the open calls, then follow the stream until cancelled or refused.

        Runs once; the answer is why the relay refused, or None if the stream ended
        by itself.

        Raises:
            HistoryUnreadable: the journal cannot be read or written.
        """
        try:
            await self._keeper.restore()
            await self._load_lists()
            self._keeper.changed.set()
            async with asyncio.TaskGroup() as group:
                beside = [
                    group.create_task(work, name=name)
                    for name, work in (
                        ("lists", self._lists.keep_fresh(self._reminders.look)),
                        ("names", self._keeper.look_up_names()),
                        ("journal watch", self._keeper.until_broken()),
                        ("ticking", self._ticking.run()),
                        ("reminders", self._reminders.run()),
                        ("retention", self.erasing.run()),
                        ("customers", self.customers.run()),
                        ("fates", self.fates.run()),
                        ("my status", self.my_status.run()),
                        ("tags", self.tagging.run()),
                    )
                ]
                refused = await self._follow(group)
                self._sync.stop()
                for task in beside:
                    task.cancel()
        except BaseExceptionGroup as several:
            raise first_unreadable(several) or several from None
        finally:
            await self.controlling.finish()
            await self._click_to_call.finish(_DIAL_GRACE_S)
            await self.notes.finish()
        return refused

    @property
    def password_refused(self) -> asyncio.Event:
        """Set when UIS no longer takes login and password: the person is to be asked."""
        return self._click_to_call.password_refused

    @property
    def transferring(self) -> Transferring:
        """Where contacts are put on hold and handed over."""
        return self._transferring

    @property
    def lists(self) -> Lists:
        """Where contacts and calls are looked up."""
        return self._lists

    @property
    def reminders(self) -> Reminders:
        """Where reminders to call back are set."""
        return self._reminders

    async def dial(self, phone: Phone, from_number: Number | None = None) -> str | None:
        """Click-to-call: at most one request for one call of this method; the card tells.

        ``from_number``: the number of ours the contact is to see.  The answer is the
        click's external id; None if this number is being asked for already.

        Raises:
            NotAPhoneNumber: help is called there, and UIS is no way to; nothing was sent.
            NotOurNumber: no call can be placed from that; nothing was sent.
            HistoryUnreadable: nothing was sent, or its outcome could not be written.
        """
        return await self._click_to_call.dial(phone, from_number)

    def follow_click(self, external_id: str) -> AsyncIterator[CardView]:
        """What becomes of a click of :meth:`dial`; leave when you have heard enough."""
        return self._keeper.follow_click(external_id)

    async def end_call(self, card_key: str) -> None:
        """End the call a card shows; nothing to do if UIS has not named it yet.

        Raises:
            CallRefused, ServiceUnreachable, OutcomeUnknown, SignInRefused
        """
        await self.controlling.end(card_key)

    def hurry(self) -> None:
        """The machine woke up or the network changed: reconnect now."""
        self._stream.hurry()
        self._ticking.hurry()
        self._reminders.hurry()
        self.my_status.hurry()

    async def _follow(self, group: asyncio.TaskGroup) -> RefusedReason | None:
        """Take the stream's news in, one by one."""
        place = await self._journal.place()
        self._link.show(LinkState.CONNECTING)
        async with aclosing(self._stream.follow(place)) as stream:
            async for news in stream:
                if isinstance(news, Refused):
                    logger.info("refused: %s", news.reason)
                    self._link.show(LinkState.REFUSED, news.reason)
                    return news.reason
                await self._take_in(news, group)
        return None

    async def _take_in(self, news: StreamNews, group: asyncio.TaskGroup) -> None:
        match news:
            case Arrived(delivered=delivered):
                await self._arrived(delivered)
            case CaughtUp():
                await self._keeper.change(lambda book, now: book.caught_up(now))
                # The machine may have slept, and the timers with it.
                self._ticking.hurry()
                self._reminders.hurry()
                self._link.show(LinkState.LIVE)
                self.my_status.caught_up()
                self._sync.start(group)
                self.tagging.hurry()
            case Missed():
                await self._missed(news)
            case ParametersChosen(parameters=chosen):
                await self._keeper.change(lambda book, _now: book.choose(chosen))
                self._sync.start(group)
            case Connected(parameters=chosen):
                self._link.changed(news)
                await self._keeper.change(lambda book, _now: book.choose(chosen))
            case _:
                self._link.changed(news)
                # The machine may have woken up, and the network may come much later.
                self._reminders.look()

    async def _arrived(self, delivered: Sequence[Delivered]) -> None:
        await self._keeper.take_in(delivered, live=self._link.live)
        self._link.event_came(delivered[-1].received_at)
        logger.debug("events %d to %d kept", delivered[0].number, delivered[-1].number)

    async def _missed(self, missed: Missed) -> None:
        """Go on behind the hole; tell, unless there was nothing to miss yet."""
        began = (await self._journal.place()).epoch is not None
        await self._keeper.skip_to(missed.place)
        logger.info("events missed (%s); going on after %d", missed.reason, missed.place.after)
        if began:
            self._screen.complain(EventsMissed(f"stream: gap, {missed.reason}"))

    async def _load_lists(self) -> None:
        await self.our_lines.load()
        await self.tagging.load()
        self._screen.show_policy(await self._journal.policy())

    async def _directory_changed(self) -> None:
        await self._load_lists()
        await self._keeper.names_changed()
