"""While my phone rings: our sound, and the flash of the taskbar."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from uis_desktop.core.preferences import Preferences
from uis_desktop.ui.sound.player import Player
from uis_desktop.ui.sound.sounds import Sounds

logger = logging.getLogger(__name__)

#: From one ring to the next.
PAUSE_MS = 3000
FLASH_MS = 2500
#: The card is painted first.
_FIRST_MS = 50


class Ringer(QObject):
    """Rings again and again; one timer, and none while nothing rings."""

    def __init__(
        self,
        player: Player,
        flash: Callable[[int], None],
        *,
        first_ms: int = _FIRST_MS,
        pause_ms: int = PAUSE_MS,
        parent: QObject | None = None,
    ) -> None:
        """``flash`` lets the taskbar's entry flash for so many milliseconds."""
        super().__init__(parent)
        self._player = player
        self._flash = flash
        self._first_ms = first_ms
        self._pause_ms = pause_ms
        self._sounds = Sounds()
        self._preferences = Preferences()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_ring)

    @property
    def ringing(self) -> bool:
        """My phone rings, as far as it was told."""
        return self._timer.isActive()

    @property
    def sound_possible(self) -> bool:
        """This computer can play a sound, as far as one can tell."""
        return self._player.available

    def live_by(self, preferences: Preferences) -> None:
        """The person has chosen."""
        if not preferences.loud:
            self._player.stop()
        self._preferences = preferences

    def ring(self, ringing: bool) -> None:
        """My phone begins to ring, or has stopped."""
        if ringing:
            self._timer.start(self._first_ms)
        else:
            self._timer.stop()
            self._player.stop()

    def try_out(self) -> None:
        """Let the person hear what was chosen, even if it will not be played for calls."""
        if self._preferences.sound:
            self._play()

    def close(self) -> None:
        """Be silent for good."""
        self.ring(False)
        self._player.close()
        self._sounds.close()

    def _on_ring(self) -> None:
        if self._preferences.loud:
            self._play()
        if self._preferences.flash:
            self._flash(FLASH_MS)
        self._timer.start(self._pause_ms)

    def _play(self) -> None:
        chosen = self._preferences
        try:
            self._player.play(self._sounds.at(chosen.sound, chosen.volume))
        except (OSError, ValueError) as error:
            # A full disk must not keep the rest of a ring away.
            logger.info("no sound: %s", error)
