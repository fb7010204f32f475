"""Settings: every choice is in force as soon as it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from uis_desktop.core.preferences import POINTERS_SCREEN, Corner, Preferences, Scheme
from uis_desktop.core.surfaces import ShowAs, Surface
from uis_desktop.ui.language import QT_TRANSLATE_NOOP, translate
from uis_desktop.ui.plain_text import PlainLabel, plain
from uis_desktop.ui.settings.keys_field import KeysField
from uis_desktop.ui.settings.questions import ask, choice
from uis_desktop.ui.settings.scroll import Scroll
from uis_desktop.ui.sound.sounds import SOUNDS

_WIDTH = 460
_SIDE = 20
#: The buttons below the choices, the title of the window and a panel.
_BESIDE = 180

_SHOWN_AS: Mapping[str, str] = {
    ShowAs.AUTO: QT_TRANSLATE_NOOP("Settings", "What suits this desktop"),
    ShowAs.CARDS: QT_TRANSLATE_NOOP("Settings", "Cards"),
    ShowAs.NOTIFICATIONS: QT_TRANSLATE_NOOP("Settings", "System notifications"),
}
_SHOWN_NOW: Mapping[Surface, str] = {
    Surface.CARDS: QT_TRANSLATE_NOOP("Settings", "Now: cards"),
    Surface.NOTIFICATIONS: QT_TRANSLATE_NOOP("Settings", "Now: system notifications"),
    Surface.WINDOW: QT_TRANSLATE_NOOP(
        "Settings", "Now: in the window of this program; the desktop shows nothing else"
    ),
}
_CORNERS: Mapping[str, str] = {
    Corner.BOTTOM_RIGHT: QT_TRANSLATE_NOOP("Settings", "Lower right"),
    Corner.TOP_RIGHT: QT_TRANSLATE_NOOP("Settings", "Upper right"),
    Corner.BOTTOM_LEFT: QT_TRANSLATE_NOOP("Settings", "Lower left"),
    Corner.TOP_LEFT: QT_TRANSLATE_NOOP("Settings", "Upper left"),
}
_SCHEMES: Mapping[str, str] = {
    Scheme.SYSTEM: QT_TRANSLATE_NOOP("Settings", "As the system"),
    Scheme.LIGHT: QT_TRANSLATE_NOOP("Settings", "Light"),
    Scheme.DARK: QT_TRANSLATE_NOOP("Settings", "Dark"),
}
_KEPT: Mapping[int, str] = {
    30: QT_TRANSLATE_NOOP("Settings", "30 days"),
    90: QT_TRANSLATE_NOOP("Settings", "90 days"),
    365: QT_TRANSLATE_NOOP("Settings", "A year"),
    3 * 365: QT_TRANSLATE_NOOP("Settings", "Three years"),
    0: QT_TRANSLATE_NOOP("Settings", "For ever"),
}
_SOUNDS: Mapping[str, str] = {"": QT_TRANSLATE_NOOP("Sound", "No sound"), **SOUNDS}

V = TypeVar("V")
#: The choices with one of them made anew.
Change = Callable[[Preferences, V], Preferences]


@dataclass(frozen=True, slots=True)
class Monitor:
    """A screen that is there, by the system's name for it."""

    name: str
    width: int
    height: int


class SettingsDialog(QDialog):
    """Shows the choices in force; ``chosen`` tells the new ones."""

    chosen = Signal(Preferences)
    sound_wanted = Signal()
    crm_rules_wanted = Signal()

    def __init__(self, preferences: Preferences, *, sound_possible: bool) -> None:
        super().__init__()
        self.setObjectName("settings")
        self.setWindowTitle(translate("Settings", "Settings"))
        self._current = preferences
        self._shown_as = self._choice(_SHOWN_AS, lambda p, v: replace(p, show_as=ShowAs(v)))
        self._shown_now = PlainLabel("hint", lines=2, width=_WIDTH - 60)
        self._corner = self._choice(_CORNERS, lambda p, value: replace(p, corner=Corner(value)))
        self._monitor = self._choice({}, lambda p, name: replace(p, monitor=name))
        self._full = self._switch(
            translate("Settings", "Show cards over a program in full screen"),
            lambda p, on: replace(p, over_full_screen=on),
        )
        self._colleagues = self._switch(
            translate("Settings", "Show calls that ring only at colleagues"),
            lambda p, on: replace(p, colleagues_rings=on),
        )
        self._sound = self._choice(_SOUNDS, lambda p, name: replace(p, sound=name), "Sound")
        self._try = QPushButton(translate("Settings", "Listen"))
        self._volume = QSlider(Qt.Orientation.Horizontal)
        self._desk_phone = self._switch(
            translate("Settings", "My desk phone rings: no sound of this program"),
            lambda p, on: replace(p, desk_phone_rings=on),
        )
        self._flash = self._switch(
            translate("Settings", "The taskbar flashes while my phone rings"),
            lambda p, on: replace(p, flash=on),
        )
        self._keys = KeysField(_WIDTH - 60)
        self._copied = self._switch(
            translate("Settings", "Offer to call a number when it is copied"),
            lambda p, on: replace(p, offer_copied=on),
        )
        self._links = self._switch(
            translate("Settings", "Ask before a link in another program is called"),
            lambda p, on: replace(p, ask_before_links=on),
        )
        self._scheme = self._choice(_SCHEMES, lambda p, value: replace(p, scheme=Scheme(value)))
        self._kept = QComboBox()
        self._when_deleted = PlainLabel("hint", lines=2, width=_WIDTH - 60)
        self._no_player = PlainLabel("hint", lines=3, width=_WIDTH - 60)
        self._crm_rules = QPushButton(translate("Settings", "Open the customer in the CRM…"))
        self._defaults = QPushButton(translate("Settings", "Restore defaults"))
        self._close = QPushButton(translate("Settings", "Close"))
        self._lay_out()
        self._connect()
        self._say_if_silent(sound_possible=sound_possible)
        self.show_surface(Surface.CARDS)
        self.show_monitors(())
        self.show_preferences(preferences)

    def show_preferences(self, preferences: Preferences) -> None:
        """These choices are in force now."""
        self._current = preferences
        self._show_kept(preferences.keep_days)
        for combo, value in (
            (self._shown_as, preferences.show_as.value),
            (self._corner, preferences.corner.value),
            (self._monitor, preferences.monitor),
            (self._sound, preferences.sound),
            (self._scheme, preferences.scheme.value),
        ):
            with QSignalBlocker(combo):
                combo.setCurrentIndex(max(0, combo.findData(value)))
        for box, on in (
            (self._full, preferences.over_full_screen),
            (self._colleagues, preferences.colleagues_rings),
            (self._flash, preferences.flash),
            (self._desk_phone, preferences.desk_phone_rings),
            (self._copied, preferences.offer_copied),
            (self._links, preferences.ask_before_links),
        ):
            with QSignalBlocker(box):
                box.setChecked(on)
        with QSignalBlocker(self._volume):
            self._volume.setValue(preferences.volume)
        self._keys.show_keys(preferences.hotkey)
        self._enable()

    def show_surface(self, now: Surface) -> None:
        """This shows calls now."""
        self._shown_now.show_text(translate("Settings", _SHOWN_NOW[now]), 200)

    def _show_kept(self, days: int) -> None:
        """Offer the usual times to keep calls, and the chosen one if it is another."""
        with QSignalBlocker(self._kept):
            self._kept.clear()
            for usual, words in _KEPT.items():
                self._kept.addItem(translate("Settings", words), usual)
            if days not in _KEPT:
                self._kept.addItem(translate("Settings", "Days: {count}").format(count=days), days)
            self._kept.setCurrentIndex(self._kept.findData(days))

    def show_monitors(self, monitors: Sequence[Monitor]) -> None:
        """Offer these screens, and the chosen one even if it is not plugged in."""
        with QSignalBlocker(self._monitor):
            self._monitor.clear()
            self._monitor.addItem(translate("Settings", "Main monitor"), "")
            self._monitor.addItem(
                translate("Settings", "The one the pointer is on"), POINTERS_SCREEN
            )
            for one in monitors:
                words = f"{plain(one.name, 40)} · {one.width}×{one.height}"
                self._monitor.addItem(words, one.name)
            chosen = self._current.monitor
            if self._monitor.findData(chosen) < 0:
                away = translate("Settings", "{monitor} (not plugged in)")
                self._monitor.addItem(away.format(monitor=plain(chosen, 40)), chosen)
            self._monitor.setCurrentIndex(self._monitor.findData(chosen))

    def _choice(
        self, words: Mapping[str, str], change: Change[str], context: str = "Settings"
    ) -> QComboBox:
        combo = choice(words, context)
        combo.currentIndexChanged.connect(lambda: self._choose(change, combo.currentData()))
        return combo

    def _switch(self, words: str, change: Change[bool]) -> QCheckBox:
        box = QCheckBox(words)
        box.setAccessibleName(words)
        box.toggled.connect(lambda on: self._choose(change, on))
        return box

    def _lay_out(self) -> None:
        cards = QGroupBox(translate("Settings", "Calls on the screen"))
        form = QFormLayout(cards)
        ask(form, translate("Settings", "Show calls as"), self._shown_as)
        form.addRow(self._shown_now)
        ask(form, translate("Settings", "Corner"), self._corner)
        ask(form, translate("Settings", "Monitor"), self._monitor)
        form.addRow(self._full)
        form.addRow(self._colleagues)
        ring = QGroupBox(translate("Settings", "When my phone rings"))
        form = QFormLayout(ring)
        row = QHBoxLayout()
        row.addWidget(self._sound, 1)
        row.addWidget(self._try)
        ask(form, translate("Settings", "Sound"), self._sound, row)
        ask(form, translate("Settings", "Volume"), self._volume)
        form.addRow(self._no_player)
        form.addRow(self._desk_phone)
        form.addRow(self._flash)
        elsewhere = QGroupBox(translate("Settings", "Numbers in other programs"))
        form = QFormLayout(elsewhere)
        ask(form, translate("Settings", "Keys for a number"), self._keys)
        self._keys.name(translate("Settings", "Keys for a selected number"))
        form.addRow(self._keys.hint)
        form.addRow(self._copied)
        form.addRow(self._links)
        history = QGroupBox(translate("Settings", "History"))
        form = QFormLayout(history)
        ask(form, translate("Settings", "Keep calls"), self._kept)
        form.addRow(self._when_deleted)
        self._when_deleted.show_text(
            translate("Settings", "Older calls and their notes are deleted at the next start."), 200
        )
        look = QGroupBox(translate("Settings", "Colours"))
        form = QFormLayout(look)
        ask(form, translate("Settings", "Light or dark"), self._scheme)
        buttons = QHBoxLayout()
        buttons.addWidget(self._defaults)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        groups = QWidget()
        groups.setFixedWidth(_WIDTH - 2 * _SIDE)
        column = QVBoxLayout(groups)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for group in (cards, ring, elsewhere, history, look):
            column.addWidget(group)
        column.addWidget(self._crm_rules)
        scroll = Scroll(groups, beside=_BESIDE)
        buttons.setContentsMargins(0, 0, scroll.bar_width, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 16, _SIDE - scroll.bar_width, 16)
        column.setSpacing(12)
        column.addWidget(scroll)
        column.addLayout(buttons)
        self._volume.setRange(0, 100)
        self._volume.setPageStep(10)
        # Kept on disk when it is let go, not at each step on the way.
        self._volume.setTracking(False)
        self.setFixedWidth(_WIDTH)

    def _connect(self) -> None:
        self._volume.valueChanged.connect(
            lambda value: self._choose(lambda p, volume: replace(p, volume=volume), value)
        )
        self._keys.chosen.connect(
            lambda keys: self._choose(lambda p, hotkey: replace(p, hotkey=hotkey), keys)
        )
        self._kept.activated.connect(
            lambda: self._choose(
                lambda p, days: replace(p, keep_days=days), int(self._kept.currentData())
            )
        )
        self._try.clicked.connect(self.sound_wanted)
        self._defaults.clicked.connect(self._on_defaults)
        self._close.clicked.connect(self.accept)
        self._crm_rules.clicked.connect(self.crm_rules_wanted)
        for button in (self._try, self._crm_rules, self._defaults, self._close):
            button.setAutoDefault(False)

    def _say_if_silent(self, *, sound_possible: bool) -> None:
        words = translate(
            "Settings",
            "This computer has no program to play a sound: "
            "install pulseaudio-utils, pipewire-bin or alsa-utils.",
        )
        self._no_player.show_text("" if sound_possible else words, 200)

    def _choose(self, change: Change[V], value: V) -> None:
        self._current = change(self._current, value)
        self._enable()
        self.chosen.emit(self._current)

    def _enable(self) -> None:
        self._try.setEnabled(bool(self._current.sound))
        self._volume.setEnabled(bool(self._current.sound))

    def _on_defaults(self) -> None:
        """Back to the beginning, but for what is not chosen here, and what would delete calls."""
        now = self._current
        self.show_preferences(
            replace(
                Preferences(),
                quiet_until=now.quiet_until,
                keep_days=now.keep_days,
                crm_rules=now.crm_rules,
            )
        )
        self.chosen.emit(self._current)
