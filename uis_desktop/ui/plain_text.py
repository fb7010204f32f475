"""Text from outside on Qt's widgets: see :mod:`uis_desktop.core.plain_text`."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent, QTextLayout
from PySide6.QtGui import Qt as Guessing
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from uis_desktop.core.plain_text import plain as plain

_LONGEST = 120
#: Pixels a letter of our sizes usually takes.
_USUAL_LETTER = 7


def menu_text(text: object, longest: int = 60) -> str:
    """As :func:`plain`, for a menu, where ``&`` would mark a key."""
    return plain(text, longest).replace("&", "&&")


def tip_text(text: str) -> str:
    """Clean text for a tool tip, which guesses markup and cannot be told not to.

    Qt guesses it from a tag, and also from ``&lt;`` or ``&amp;`` without any tag.
    """
    tip = text.replace("<", "‹")
    return tip.replace("&", "＆") if Guessing.mightBeRichText(tip) else tip


class PlainLabel(QLabel):
    """A label that shows outside text: never markup, cut off with "…" if too long."""

    def __init__(
        self, name: str, *, lines: int = 1, width: int | None = None, parent: QWidget | None = None
    ) -> None:
        """``name`` is what the style sheet calls it; ``width`` is fixed if given."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._lines = lines
        self._whole = ""
        #: Text, font and width it was last cut for.
        self._fitted = ("", "", -1)
        if width is None:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        else:
            self.setFixedWidth(width)

    @property
    def whole_text(self) -> str:
        """The text before it was cut to the width."""
        return self._whole

    def show_text(self, text: object, longest: int = _LONGEST) -> None:
        """Show outside text; an empty one takes the label away."""
        self._whole = plain(text, longest)
        self.setAccessibleName(self._whole)
        self.setHidden(not self._whole)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text anew for the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.ensurePolished()
        width = self.contentsRect().width()
        fitted = (self._whole, self.font().key(), width)
        if fitted == self._fitted:
            return
        self._fitted = fitted
        shown = cut_to(self._whole, self.font(), width, self._lines) if width > 0 else ""
        if self.text() == shown:
            return
        self.setText(shown)
        cut = shown.replace("\n", " ") != self._whole
        self.setToolTip(tip_text(self._whole) if cut else "")


def cut_to(text: str, font: QFont, width: int, lines: int = 1) -> str:
    """``text`` in at most ``lines`` lines of ``width`` pixels, the last one cut with "…".

    Some letters take Qt 0.1 ms each (flags, families of emoji), so no more of them are
    measured than can be seen: as many as usually fit, and more until they do not.
    """
    measured = lines * (width // _USUAL_LETTER + 1)
    while True:
        shown, full = _cut(text[:measured], font, width, lines)
        if full or measured >= len(text):
            return shown
        measured *= 2


def _cut(text: str, font: QFont, width: int, lines: int) -> tuple[str, bool]:
    """The lines, and whether the last one had to be cut: more text would change nothing.

    Of a text that ends amid a letter of several parts the last line shows no part of it,
    because "…" has taken its place.
    """
    kept = _broken(text, font, width, lines - 1) if lines > 1 else []
    rest = text[sum(map(len, kept)) :]
    upper = [line.rstrip() for line in kept]
    if not rest:
        return "\n".join(upper), False
    shown = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return "\n".join([*upper, shown]), shown != rest


def _broken(text: str, font: QFont, width: int, most: int) -> list[str]:
    """The first lines, at most so many, as Qt breaks them."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    lines: list[str] = []
    start = 0
    while len(lines) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        lines.append(text[start : start + line.textLength()])
        start += line.textLength()
    layout.endLayout()
    return lines
