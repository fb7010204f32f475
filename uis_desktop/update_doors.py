"""The doors of updates; loaded only by a build that knows whose word on releases counts.

What a build knows is a file among its resources that is put there when a release is built
(``packaging/update_channel.py``); no source tree has it.
"""

from __future__ import annotations

import asyncio
import logging
import random
from datetime import UTC, datetime
from pathlib import Path

from uis_desktop import __version__
from uis_desktop.adapters.places import Places
from uis_desktop.adapters.release_notes import ReleaseNotes, this_platform
from uis_desktop.adapters.update_file import UpdateFile
from uis_desktop.core.updates import read_version
from uis_desktop.session.preferences import PreferenceBook
from uis_desktop.session.updates import Updates
from uis_desktop.wire.release_note import read_channel

logger = logging.getLogger(__name__)


def updates(channel: Path, places: Places, book: PreferenceBook) -> Updates | None:
    """Asks where ``channel`` says; None: the file is of no use, and the log says why."""
    try:
        asked = read_channel(channel.read_bytes())
    except (OSError, ValueError) as error:
        logger.warning("updates are not asked for: %s: %s", channel, error)
        return None
    return Updates(
        notes=ReleaseNotes(asked),
        store=UpdateFile(places.data / "updates.json"),
        book=book,
        running=read_version(__version__),
        platform=this_platform(),
        now=lambda: datetime.now(UTC),
        sleep=asyncio.sleep,
        chance=random.random,
    )
