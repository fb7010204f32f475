"""A player without a sound: moved by the test, and as quick as it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from uis_desktop.errors import RecordingUnusable
from uis_desktop.ui.playing.sound import Sound

#: A WAV by its head, in which nothing is right.
BROKEN = b"RIFF\x24\x00\x00\x00WAVEnonsense" + bytes(100)


class PaperSound(Sound):
    """One recording; a broken one says so when it is loaded."""

    def __init__(self, media: PaperMedia, body: bytes, parent: QObject) -> None:
        super().__init__(parent)
        self._media = media
        self._body = body
        self.at_ms = 0
        self._playing = False
        self.closed = False

    @property
    def playing(self) -> bool:
        """It would be heard now."""
        return self._playing

    def load(self) -> None:
        """It is at its beginning and silent."""
        self.seek(0)

    def play(self) -> None:
        """From the beginning, if it was at its end."""
        if self._body == BROKEN:
            self.failed.emit(RecordingUnusable("broken"))
        elif not self._media.headphones:
            self.failed.emit(RecordingUnusable("no_output"))
        else:
            self.seek(self.at_ms % self._media.length_ms)
            self._set(playing=True)

    def pause(self) -> None:
        """Be silent."""
        self._set(playing=False)

    def seek(self, ms: int) -> None:
        """Go there."""
        self.at_ms = ms
        self.moved.emit(ms, self._media.length_ms)

    def close(self) -> None:
        """Be silent for good."""
        self.pause()
        self.closed = True

    def end(self) -> None:
        """It has come to its end."""
        self.seek(self._media.length_ms)
        self.pause()

    def pull_out(self) -> None:
        """The headphones are gone."""
        self.pause()
        self.failed.emit(RecordingUnusable("no_output"))

    def _set(self, *, playing: bool) -> None:
        if playing != self._playing:
            self._playing = playing
            self.playing_changed.emit(playing)


class PaperMedia:
    """Stands in for :mod:`uis_desktop.ui.playing.media`; fits ``ui.playing.sound.Media``."""

    def __init__(self, *, length_ms: int) -> None:
        self.length_ms = length_ms
        self.headphones = True
        self.decoder = True
        self.sounds: list[PaperSound] = []

    def can_play(self) -> bool:
        return self.decoder

    def can_be_heard(self) -> bool:
        return self.headphones

    def sound(self, body: bytes, parent: QObject) -> PaperSound:
        self.sounds.append(PaperSound(self, body, parent))
        return self.sounds[-1]
