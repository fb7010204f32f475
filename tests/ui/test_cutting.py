"""Text is cut to what fits as if all of it had been measured, but it is not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout

from uis_desktop.ui import plain_text
from uis_desktop.ui.plain_text import cut_to
from uis_desktop.ui.theme import Theme

FLAG = "\U0001f1f7\U0001f1fa"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def measured_whole(text: str, width: int, lines: int) -> str:
    """Lines as Qt breaks the whole text, and the last one as Qt cuts it."""
    layout, start = QTextLayout(text, QFont()), 0
    kept: list[str] = []
    layout.beginLayout()
    while len(kept) < lines - 1 and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        kept.append(text[start : start + line.textLength()].rstrip())
        start += line.textLength()
    layout.endLayout()
    if text[start:]:
        metrics = QFontMetrics(QFont())
        kept.append(metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, width))
    return "\n".join(kept)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Анна", id="short"),
        pytest.param("ООО Ромашка и сыновья " * 14, id="words"),
        pytest.param("Ж" * 300, id="one word"),
        pytest.param("il" * 150, id="narrow"),
        pytest.param("مرحبا بالعالم " * 20, id="Arabic"),
        pytest.param("e\u0301" * 150, id="accents"),
    ],
)
@pytest.mark.parametrize(("width", "lines"), [(300, 1), (300, 3), (40, 2), (900, 1)])
def test_nothing_else_is_shown_than_if_all_was_measured(
    theme: Theme, text: str, width: int, lines: int
) -> None:
    assert cut_to(text, QFont(), width, lines) == measured_whole(text, width, lines)


@pytest.mark.parametrize("letter", [FLAG, FAMILY])
def test_of_letters_that_take_long_only_what_can_be_seen_is_measured(
    theme: Theme, monkeypatch: pytest.MonkeyPatch, letter: str
) -> None:
    measured: list[int] = []

    class Watched:
        def __init__(self, font: QFont) -> None:
            self._metrics = QFontMetrics(font)

        def elidedText(self, text: str, mode: Qt.TextElideMode, width: int) -> str:
            measured.append(len(text))
            return self._metrics.elidedText(text, mode, width)

    monkeypatch.setattr(plain_text, "QFontMetrics", Watched)
    shown = cut_to(letter * 150, QFont(), 300)
    assert shown.endswith("…")
    assert max(measured) < 100
