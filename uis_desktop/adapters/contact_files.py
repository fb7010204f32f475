"""Address books on disk, read while the window goes on."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from uis_desktop.contact_files import LARGEST_FILE, Reading
from uis_desktop.contact_files.rows import Contents, Staff
from uis_desktop.core.own_contacts import OWN
from uis_desktop.errors import FileUnreadable

#: So long others wait at most.
_SLICE_S = 0.008


class DiskContactFiles:
    """Reads CSV and vCard files as the person's own contacts.

    The rows are read between other work on the loop, not in a thread: one that makes
    100,000 objects would collect the windows' garbage, too, which Qt does not allow there.
    """

    async def read(self, path: str, staff: Staff) -> Contents:
        """What the file holds.

        Raises:
            FileRefused: it is no address book.
            FileUnreadable: it cannot be read.
        """
        reading = await asyncio.to_thread(_begin, Path(path), staff)
        began = time.perf_counter()
        for _ in reading.rows():
            if time.perf_counter() - began > _SLICE_S:
                await asyncio.sleep(0)
                began = time.perf_counter()
        return reading.contents()


def _begin(path: Path, staff: Staff) -> Reading:
    """The file in memory, as text."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise FileUnreadable(f"contacts: {type(error).__name__}: {error.strerror}") from error
    return Reading(path.name, content, staff, OWN)
