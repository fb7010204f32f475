"""Records of talks, fetched to be heard."""

from __future__ import annotations

import logging
from typing import Protocol

from uis_desktop.core.sounds import sound_in
from uis_desktop.errors import RecordingUnusable

logger = logging.getLogger(__name__)


class RecordsAtUis(Protocol):
    """Fetches what a link to a record opens."""

    async def fetch(self, link: str) -> bytes:
        """Whatever lies there.

        Raises:
            RecordingUnusable: it is not at UIS, there is none, or too much of it.
            ServiceUnreachable: no answer came.
        """
        ...


class Recordings:
    """Fetches a record whole, into memory only: nobody's voice is left on the disk."""

    def __init__(self, at_uis: RecordsAtUis) -> None:
        self._at_uis = at_uis

    async def fetch(self, link: str) -> bytes:
        """The record as WAV or MP3, without tags; its link is never logged.

        Raises:
            RecordingUnusable: there is none, or nothing that can be heard.
            ServiceUnreachable: no answer came.
        """
        body = await self._at_uis.fetch(link)
        if not body:
            raise RecordingUnusable("empty")
        sound = sound_in(body)
        if sound is None:
            raise RecordingUnusable("no_sound")
        logger.info("a recording of %d bytes came", len(sound))
        return sound
