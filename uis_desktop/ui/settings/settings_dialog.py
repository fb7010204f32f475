"""Settings: every choice is in force as soon as it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from uis_desktop.core.autostart import AtLogin
from uis_desktop.core.preferences import Preferences
from uis_desktop.core.settings_search import found_settings
from uis_desktop.core.surfaces import Surface
from uis_desktop.core.updates import Telling
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.settings.cards_section import CardsSection, Monitor
from uis_desktop.ui.settings.other_sections import (
    CrmSection,
    HistorySection,
    LooksSection,
    NumbersSection,
    StartSection,
    UpdatesSection,
)
from uis_desktop.ui.settings.ring_section import RingSection
from uis_desktop.ui.settings.scroll import Scroll
from uis_desktop.ui.settings.search_field import SearchField
from uis_desktop.ui.settings.section import HINT_WIDTH, Change, Section
from uis_desktop.ui.settings.talk_section import TalkSection

_WIDTH = 460
_SIDE = 20
#: The field above the choices, the buttons below, the title of the window and a panel.
_BESIDE = 230


class SettingsDialog(QDialog):
    """Shows the choices in force; ``chosen`` tells the new ones.

    ``defaults_wanted`` asks to forget what was chosen here.
    """

    chosen = Signal(Preferences)
    defaults_wanted = Signal()
    sound_wanted = Signal()
    crm_rules_wanted = Signal()

    def __init__(self, preferences: Preferences, *, sound_possible: bool) -> None:
        super().__init__()
        self.setObjectName("settings")
        self.setWindowTitle(translate("Settings", "Settings"))
        self._current = preferences
        self._search = SearchField()
        self._none = PlainLabel("hint", lines=2, width=HINT_WIDTH)
        self._cards = CardsSection()
        ring = RingSection(sound_possible=sound_possible)
        self._start = StartSection()
        self._updates = UpdatesSection()
        crm = CrmSection()
        self._sections: Sequence[Section] = (
            self._cards, ring, NumbersSection(), TalkSection(), HistorySection(), LooksSection(),
            self._start, self._updates, crm,
        )  # fmt: skip
        self._first: QWidget | None = None
        self._lay_out()
        for section in self._sections:
            section.wished.connect(self._on_wish)
        ring.sound_wanted.connect(self.sound_wanted)
        crm.rules_wanted.connect(self.crm_rules_wanted)
        self._search.textChanged.connect(self._find)
        self._search.go_on.connect(self._on_go_on)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._on_search)
        self.show_preferences(preferences)

    def show_preferences(
        self, preferences: Preferences, locked: Mapping[str, str] | None = None
    ) -> None:
        """These choices are in force now; ``locked``: what cannot be chosen now, and why."""
        self._current = preferences
        for section in self._sections:
            if locked is not None:
                section.lock(locked)
            section.show_preferences(preferences)
        self._leave(self._found())

    def show_surface(self, now: Surface) -> None:
        """This shows calls now."""
        self._cards.show_surface(now)
        self._leave(self._found())

    def show_at_login(self, state: AtLogin) -> None:
        """What the system does with the program when the person logs in."""
        self._start.show_at_login(state)
        self._leave(self._found())

    def show_telling(self, telling: Telling) -> None:
        """Whether the person can be told of new versions."""
        self._updates.show_telling(telling)
        self._leave(self._found())

    def show_monitors(self, monitors: Sequence[Monitor]) -> None:
        """Offer these screens, and the chosen one even if it is not plugged in."""
        self._cards.show_monitors(monitors)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with everything, and with the field to search it."""
        if not event.spontaneous():
            self._search.clear()
            self._search.setFocus(Qt.FocusReason.OtherFocusReason)
        super().showEvent(event)

    def _lay_out(self) -> None:
        groups = QWidget()
        groups.setFixedWidth(_WIDTH - 2 * _SIDE)
        column = QVBoxLayout(groups)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._none)
        for section in self._sections:
            column.addWidget(section)
        column.addStretch(1)
        scroll = Scroll(groups, beside=_BESIDE)
        search = QHBoxLayout()
        search.setContentsMargins(0, 0, scroll.bar_width, 0)
        search.addWidget(self._search)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 16, _SIDE - scroll.bar_width, 16)
        column.setSpacing(12)
        column.addLayout(search)
        column.addWidget(scroll)
        column.addLayout(self._buttons(scroll.bar_width))
        self.setFixedWidth(_WIDTH)

    def _buttons(self, margin: int) -> QHBoxLayout:
        defaults = QPushButton(translate("Settings", "Restore defaults"))
        defaults.clicked.connect(self.defaults_wanted)
        close = QPushButton(translate("Settings", "Close"))
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, margin, 0)
        row.addWidget(defaults)
        row.addStretch(1)
        row.addWidget(close)
        for button in (defaults, close):
            button.setAutoDefault(False)
        return row

    def _found(self) -> set[str] | None:
        """The settings that are looked for; None: nobody looks for any."""
        typed = self._search.text()
        if not typed.strip():
            return None
        words = {key: words for one in self._sections for key, words in one.words.items()}
        return set(found_settings(typed, words))

    def _find(self) -> None:
        found = self._found()
        self._leave(found)
        self._search.tell_found(len(found or ()))

    def _leave(self, found: set[str] | None) -> None:
        firsts = [section.show_only(found) for section in self._sections]
        self._first = next(filter(None, firsts), None)
        nothing = translate("Settings", "Nothing found. Try another word, or clear the field.")
        self._none.show_text(nothing if found is not None and not found else "", 200)

    def _on_go_on(self) -> None:
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _on_wish(self, change: Change) -> None:
        self.show_preferences(change(self._current))
        self.chosen.emit(self._current)
