"""What the administrator has locked, in words, and the line that says so below a setting."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent

from uis_desktop.core.policy import Policy, Source
from uis_desktop.ui.icons import Glyph, Ground, paint
from uis_desktop.ui.language import QT_TRANSLATE_NOOP, translate
from uis_desktop.ui.plain_text import PlainLabel

_ICON = 16
_GAP = 5

_WORDS: Mapping[Source, str] = {
    Source.RELAY: QT_TRANSLATE_NOOP("Locks", "Set by the administrator: on the company's server"),
    Source.FILE: QT_TRANSLATE_NOOP("Locks", "Set by the administrator: in a file on this computer"),
    Source.ENVIRONMENT: QT_TRANSLATE_NOOP(
        "Locks", "Set by the administrator: in the environment of this computer"
    ),
}


def lock_words(policy: Policy, key: str) -> str:
    """Why a setting cannot be chosen; empty: it can."""
    source = policy.lock(key)
    return "" if source is None else translate("Locks", _WORDS[source])


def all_lock_words(policy: Policy) -> Mapping[str, str]:
    """The same for everything that is locked, by key."""
    return {key: translate("Locks", _WORDS[source]) for key, source in policy.locks.items()}


class LockLine(PlainLabel):
    """A padlock, and why; away while nothing is locked."""

    def __init__(self, width: int) -> None:
        super().__init__("hint", lines=2, width=width)
        self.setContentsMargins(_ICON + _GAP, 0, 0, 0)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, and the padlock beside its first line."""
        super().paintEvent(event)
        colour = self.palette().color(self.foregroundRole())
        top = (self.fontMetrics().lineSpacing() - _ICON) / 2
        painter = QPainter(self)
        paint(painter, QRectF(0, top, _ICON, _ICON), Glyph.LOCK, Ground.NONE, colour, colour)
        painter.end()
