"""Brings the wishes of the connection check to the session, and what came of them back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from uis_desktop.core.fates import SEEN, Fate
from uis_desktop.core.history import HistoryRow
from uis_desktop.core.lights import Arrivals
from uis_desktop.core.link import LinkView
from uis_desktop.core.ring_test import RingReport
from uis_desktop.errors import UisError
from uis_desktop.session.preferences import PreferenceBook
from uis_desktop.ui.cards.fate_watch import FateWatch
from uis_desktop.ui.check.supporting import Supporting
from uis_desktop.ui.later import later
from uis_desktop.ui.refusals import Words
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.wording import error_words

if TYPE_CHECKING:
    from uis_desktop.session.session import Session
    from uis_desktop.session.support import Support
    from uis_desktop.ui.check.check_window import CheckWindow
    from uis_desktop.ui.check.first_ring import FirstRing
    from uis_desktop.ui.check.ring_panel import RingPanel


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Checking(QObject):
    """Notes what becomes of cards, and answers whoever asks for it afterwards."""

    def __init__(
        self,
        watch: FateWatch,
        theme: Theme,
        tasks: Tasks,
        *,
        preferences: PreferenceBook,
        support: Support | None,
        tell: Callable[[Words], None],
        now: Callable[[], datetime] = _utc_now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tasks = tasks
        self._now = now
        self._preferences = preferences
        self._supporting = None if support is None else Supporting(support, tasks, tell, self)
        self._session: Session | None = None
        self._link: LinkView | None = None
        self._arrivals: Arrivals | None = None
        self._made: CheckWindow | None = None
        self._first: FirstRing | None = None
        self._looking: asyncio.Task[None] | None = None
        self._telling: asyncio.Task[None] | None = None
        self._rung: RingReport | None = None
        #: What became of cards since the last test ring was asked for; None: of no interest.
        self._fates: dict[str, tuple[Fate, datetime]] | None = None
        watch.became.connect(self._on_fate)

    def use(self, session: Session | None) -> None:
        """Check this session; None while nobody is signed in."""
        self._session = session
        self._arrivals = self._rung = self._fates = None
        for ring in self._rings():
            ring.show_nothing()
        if session is None and self._first is not None:
            self._first.hide()
        if self._made is not None:
            self._made.story.show_calls(())
            self._show()

    def show_link(self, link: LinkView | None) -> None:
        """The connection has changed, or brought something."""
        self._link = link
        if self._made is not None:
            self._made.lights.show_link(link)
        if self._first is not None:
            self._first.show_link(link)

    def calls_changed(self) -> None:
        """History has changed; what is listed is asked anew while somebody looks."""
        if self._made is not None and self._made.isVisible():
            self._look()

    def open(self) -> None:
        """Show the lights."""
        self._window.open_connection()

    def welcome(self) -> None:
        """Somebody signed in here for the first time: offer him a test ring."""
        if self._first is None:
            first: FirstRing = later("check.first_ring").FirstRing(self._theme)
            self._first = first
            self._first.ring.ring_wanted.connect(self._on_ring)
            self._first.check_wanted.connect(self.open)
        self._first.show_link(self._link)
        self._first.show()
        self._first.raise_()
        self._first.activateWindow()

    def explain(self, call: HistoryRow) -> None:
        """Show why this call was seen or not."""
        window = self._window
        window.open_story()
        self._look(call)

    def close(self) -> None:
        """Close the windows for good."""
        for window in (self._made, self._first):
            if window is not None:
                window.hide()
                window.deleteLater()

    def _rings(self) -> list[RingPanel]:
        """Wherever a test ring is shown."""
        return [window.ring for window in (self._made, self._first) if window is not None]

    @property
    def _window(self) -> CheckWindow:
        """The window, made when it is first needed."""
        if self._made is None:
            window: CheckWindow = later("check.check_window").CheckWindow(self._theme)
            self._made = window
            window.look_wanted.connect(self._look)
            window.try_wanted.connect(self._on_try)
            window.ring.ring_wanted.connect(self._on_ring)
            window.story.chosen.connect(self._on_chosen)
            if self._supporting is not None:
                self._supporting.serve(window, self._pack)
            self._show()
        return self._made

    def _show(self) -> None:
        if self._made is None:
            return
        lights = self._made.lights
        lights.show_link(self._link)
        lights.show_arrivals(self._arrivals, self._now())
        lights.show_call_api(None if self._session is None else self._session.checking.call_api)

    def _look(self, call: HistoryRow | None = None) -> None:
        """Ask the journal for calls, and the relay when UIS last notified it."""
        if self._session is not None and (self._looking is None or self._looking.done() or call):
            self._looking = self._tasks.start(self._look_at(self._session, call))

    async def _look_at(self, session: Session, call: HistoryRow | None) -> None:
        calls = (await session.lists.find("")).recent
        if session is self._session and self._made is not None:
            self._made.story.show_calls(calls)
            if call is not None:
                self._made.story.choose(call)
        arrivals = await session.checking.ask_relay()
        if session is self._session:
            self._arrivals = arrivals
            self._show()

    async def _pack(self, support: Support, path: str) -> None:
        await support.pack(
            path,
            preferences=self._preferences.current,
            link=self._link,
            arrivals=self._arrivals,
            session=self._session,
        )

    def _on_try(self) -> None:
        if self._session is not None:
            self._tasks.start(self._try(self._session))

    async def _try(self, session: Session) -> None:
        window = self._window
        window.set_trying(True)
        try:
            arrivals = await session.checking.ask_relay()
            await session.checking.try_call_api()
        finally:
            window.set_trying(False)
        if session is self._session:
            self._arrivals = arrivals
            self._show()

    def _on_ring(self) -> None:
        if self._session is not None:
            for ring in self._rings():
                ring.show_waiting()
            self._rung, self._fates = None, {}
            self._tasks.start(self._ring(self._session))

    async def _ring(self, session: Session) -> None:
        try:
            report = await session.checking.ring()
        except UisError as error:
            for ring in self._rings():
                ring.show_failure(error_words(error).line)
            return
        if session is self._session:
            self._rung = report
            self._show_ring()

    def _show_ring(self) -> None:
        if self._rung is not None and self._fates is not None:
            fate = self._fates.get(self._rung.call_session_id)
            for ring in self._rings():
                ring.show_report(self._rung, fate)

    def _on_fate(self, key: str, fate: Fate) -> None:
        if self._session is not None:
            self._session.fates.note(key, fate)
        if self._fates is None or fate is Fate.NO_SOUND:
            return
        known = self._fates.get(key)
        if known is None or (fate in SEEN and known[0] not in SEEN):
            self._fates[key] = fate, self._now()
            self._show_ring()

    def _on_chosen(self, call: HistoryRow) -> None:
        if self._telling is not None:
            self._telling.cancel()
        if self._session is not None:
            self._telling = self._tasks.start(self._tell(self._session, call))

    async def _tell(self, session: Session, call: HistoryRow) -> None:
        story = await session.fates.story(call)
        if self._made is not None:
            self._made.story.show_story(call, story)
