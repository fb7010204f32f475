"""What plays a recording, as the rest of the program sees it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal


class Sound(QObject):
    """One recording, out of memory: no player ever sees its link, so none can follow it.

    Attributes:
        moved: milliseconds: where it is, and how long it is.
        playing_changed: whether it is heard now.
        failed: with a :class:`~uis_desktop.errors.RecordingUnusable`.
    """

    moved = Signal(int, int)
    playing_changed = Signal(bool)
    failed = Signal(object)

    @property
    def playing(self) -> bool:
        """It is heard now."""
        raise NotImplementedError

    def load(self) -> None:
        """Have it made ready; it is at its beginning and silent."""
        raise NotImplementedError

    def play(self) -> None:
        """Go on from where it is; from the beginning, if it had come to its end."""
        raise NotImplementedError

    def pause(self) -> None:
        """Be silent, and stay where it is."""
        raise NotImplementedError

    def seek(self, ms: int) -> None:
        """Go there; silent or not, it stays so."""
        raise NotImplementedError

    def close(self) -> None:
        """Be silent for good, and let go of the bytes."""
        raise NotImplementedError


class Media(Protocol):
    """What makes them: :mod:`uis_desktop.ui.playing.media`, which need not be there."""

    def can_play(self) -> bool:
        """It has what decodes."""
        ...

    def can_be_heard(self) -> bool:
        """There are loudspeakers or headphones now."""
        ...

    @property
    def sound(self) -> Callable[[bytes, QObject], Sound]:
        """The recording with these bytes, owned by an object.

        Raises:
            RecordingUnusable
        """
        ...
