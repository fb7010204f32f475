"""Plays one recording at a time, by the person's click."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from uis_desktop.core.cards import CardState, CardView
from uis_desktop.core.records import may_be_opened
from uis_desktop.errors import RecordingUnusable, ServiceUnreachable, UisError
from uis_desktop.ui.later import later
from uis_desktop.ui.playing.sound import Media, Sound
from uis_desktop.ui.playing.view import Phase, PlayerView
from uis_desktop.ui.playing.words import (
    PASSING,
    no_answer_words,
    no_program_words,
    paused_words,
    unusable_words,
)
from uis_desktop.ui.refusals import Words
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.wording import error_words

if TYPE_CHECKING:
    from uis_desktop.session.recordings import Recordings
    from uis_desktop.ui.window.contact_window import ContactWindow

logger = logging.getLogger(__name__)


def qt_media() -> Media:
    """Qt's own player, loaded now.

    Raises:
        ImportError: it is not installed, or a library of the system's that it needs is not.
    """
    media: Media = later("playing.media")
    return media


class Playing(QObject):
    """Fetches a recording and plays it in the window; its link is never written to a log.

    Where Qt's player is not installed, or has nothing that decodes, the system's player or
    browser is opened instead.
    """

    def __init__(
        self,
        tasks: Tasks,
        tell: Callable[[Words], None],
        *,
        media: Callable[[], Media] = qt_media,
        parent: QObject | None = None,
    ) -> None:
        """``tell`` shows what went wrong; ``media`` is called once, for the first recording."""
        super().__init__(parent)
        self._tasks = tasks
        self._tell = tell
        self._load_media = media
        self._media: Media | None = None
        self._recordings: Recordings | None = None
        self._window: ContactWindow | None = None
        self._view: PlayerView | None = None
        self._fetching: asyncio.Task[None] | None = None
        self._sound: Sound | None = None
        self._no_media = False
        #: It plays as soon as it is there.
        self._wanted = False
        self._calls: set[tuple[str, bool]] = set()

    @property
    def view(self) -> PlayerView | None:
        """What is shown now."""
        return self._view

    def use(self, recordings: Recordings | None) -> None:
        """Fetch recordings here; None: nobody is signed in, so nothing is heard."""
        self._recordings = recordings
        self.stop()

    def serve(self, window: ContactWindow) -> None:
        """Play what is wished for in this window."""
        self._window = window
        window.play_wanted.connect(self.play)
        window.closed.connect(self.pause)
        window.player.toggle_wanted.connect(self.toggle)
        window.player.seek_wanted.connect(self._seek)
        window.player.elsewhere_wanted.connect(self._on_elsewhere)
        window.player.close_wanted.connect(self.stop)
        window.show_player(self._view)

    def play(self, link: str, title: str) -> None:
        """Play this recording in place of another; a click on the same one pauses it."""
        if self._view is not None and link == self._view.link:
            self.toggle()
        elif may_be_opened(link):
            self._begin(link, title)
        else:
            logger.warning("a recording was not opened: its link leads elsewhere")
            self._tell(unusable_words("strange"))

    def toggle(self) -> None:
        """Pause it, go on, or try again."""
        if self._sound is not None and self._view is not None:
            if self._sound.playing:
                self._sound.pause()
            else:
                self._sound.play()
        elif self._view is not None and self._view.phase is Phase.TROUBLE:
            self._begin(self._view.link, self._view.title)

    def pause(self) -> None:
        """Be silent; a recording that is still on its way does not begin by itself."""
        self._wanted = False
        if self._sound is not None:
            self._sound.pause()

    def stop(self) -> None:
        """Be silent for good, and forget it."""
        self._end()
        self._show(None)

    def calls_go_on(self, cards: Sequence[CardView]) -> None:
        """A recording must not speak into a phone that begins to ring, nor into a talk.

        It goes on when the person says so.
        """
        at_my_phone = [card for card in cards if card.state.at_my_phone]
        calls = {(card.key, card.state is CardState.TALKING) for card in at_my_phone}
        begun, self._calls = calls - self._calls, calls
        if begun and self._view is not None:
            playing = self._sound is None or self._sound.playing
            self.pause()
            if playing and self._view.phase is not Phase.TROUBLE:
                self._show(replace(self._view, words=paused_words()))

    def _begin(self, link: str, title: str) -> None:
        # What is shown stays until the next is: a strip that is hidden loses the keyboard.
        self._end()
        self._wanted = True
        if self._recordings is None or self._no_media:
            self._show(None)
            self._open_elsewhere(link)
            return
        self._show(PlayerView(link=link, title=title, phase=Phase.LOADING))
        self._fetching = self._tasks.start(self._fetch(self._recordings, link))

    def _end(self) -> None:
        if self._fetching is not None:
            self._fetching.cancel()
            self._fetching = None
        self._drop_sound()

    async def _fetch(self, recordings: Recordings, link: str) -> None:
        # The window shows that it has heard the click before it is held up by loading.
        await asyncio.sleep(0)
        media = self._get_media()
        if media is None:
            self._fetching = None
            self.stop()
            self._open_elsewhere(link)
            return
        try:
            sound = media.sound(await _body(media, recordings, link), self)
        except (RecordingUnusable, ServiceUnreachable) as error:
            self._fetching = None
            self._on_trouble(error)
        else:
            self._fetching = None
            self._start(sound)

    def _get_media(self) -> Media | None:
        """What plays, or None where there is nothing; it will not come while we run."""
        if self._media is not None:
            return self._media
        try:
            media = self._load_media()
        except ImportError as error:
            logger.info("recordings are opened in the system's player: %s", error)
        else:
            if media.can_play():
                self._media = media
                return media
            logger.info("recordings are opened in the system's player: Qt has no decoder")
        self._no_media = True
        return None

    def _start(self, sound: Sound) -> None:
        self._sound = sound
        sound.playing_changed.connect(self._on_playing)
        sound.moved.connect(self._on_moved)
        sound.failed.connect(self._on_trouble)
        sound.load()
        if self._wanted:
            sound.play()
        elif self._view is not None:
            self._show(replace(self._view, phase=Phase.PAUSED))

    def _seek(self, ms: int) -> None:
        if self._sound is not None:
            self._sound.seek(ms)

    def _on_elsewhere(self) -> None:
        if self._view is not None:
            link = self._view.link
            self.stop()
            self._open_elsewhere(link)

    def _open_elsewhere(self, link: str) -> None:
        if not QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode)):
            logger.warning("a recording was not opened: no program for https links")
            self._tell(no_program_words())

    def _on_playing(self, playing: bool) -> None:
        if self._view is None:
            return
        if playing:
            self._show(replace(self._view, phase=Phase.PLAYING, words="", again=False))
        elif self._view.phase is Phase.PLAYING:
            self._show(replace(self._view, phase=Phase.PAUSED))

    def _on_moved(self, position_ms: int, length_ms: int) -> None:
        if self._window is not None:
            self._window.player.show_position(position_ms, length_ms)

    def _on_trouble(self, error: UisError) -> None:
        logger.info("a recording is not heard: %s: %s", type(error).__name__, error.detail)
        reason = error.reason if isinstance(error, RecordingUnusable) else ""
        if reason != "no_output":
            self._drop_sound()
        if self._view is not None:
            again = error.worth_retrying or reason in PASSING
            words = _trouble_words(error).line
            self._show(replace(self._view, phase=Phase.TROUBLE, words=words, again=again))

    def _drop_sound(self) -> None:
        if self._sound is not None:
            self._sound.close()
            self._sound = None

    def _show(self, view: PlayerView | None) -> None:
        self._view = view
        if self._window is not None:
            self._window.show_player(view)


async def _body(media: Media, recordings: Recordings, link: str) -> bytes:
    if not media.can_be_heard():
        raise RecordingUnusable("no_output")
    return await recordings.fetch(link)


def _trouble_words(error: UisError) -> Words:
    return no_answer_words() if type(error) is ServiceUnreachable else error_words(error)
