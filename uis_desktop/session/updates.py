"""Asks once a day whether there is a newer version, and tells; it installs nothing."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from uis_desktop.core import updates as rules
from uis_desktop.core.preferences import Preferences
from uis_desktop.core.updates import Platform, Release, Update, UpdateMemory, Verdict, Version
from uis_desktop.errors import ServiceUnreachable, UisError
from uis_desktop.session.preferences import PreferenceBook

logger = logging.getLogger(__name__)


class ReleaseNotes(Protocol):
    """Where the newest release is told of."""

    async def newest(self) -> tuple[bytes, bytes]:
        """The note and its signature, as they are found.

        Raises:
            ServiceUnreachable, ReplyNotUnderstood
        """
        ...

    def read(self, note: bytes, signature: bytes) -> Release:
        """What a note says.

        Raises:
            ReplyNotUnderstood: nobody who may has signed it, or it makes no sense.
        """
        ...


class UpdateStore(Protocol):
    """Where it is remembered; neither way ever fails."""

    def load(self) -> UpdateMemory:
        """What was kept; nothing, if that cannot be read."""
        ...

    def save(self, memory: UpdateMemory) -> None:
        """Keep this in place of what was there."""
        ...


class Watcher(Protocol):
    """Who tells the person, in a quiet moment."""

    def update_known(self, update: Update | None) -> None:
        """There is this newer version; None: there is none, or it is not to be told."""
        ...


class Updates:
    """Nobody waits for it: whatever fails is said in the log, and tried again later."""

    def __init__(
        self,
        *,
        notes: ReleaseNotes,
        store: UpdateStore,
        book: PreferenceBook,
        running: Version,
        platform: Platform | None,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
        chance: Callable[[], float],
    ) -> None:
        """``book`` has the person's wish, and whether the administrator lets updates be told.

        ``chance`` gives anything from 0 to 1, another at each desk.
        """
        self._notes = notes
        self._store = store
        self._book = book
        self._running = running
        self._platform = platform
        self._now = now
        self._sleep = sleep
        self._chance = chance
        self._memory = UpdateMemory()
        self._newest: Release | None = None
        self._watcher: Watcher | None = None

    async def run(self) -> None:
        """Tell what is known, then ask once a day, for ever."""
        self._memory = self._store.load()
        self._newest = self._read_kept()
        self._book.listen(self._live_by)
        while True:
            due = self._memory.ask_at
            await self._sleep(rules.pause_s(due, self._now(), chance=self._chance()))
            if self._wanted and rules.is_due(self._memory.ask_at, self._now()):
                await self._ask()

    def watch(self, watcher: Watcher) -> None:
        """Tell ``watcher`` from now on, and at once what is known."""
        self._watcher = watcher
        self._tell()

    def was_told(self, version: Version) -> None:
        """The person has seen that there is this version: it is not told again."""
        self._keep(replace(self._memory, told=version.text))

    @property
    def _wanted(self) -> bool:
        return self._book.current.tell_updates and self._book.policy.allows("updates")

    async def _ask(self) -> None:
        reached = True
        try:
            note, signature = await self._notes.newest()
            self._take(note, signature)
        except UisError as error:
            reached = not isinstance(error, ServiceUnreachable)
            logger.warning("updates: %s", error.detail)
        due = rules.next_ask(self._now(), reached=reached, chance=self._chance())
        self._keep(replace(self._memory, ask_at=due))
        self._tell()

    def _take(self, note: bytes, signature: bytes) -> None:
        """Let this note count, if it is to be believed.

        Raises:
            ReplyNotUnderstood
        """
        release = self._notes.read(note, signature)
        verdict = self._judge(release)
        logger.info("updates: %s is %s", release.version, verdict)
        if verdict.kept:
            self._newest = release
            self._memory = replace(self._memory, note=note, signature=signature)

    def _read_kept(self) -> Release | None:
        """What was fetched before; it is believed as little as a note that has just come."""
        memory = self._memory
        if not memory.note:
            return None
        try:
            return self._notes.read(memory.note, memory.signature)
        except UisError as error:
            logger.warning("updates: what was kept is not believed: %s", error.detail)
            return None

    def _judge(self, release: Release) -> Verdict:
        return rules.judge(
            release,
            running=self._running,
            platform=self._platform,
            known=None if self._newest is None else self._newest.version,
            today=self._now().date(),
        )

    def _keep(self, memory: UpdateMemory) -> None:
        self._memory = memory
        self._store.save(memory)

    def _live_by(self, _preferences: Preferences) -> None:
        self._tell()

    def _tell(self) -> None:
        if self._watcher is not None:
            self._watcher.update_known(self._update())

    def _update(self) -> Update | None:
        newest = self._newest
        if newest is None or not self._wanted or self._judge(newest) is not Verdict.NEWER:
            return None
        told = self._memory.told == newest.version.text
        return Update(release=newest, running=self._running, told=told)
