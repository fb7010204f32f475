"""Plays a WAV file the way of this platform; Qt's own sound is not part of its essentials."""

from __future__ import annotations

import logging
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QProcess

if sys.platform == "win32":
    import winsound

logger = logging.getLogger(__name__)

#: What may be there on Linux, the sound server's own first; macOS has its own.
PROGRAMS: Sequence[tuple[str, ...]] = (
    ("paplay",),
    ("pw-play",),
    ("aplay", "-q"),
    ("canberra-gtk-play", "-f"),
    ("afplay",),
)


#: What was told to end at once has ended long before.
_END_MS = 1000


class Player(Protocol):
    """Plays one sound at a time and never waits for its end."""

    @property
    def available(self) -> bool:
        """This computer can play a sound, as far as one can tell."""
        ...

    def play(self, sound: Path) -> None:
        """Play it now, in place of what still plays."""
        ...

    def stop(self) -> None:
        """Be silent."""
        ...

    def close(self) -> None:
        """Be silent for good."""
        ...


class ProgramPlayer(QObject):
    """Has one of the system's programs play it; one that fails is not asked again."""

    def __init__(
        self,
        programs: Sequence[tuple[str, ...]] = PROGRAMS,
        *,
        which: Callable[[str], str | None] = shutil.which,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        found = ((which(name), options) for name, *options in programs)
        self._programs = [(path, options) for path, options in found if path is not None]
        self._wanted: Path | None = None
        self._told_to_end = False
        self._process = QProcess(self)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        self._process.finished.connect(self._on_end)
        self._process.errorOccurred.connect(self._on_error)

    @property
    def available(self) -> bool:
        """There is a program that has not failed yet."""
        return bool(self._programs)

    def play(self, sound: Path) -> None:
        """Start the program; the next one if it cannot play."""
        self._wanted = sound
        if self._process.state() is QProcess.ProcessState.NotRunning:
            self._start()
        else:
            self._end()

    def stop(self) -> None:
        """End the program."""
        self._wanted = None
        self._end()

    def close(self) -> None:
        """End the program, and wait until it has ended."""
        self.stop()
        self._process.waitForFinished(_END_MS)

    def _start(self) -> None:
        if self._wanted is not None and self._programs:
            path, options = self._programs[0]
            self._told_to_end = False
            self._process.start(path, [*options, str(self._wanted)])

    def _end(self) -> None:
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._told_to_end = True
            self._process.kill()

    def _on_end(self, code: int, status: QProcess.ExitStatus) -> None:
        if self._told_to_end:
            # Another sound may be wanted meanwhile.
            self._start()
        elif code or status is not QProcess.ExitStatus.NormalExit:
            said = bytes(self._process.readAll().data()).decode(errors="replace").strip()[-200:]
            self._give_up(f"exit code {code}: {said}")

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._give_up(self._process.errorString())

    def _give_up(self, why: str) -> None:
        """This program cannot play: another one may."""
        (path, _), *self._programs = self._programs
        logger.info("no sound by %s: %s", Path(path).name, why)
        self._start()


class WindowsPlayer:
    """By the system's own call; not run here."""

    available = True

    def play(self, sound: Path) -> None:
        """Play it beside everything else."""
        if sys.platform == "win32":
            flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
            winsound.PlaySound(str(sound), flags)

    def stop(self) -> None:
        """Be silent."""
        if sys.platform == "win32":
            winsound.PlaySound(None, 0)

    def close(self) -> None:
        """Be silent for good."""
        self.stop()


def system_player(parent: QObject) -> Player:
    """The way of this platform."""
    return WindowsPlayer() if sys.platform == "win32" else ProgramPlayer(parent=parent)
