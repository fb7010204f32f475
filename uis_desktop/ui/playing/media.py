"""Qt's own player: the only file that knows QtMultimedia, which need not be installed.

Loaded when the first recording is played; with FFmpeg it takes 25 MB.
"""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer

from uis_desktop.errors import RecordingUnusable
from uis_desktop.ui.playing.kept_bytes import KeptBytes
from uis_desktop.ui.playing.sound import Sound

logger = logging.getLogger(__name__)


def can_play() -> bool:
    """Qt has what decodes; one that does not load is as none."""
    return bool(QMediaPlayer().isAvailable())


def can_be_heard() -> bool:
    """There are loudspeakers or headphones now."""
    return not QMediaDevices.defaultAudioOutput().isNull()


def _output(parent: QObject) -> QAudioOutput:
    """The system's output, at the system's volume.

    The player's threads come and go as receivers of its signals, and Qt then asks it whether it
    wants to hear of that, with a lock held.  PySide6 looks for the answer in Python, the first
    time only, and waits for the interpreter, in which the window may be waiting for that lock.
    So it is asked here, before there are threads.
    """
    output = QAudioOutput(parent)
    output.volumeChanged.connect(output.setVolume)
    output.volumeChanged.disconnect(output.setVolume)
    return output


class QtSound(Sound):
    """The volume is the system's, and so is the output, at each moment.

    The player gets a file's name and no ``QIODevice`` of ours: its threads would run Python
    for each piece they read, while the window may be waiting for them.
    """

    def __init__(self, kept: KeptBytes, parent: QObject) -> None:
        super().__init__(parent)
        self._closed = False
        self._bytes = kept
        self._player = QMediaPlayer(self)
        self._devices = QMediaDevices(self)
        self._output = _output(self)
        self._player.setAudioOutput(self._output)
        self._devices.audioOutputsChanged.connect(self._on_outputs)
        self._player.positionChanged.connect(self._on_moved)
        self._player.durationChanged.connect(self._on_moved)
        self._player.playbackStateChanged.connect(self._on_state)
        self._player.mediaStatusChanged.connect(self._on_status, Qt.ConnectionType.QueuedConnection)
        # Later: whoever hears of it may close the player, which is in the midst of it now.
        self._player.errorOccurred.connect(self._on_error, Qt.ConnectionType.QueuedConnection)

    @property
    def playing(self) -> bool:
        """It is heard now."""
        return self._player.playbackState() is QMediaPlayer.PlaybackState.PlayingState

    def load(self) -> None:
        """Have it decoded, in a thread of Qt's."""
        self._player.setSource(QUrl.fromLocalFile(self._bytes.path))

    def play(self) -> None:
        """Go on, or say that nothing is there to be heard with."""
        if can_be_heard():
            self._player.play()
        else:
            self.failed.emit(RecordingUnusable("no_output"))

    def pause(self) -> None:
        """Be silent, and stay where it is."""
        self._player.pause()

    def seek(self, ms: int) -> None:
        """Go there; silent or not, it stays so."""
        if self._player.playbackState() is QMediaPlayer.PlaybackState.StoppedState:
            # A player that has stopped forgets where it was told to begin.
            self._player.pause()
        self._player.setPosition(ms)

    def close(self) -> None:
        """Be silent for good; Qt's threads have left the bytes when this returns."""
        if self._closed:
            return
        self._closed = True
        self._player.stop()
        self._player.setSource(QUrl())
        self._bytes.close()
        self.deleteLater()

    def _on_moved(self) -> None:
        self.moved.emit(self._player.position(), self._player.duration())

    def _on_state(self) -> None:
        self.playing_changed.emit(self.playing)

    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status is QMediaPlayer.MediaStatus.LoadedMedia and not self._player.hasAudio():
            self._fail()

    def _on_error(self, error: QMediaPlayer.Error, text: str) -> None:
        logger.info("a recording cannot be played: %s, %s", error.name, text)
        self._fail()

    def _fail(self) -> None:
        if not self._closed:
            self.failed.emit(RecordingUnusable("broken"))

    def _on_outputs(self) -> None:
        """Headphones have come or gone: on to what the system prefers now."""
        if can_be_heard():
            self._output.setDevice(QMediaDevices.defaultAudioOutput())
        elif self.playing:
            self.pause()
            self.failed.emit(RecordingUnusable("no_output"))


def sound(body: bytes, parent: QObject) -> Sound:
    """The recording with these bytes.

    Raises:
        RecordingUnusable: the system has no room for them.
    """
    try:
        return QtSound(KeptBytes(body), parent)
    except OSError as error:
        logger.warning("a recording cannot be kept: %s", error)
        raise RecordingUnusable("broken") from error
