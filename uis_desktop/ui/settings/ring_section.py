"""Settings of what is heard and seen while a phone rings."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSlider

from uis_desktop.core.preferences import Preferences
from uis_desktop.ui.language import QT_TRANSLATE_NOOP, translate
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.settings.section import HINT_WIDTH, Section
from uis_desktop.ui.sound.sounds import SOUNDS

_SOUNDS: Mapping[str, str] = {"": QT_TRANSLATE_NOOP("Sound", "No sound"), **SOUNDS}


class RingSection(Section):
    """``sound_wanted`` asks to hear the chosen sound."""

    sound_wanted = Signal()

    def __init__(self, *, sound_possible: bool) -> None:
        super().__init__(translate("Settings", "When my phone rings"))
        sound = self.choice("sound", _SOUNDS, context="Sound")
        self._try = QPushButton(translate("Settings", "Listen"))
        self._try.setAutoDefault(False)
        self._try.clicked.connect(self.sound_wanted)
        self._volume = self._make_volume()
        no_player = PlainLabel("hint", lines=3, width=HINT_WIDTH)
        row = QHBoxLayout()
        row.addWidget(sound, 1)
        row.addWidget(self._try)
        self.row("sound", sound, beside=row)
        self.row("volume", self._volume)
        self.hint("sound", no_player)
        self.switch("desk_phone_rings")
        self.switch("flash")
        self.on_show(self._show_sound)
        words = translate(
            "Settings",
            "This computer has no program to play a sound: "
            "install pulseaudio-utils, pipewire-bin or alsa-utils.",
        )
        no_player.show_text("" if sound_possible else words, 200)

    def _make_volume(self) -> QSlider:
        volume = QSlider(Qt.Orientation.Horizontal)
        volume.setRange(0, 100)
        volume.setPageStep(10)
        # Kept on disk when it is let go, not at each step on the way.
        volume.setTracking(False)
        volume.valueChanged.connect(lambda value: self.wish("volume", value))
        return volume

    def _show_sound(self, preferences: Preferences) -> None:
        with QSignalBlocker(self._volume):
            self._volume.setValue(preferences.volume)
        self._try.setEnabled(bool(preferences.sound))
        self._volume.setEnabled(bool(preferences.sound))
