"""What happened while nobody was at the desk, told quietly and once."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from uis_desktop.core.absence import Digest
from uis_desktop.core.notifications import CLICKED
from uis_desktop.ui.cards.announcement import Announcement
from uis_desktop.ui.cards.looks import Look
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.cards.telling import Telling
from uis_desktop.ui.icons import Glyph, Ground
from uis_desktop.ui.language import translate
from uis_desktop.ui.theme import Theme

_LOST = Look("missed", Glyph.MISSED, Ground.SQUARE)
_NONE_LOST = Look("accent", Glyph.IN, Ground.DISC)
_KEY = "digest"


class DigestNotice(Announcement):
    """How many calls there were, and the way to them; it stays until somebody has read it."""

    list_wanted = Signal()
    waits_for_quiet_to_end = True

    def __init__(
        self, digest: Digest, theme: Theme, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(theme, clock)
        parts = [
            self.tr("%n missed", "", digest.lost) if digest.lost else "",
            self.tr("%n taken by a colleague", "", digest.taken) if digest.taken else "",
        ]
        show = self.button(self.list_wanted.emit, "primary")
        show.setText(
            translate("Digest", "Show missed calls")
            if digest.lost
            else translate("Digest", "Show calls")
        )
        self._fill(
            _LOST if digest.lost else _NONE_LOST,
            self.tr("While you were away: %n call(s)", "", digest.calls),
            " · ".join(filter(None, parts)),
            buttons=[show],
        )

    def telling(self, key: str) -> Telling:
        """The same words; a click leads to the calls too."""
        told = super().telling(key)
        return replace(told, acts={**told.acts, CLICKED: self.list_wanted.emit})


class Digests(QObject):
    """Shows a digest, and adds to it while nobody has read it."""

    missed_wanted = Signal()
    calls_wanted = Signal()

    def __init__(
        self,
        stack: Stack,
        theme: Theme,
        *,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stack = stack
        self._theme = theme
        self._clock = clock
        self._unread: Digest | None = None

    def show(self, digest: Digest) -> None:
        """Tell this, together with what was told before and not read."""
        unread = digest if self._unread is None else digest.with_older(self._unread)
        notice = DigestNotice(unread, self._theme, clock=self._clock)
        notice.list_wanted.connect(self._on_list)
        notice.close_wanted.connect(self._forget)
        self._stack.show_popup(_KEY, notice, None)
        self._unread = unread

    def read(self) -> None:
        """The person has seen the calls, here or in the window."""
        self._forget()
        self._stack.drop(_KEY)

    def _on_list(self) -> None:
        wanted = self.missed_wanted if self._unread and self._unread.lost else self.calls_wanted
        self.read()
        wanted.emit()

    def _forget(self) -> None:
        self._unread = None
