"""The tags of a call: each a button that puts it on or takes it off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from uis_desktop.core.aftercall import TagMark
from uis_desktop.core.tags import Tag
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel, menu_text, plain, tip_text
from uis_desktop.ui.window.flow import FlowLayout
from uis_desktop.ui.wording import tag_refusal_words

# So many tags have a button; of a longer list those that are on, and the others a menu.
_MOST_CHIPS = 10
_LONGEST = 28


class TagChips(QWidget):
    """``wanted`` tells call, tag, and whether it is to be on."""

    wanted = Signal(str, object, bool)

    def __init__(self, width: int | None = None) -> None:
        """``width`` is that of its lines; None: as wide as there is room."""
        super().__init__()
        self._call = ""
        self._chips: dict[str, QPushButton] = {}
        self._marks: dict[str, TagMark] = {}
        title = QLabel(translate("Tags", "Tags"))
        title.setObjectName("fieldTitle")
        self._row = QWidget()
        self._flow = FlowLayout(self._row)
        self._more = QPushButton(translate("Tags", "More tags"))
        self._more.setAutoDefault(False)
        self._menu = QMenu(self._more)
        self._more.setMenu(self._menu)
        self._waiting = PlainLabel("hint", lines=3, width=width)
        self._refused = PlainLabel("complaint", lines=6, width=width)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(4)
        for widget in (title, self._row, self._more, self._waiting, self._refused):
            column.addWidget(widget)

    def show_tags(self, call: str, marks: Sequence[TagMark]) -> None:
        """Show these; what has the focus keeps it as long as it is there."""
        self._call = call
        chips, others = _split(marks)
        self._marks = {mark.id or mark.name: mark for mark in marks}
        if list(self._chips) != [mark.id or mark.name for mark in chips]:
            self._make(chips)
        for mark in chips:
            self._dress(self._chips[mark.id or mark.name], mark)
        self._menu.clear()
        for mark in others:
            act = self._menu.addAction(menu_text(mark.name))
            act.triggered.connect(lambda *_, key=mark.id: self._on_wished(key, wanted=True))
        self._more.setVisible(bool(others))
        self._tell(marks)
        self.setVisible(bool(marks))

    @property
    def first(self) -> QPushButton:
        """The first that can be pressed."""
        return next((chip for chip in self._chips.values() if chip.isEnabled()), self._more)

    def _make(self, marks: Sequence[TagMark]) -> None:
        focused = next((key for key, chip in self._chips.items() if chip.hasFocus()), None)
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {}
        for mark in marks:
            chip = QPushButton(self._row)
            chip.setProperty("role", "tag")
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            key = mark.id or mark.name
            chip.clicked.connect(lambda on, key=key: self._on_wished(key, wanted=on))
            self._chips[key] = chip
            self._flow.addWidget(chip)
            chip.show()
        if focused in self._chips:
            self._chips[focused].setFocus()

    def _dress(self, chip: QPushButton, mark: TagMark) -> None:
        name = plain(mark.name, 80)
        chip.setText(menu_text(mark.name, _LONGEST))
        chip.setToolTip(tip_text(name) if len(name) > _LONGEST else "")
        chip.setChecked(mark.on)
        # UIS has told its name alone: there is nothing to ask with.
        chip.setEnabled(mark.id is not None)
        not_yet = translate("Tags", "{tag}, UIS does not know yet")
        chip.setAccessibleName(not_yet.format(tag=name) if mark.waiting else name)
        if chip.property("waiting") != mark.waiting:
            chip.setProperty("waiting", mark.waiting)
            chip.style().unpolish(chip)
            chip.style().polish(chip)

    def _tell(self, marks: Sequence[TagMark]) -> None:
        waiting = ", ".join(plain(mark.name, 40) for mark in marks if mark.waiting)
        words = translate("Tags", "UIS does not know yet: {tags}. It is told by itself.")
        self._waiting.show_text(words.format(tags=waiting) if waiting else "", 400)
        refused = [tag_refusal_words(mark.name, mark.refused) for mark in marks if mark.refused]
        again = translate("Tags", "Press the tag to try again.")
        lines = [words.line for words in refused]
        self._refused.show_text(" ".join([*lines, again]) if refused else "", 600)

    def _on_wished(self, key: str, *, wanted: bool) -> None:
        mark = self._marks.get(key)
        if mark is not None and mark.id is not None:
            self.wanted.emit(self._call, Tag(id=mark.id, name=mark.name), wanted)


def _split(marks: Sequence[TagMark]) -> tuple[list[TagMark], list[TagMark]]:
    """Those with a button, and those in the menu."""
    if len(marks) <= _MOST_CHIPS:
        return list(marks), []
    told = [mark for mark in marks if mark.on or mark.waiting or mark.refused]
    return told, [mark for mark in marks if mark not in told]
