"""What is remembered of updates from one start to the next: a small file beside the history."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import msgspec

from uis_desktop.core.updates import UpdateMemory

logger = logging.getLogger(__name__)


class UpdateFile:
    """Without it the person is told again, and no more: it is never worth a message."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> UpdateMemory:
        """What was kept; nothing, if that cannot be read."""
        try:
            memory = msgspec.json.decode(self._path.read_bytes(), type=UpdateMemory)
        except FileNotFoundError:
            return UpdateMemory()
        except (OSError, ValueError, RecursionError) as error:
            logger.warning("%s cannot be read: %s", self._path, error)
            return UpdateMemory()
        if memory.ask_at is not None and memory.ask_at.tzinfo is None:
            return replace(memory, ask_at=None)
        return memory

    def save(self, memory: UpdateMemory) -> None:
        """Keep this; what cannot be written is said in the log."""
        new = self._path.with_name(self._path.name + ".new")
        try:
            new.write_bytes(msgspec.json.encode(memory))
            new.replace(self._path)
        except OSError as error:
            logger.warning("%s cannot be written: %s", self._path, error.strerror)
