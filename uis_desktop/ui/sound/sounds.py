"""Our own sounds, at the volume that is wanted."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from uis_desktop.ui.language import QT_TRANSLATE_NOOP
from uis_desktop.ui.resources import resource
from uis_desktop.ui.sound.volume import at_volume

#: The names that are kept among the choices, and what they are called.
SOUNDS: Mapping[str, str] = {
    "chime": QT_TRANSLATE_NOOP("Sound", "Chime"),
    "bell": QT_TRANSLATE_NOOP("Sound", "Telephone"),
    "knock": QT_TRANSLATE_NOOP("Sound", "Knock"),
}
_DEFAULT = "chime"


class Sounds:
    """Files a player can play, kept while the program runs."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def at(self, name: str, volume: int) -> Path:
        """The sound ``name`` at ``volume``, 0 to 100; a name of a newer version is the default."""
        name = name if name in SOUNDS else _DEFAULT
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="uis-desktop-sounds-")
        path = Path(self._folder.name) / f"{name}-{volume}.wav"
        if not path.exists():
            path.write_bytes(at_volume(resource("sounds", f"{name}.wav").read_bytes(), volume))
        return path

    def close(self) -> None:
        """Remove the files."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
