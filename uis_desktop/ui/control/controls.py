"""Carries out what is wished for in the window of a call."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from uis_desktop.core.abilities import Ability
from uis_desktop.core.call_control import Answer, Wish
from uis_desktop.core.cards import CardView
from uis_desktop.errors import CallRefused, OutcomeUnknown, UisError
from uis_desktop.ui.cards import lines
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.control import words
from uis_desktop.ui.control.block_notice import BlockNotice
from uis_desktop.ui.control.call_panel import CallPanel
from uis_desktop.ui.refusals import Words
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.wording import error_words

if TYPE_CHECKING:
    from uis_desktop.session.session import Session
    from uis_desktop.ui.window.contact_window import ContactWindow

_OVER = "call_session_not_found"


class Controls(QObject):
    """One window, for one call; it goes when the talk is over."""

    def __init__(
        self,
        stack: Stack,
        tasks: Tasks,
        tell: Callable[[Words], None],
        *,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._stack = stack
        self._tasks = tasks
        self._tell = tell
        self._clock = clock
        self._session: Session | None = None
        self._panel: CallPanel | None = None
        self._window: ContactWindow | None = None
        self._key = ""
        self._blocking: set[str] = set()
        stack.card_maker.control_wanted.connect(self.open)

    def use(self, session: Session | None) -> None:
        """Control calls of this session; None while nobody is signed in."""
        self._session = session
        if session is None:
            self.close()

    def serve(self, window: ContactWindow) -> None:
        """Do what is wished for in this window."""
        self._window = window
        window.control_wanted.connect(self.open)
        self._tell_window(window)

    def open(self, key: str) -> None:
        """Show the window for the call of this card, or with this call session id."""
        card = self._card(key)
        if card is None or self._session is None or not card.controls:
            return
        if self._panel is None or card.key != self._key:
            self.close()
            self._panel = self._made(card, self._session)
        self._refresh()
        self._panel.open_up()

    def show_calls(self) -> None:
        """Cards have changed; the window of a talk that is over goes."""
        if self._panel is not None:
            card = self._card(self._key)
            if card is None or not card.controls:
                self.close()
            else:
                self._refresh()
        if self._window is not None:
            self._tell_window(self._window)

    def close(self) -> None:
        """Take the window away; the call goes on."""
        panel, self._panel = self._panel, None
        if panel is not None:
            panel.hide()
            panel.deleteLater()

    def _card(self, key: str) -> CardView | None:
        cards = self._stack.cards()
        return next((one for one in cards if key in (one.key, one.call_session_id)), None)

    def _tell_window(self, window: ContactWindow) -> None:
        calls = {one.call_session_id for one in self._stack.cards() if one.controls}
        window.show_controllable(frozenset(filter(None, calls)))

    def _made(self, card: CardView, session: Session) -> CallPanel:
        key = self._key = card.key
        panel = CallPanel(lines.name_line(card))
        panel.wished.connect(lambda wish: self._on_wish(key, wish))
        panel.tag_chosen.connect(lambda tag: self._on_wish(key, Wish(Ability.TAG, tag.tag_id)))
        panel.block_wanted.connect(lambda: self._on_block(key))
        panel.undo_wanted.connect(lambda: self._on_undo(key))
        panel.left.connect(self.close)
        if Ability.TAG in card.controls:
            self._tasks.start(self._ask_for_tags(session, panel))
        return panel

    def _refresh(self) -> None:
        card = self._card(self._key)
        if self._panel is not None and self._session is not None and card is not None:
            controlling = self._session.controlling
            self._panel.show_call(
                card.controls,
                controlling.known(card.key),
                block_waits=controlling.blocking.waits(card.key),
            )

    async def _ask_for_tags(self, session: Session, panel: CallPanel) -> None:
        try:
            tags = await session.controlling.tag_buttons()
        except UisError as error:
            if panel is self._panel:
                panel.show_tag_problem(error_words(error).line)
            return
        if panel is self._panel:
            panel.show_tags(tags)

    def _on_wish(self, key: str, wish: Wish) -> None:
        if self._session is not None and self._panel is not None:
            self._panel.set_busy(wish, busy=True)
            self._tasks.start(self._do(self._session, self._panel, key, wish))

    async def _do(self, session: Session, panel: CallPanel, key: str, wish: Wish) -> None:
        answer: Answer | None = None
        try:
            answer = await session.controlling.do(key, wish)
        except OutcomeUnknown:
            self._tell(words.unknown_words())
        finally:
            if panel is self._panel:
                panel.set_busy(wish, busy=False)
                self._refresh()
        if panel is self._panel and answer is not None:
            panel.say(words.answer_line(wish, answer))
            if wish.ability is Ability.KEYS and answer is Answer.DONE:
                panel.key_sent(wish.value)

    def _on_undo(self, key: str) -> None:
        if self._session is not None:
            self._session.controlling.blocking.undo(key)

    def _on_block(self, key: str) -> None:
        card = self._card(key)
        if self._session is None or card is None or key in self._blocking:
            return
        blocking = self._session.controlling.blocking
        who = lines.number_words(card)
        notice = BlockNotice(who, self._clock)
        notice.undo_wanted.connect(lambda: blocking.undo(key))
        self._stack.show_popup(_notice_of(key), notice, None)
        self._blocking.add(key)
        self._tasks.start(self._block(self._session, key, who))

    async def _block(self, session: Session, key: str, who: str) -> None:
        waiting = asyncio.ensure_future(session.controlling.blocking.block(key))
        try:
            await asyncio.sleep(0)
            self._refresh()
            told = words.block_words(await waiting, who)
        except OutcomeUnknown:
            told = words.unknown_words()
        except CallRefused as error:
            if error.mnemonic != _OVER:
                raise
            told = words.too_late_to_block(who)
        finally:
            waiting.cancel()
            self._blocking.discard(key)
            self._stack.drop(_notice_of(key))
            self._refresh()
        if told is not None:
            self._tell(told)


def _notice_of(key: str) -> str:
    return f"block:{key}"
