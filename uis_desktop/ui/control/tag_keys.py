"""The account's tags that have a key, as buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from uis_desktop.core.call_control import TagButton
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel, menu_text, plain, tip_text

_COLUMNS = 2


class TagKeys(QWidget):
    """A button for each tag; one that is on the call says so and cannot be pressed."""

    chosen = Signal(object)

    def __init__(self, width: int) -> None:
        super().__init__()
        self._width = width
        self._tags: Sequence[TagButton] = ()
        self._on: frozenset[str] = frozenset()
        self._buttons: list[QPushButton] = []
        self._hint = PlainLabel("hint", lines=3, width=width)
        self._hint.show_text(translate("Control", "Asking UIS for the tags…"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(4)
        self._grid.addWidget(self._hint, 0, 0, 1, _COLUMNS)

    def show_tags(self, tags: Sequence[TagButton]) -> None:
        """These have a key."""
        self._tags = tags
        none = translate(
            "Control",
            "No tag has a key yet. Your administrator gives keys to tags in the UIS account.",
        )
        self._hint.show_text("" if tags else none)
        for number, tag in enumerate(tags):
            button = QPushButton()
            button.setAutoDefault(False)
            button.setFixedWidth(self._width // _COLUMNS - 2)
            button.setToolTip(tip_text(plain(tag.name, 200)))
            button.clicked.connect(lambda *_, tag=tag: self.chosen.emit(tag))
            self._buttons.append(button)
            self._grid.addWidget(button, 1 + number // _COLUMNS, number % _COLUMNS)
        self._write()

    def show_problem(self, words: str) -> None:
        """They could not be asked for."""
        self._hint.show_text(words, 300)

    def show_on(self, tag_ids: frozenset[str]) -> None:
        """These are on the call."""
        self._on = tag_ids
        self._write()

    def press(self, digit: str) -> bool:
        """As if its button were pressed; whether there is one."""
        found = next((one for one in self._tags if one.digit == digit), None)
        if found is not None and found.tag_id not in self._on:
            self.chosen.emit(found)
        return found is not None

    def _write(self) -> None:
        for tag, button in zip(self._tags, self._buttons, strict=True):
            is_on = tag.tag_id in self._on
            name = plain(tag.name, 80)
            shown = f"{plain(tag.digit, 2)} · {name}"
            button.ensurePolished()
            # The frame, and the tick of a tag that is on the call.
            room = button.width() - 50
            elided = button.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, room)
            button.setText(menu_text(f"✓ {elided}" if is_on else elided, 90))
            told = translate("Control", "{tag}: on the call") if is_on else "{tag}"
            button.setAccessibleName(told.format(tag=name))
            button.setEnabled(not is_on)
