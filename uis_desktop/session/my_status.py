"""My status at UIS: shown, changed by one request for each wish, and put back in time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from uis_desktop.core import my_status as rules
from uis_desktop.core.my_status import MyStatusNote, News, StatusNow, Step, Wish
from uis_desktop.errors import (
    HistoryUnreadable,
    OutcomeUnknown,
    ReplyNotUnderstood,
    ServiceUnreachable,
    UisError,
)
from uis_desktop.session.alarm import Alarm

logger = logging.getLogger(__name__)


class OwnStatus(Protocol):
    """My status at UIS, read and changed."""

    async def now(self) -> StatusNow:
        """What UIS says now.

        Raises:
            ServiceRefused, ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        ...

    async def change(self, status_id: str) -> None:
        """Have UIS give me another status, with one request.

        Raises:
            ServiceRefused, ServiceUnreachable: nothing was changed.
            OutcomeUnknown, ReplyNotUnderstood: it may have been.
        """
        ...


class StatusNotes(Protocol):
    """Where the note is kept; every method may raise ``HistoryUnreadable``."""

    async def my_status_note(self) -> MyStatusNote:
        """The note; an empty one if none was kept."""
        ...

    async def keep_my_status_note(self, note: MyStatusNote) -> None:
        """Keep it in place of the one before."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusView:
    """What is known.

    Attributes:
        now: what UIS said last; None: it has not said anything yet.
        problem: why it cannot be asked; ``now`` is then old.
        busy: a wish or a question is on its way.
    """

    now: StatusNow | None = None
    note: MyStatusNote = field(default_factory=MyStatusNote)
    problem: UisError | None = None
    busy: bool = False


class Watcher(Protocol):
    """Who is told."""

    def status_changed(self, view: StatusView) -> None:
        """This is known now."""
        ...

    def status_news(self, news: News, now: StatusNow | None) -> None:
        """Something happened that no click waits for; ``now``: what UIS said last."""
        ...


class MyStatus:
    """One wish at a time; a return and the outcome of a lost answer come by themselves."""

    def __init__(
        self,
        *,
        statuses: OwnStatus,
        store: StatusNotes,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._statuses = statuses
        self._store = store
        self._now = now
        self._watcher: Watcher | None = None
        self._untold: list[News] = []
        self._told: StatusNow | None = None
        self._problem: UisError | None = None
        self._note = MyStatusNote()
        self._one_at_a_time = asyncio.Lock()
        self._look = asyncio.Event()
        self._connected = asyncio.Event()
        self._alarm = Alarm(now=now, sleep=sleep, ring=self._rang, name="my status")

    @property
    def view(self) -> StatusView:
        """What is known."""
        return StatusView(
            now=self._told,
            note=self._note,
            problem=self._problem,
            busy=self._one_at_a_time.locked(),
        )

    def watch(self, watcher: Watcher | None) -> None:
        """Tell ``watcher`` from now on, and at once what is known; None: nobody."""
        self._watcher = watcher
        if watcher is not None:
            watcher.status_changed(self.view)
            untold, self._untold = self._untold, []
            for news in untold:
                watcher.status_news(news, self._told)

    async def run(self) -> None:
        """Ask once, then do what is due, for ever.

        Raises:
            HistoryUnreadable: the note cannot be read or written.
        """
        async with self._one_at_a_time:
            self._note = await self._store.my_status_note()
        await self._connected.wait()
        await self.ask()
        async with asyncio.TaskGroup() as group:
            while True:
                self._look.clear()
                await self._do_what_is_due()
                self._alarm.set(rules.next_look(self._note), group)
                await self._look.wait()

    def caught_up(self) -> None:
        """The relay is there: ask, or look what is due."""
        self._connected.set()
        self.hurry()

    def hurry(self) -> None:
        """The machine woke up: the timer may have slept with it."""
        self._alarm.stop()
        self._look.set()

    async def ask(self) -> None:
        """Ask UIS; what it says, or why it cannot be asked, is told to the watcher.

        Raises:
            HistoryUnreadable
        """
        if self._one_at_a_time.locked():
            return
        async with self._one_at_a_time:
            self._tell()
            await self._asked()
        self._tell()

    async def choose(self, wish: Wish) -> Step | None:
        """Carry a wish out with at most one change; None: another is on its way.

        ``ASK``: nothing was sent; the status is none of ours, see ``view.now``.

        Raises:
            ServiceRefused, ServiceUnreachable: nothing was changed.
            OutcomeUnknown: nobody knows yet; the watcher is told when it is known.
            HistoryUnreadable: nothing was sent, or its outcome could not be written.
            DeviceRevoked, ReplyNotUnderstood: UIS could not be asked; nothing was sent.
        """
        if self._one_at_a_time.locked():
            return None
        try:
            async with self._one_at_a_time:
                self._tell()
                return await self._choose(wish)
        finally:
            self._look.set()
            self._tell()

    async def _choose(self, wish: Wish) -> Step:
        now = await self._ask_uis()
        step = rules.step_of(self._note, now, wish)
        if step is Step.KEEP:
            await self._keep(rules.kept(self._note, now, wish))
        elif step is Step.CHANGE:
            note = rules.sending(self._note, now, wish, self._now())
            await self._send(note, wish.id)
        return step

    async def _send(self, note: MyStatusNote, status_id: str) -> None:
        """Write, send once, write what came of it; an unknown outcome is asked about."""
        await self._keep(note)
        try:
            await self._statuses.change(status_id)
        except (OutcomeUnknown, ReplyNotUnderstood) as error:
            logger.info("status: no answer, asking: %s", error.detail)
            if not await self._was_done(note, status_id):
                raise OutcomeUnknown(f"status: {error.detail}") from error
        except ServiceUnreachable:
            await self._keep(rules.not_sent(note, self._now()))
            raise
        except UisError:
            await self._keep(rules.not_done(note))
            raise
        else:
            await self._keep(rules.done(note))
            statuses = () if self._told is None else self._told.statuses
            self._told = StatusNow(id=status_id, statuses=statuses)

    async def _was_done(self, note: MyStatusNote, status_id: str) -> bool:
        """UIS says that what got no answer was carried out; if not, it may still be."""
        try:
            self._told = await self._statuses.now()
        except UisError as error:
            logger.info("status: what became of it is not known yet: %s", error.detail)
            return False
        if self._told.id != status_id:
            return False
        await self._keep(rules.done(note))
        return True

    async def _do_what_is_due(self) -> None:
        """The return, or the question what became of a change."""
        due = rules.next_look(self._note)
        if due is None or due > self._now() or self._one_at_a_time.locked():
            return
        async with self._one_at_a_time:
            self._tell()
            if rules.is_too_late(self._note, self._now()):
                await self._keep(MyStatusNote(given=self._note.given))
                self._say(News.TOO_LATE)
            elif not await self._asked():
                await self._keep(rules.put_off(self._note, self._now()))
            elif rules.is_due(self._note, self._now()):
                await self._put_back()
        self._tell()

    async def _put_back(self) -> None:
        note = rules.sending_back(self._note, self._now())
        if note.sent is None:
            return
        try:
            await self._send(note, note.sent.id)
        except ServiceUnreachable as error:
            logger.info("status: the return is tried again: %s", error.detail)
        except OutcomeUnknown:
            self._say(News.NOT_KNOWN)
        except UisError as error:
            logger.warning("status: the return was refused: %s", error.detail)
            self._say(News.NOT_RETURNED)
        else:
            self._say(News.RETURNED)

    async def _asked(self) -> bool:
        """UIS has said how things are; why not is in the view."""
        try:
            await self._ask_uis()
        except HistoryUnreadable:
            raise
        except UisError as error:
            logger.info("status: not known: %s", error.detail)
            return False
        return True

    async def _ask_uis(self) -> StatusNow:
        try:
            now = await self._statuses.now()
        except UisError as error:
            self._problem = error
            raise
        self._problem = None
        self._told = now
        note, news = rules.heard(self._note, now, self._now())
        await self._keep(note)
        if news is not None:
            self._say(news)
        return now

    async def _keep(self, note: MyStatusNote) -> None:
        if note != self._note:
            await self._store.keep_my_status_note(note)
            self._note = note

    def _say(self, news: News) -> None:
        logger.info("status: %s", news)
        if self._watcher is None:
            self._untold.append(news)
        else:
            self._watcher.status_news(news, self._told)

    def _tell(self) -> None:
        if self._watcher is not None:
            self._watcher.status_changed(self.view)

    async def _rang(self) -> None:
        self._look.set()
