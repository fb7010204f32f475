"""Reads and writes the directory away from the loop, on a thread of its own."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from uis_desktop.relay.directory.contacts import contacts_after
from uis_desktop.relay.directory.devices import NewDevice, enrol
from uis_desktop.relay.directory.settings import write_setting
from uis_desktop.relay.directory.tables import open_directory
from uis_desktop.wire.frames import ContactsPage

_T = TypeVar("_T")


class Clerk:
    """The directory for whoever may wait for a disk."""

    def __init__(self, data: Path) -> None:
        """Open the directory.

        Raises:
            StorageUnusable
        """
        self._connection = open_directory(data)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="directory")

    async def enrol(self, code: str, device_name: str, now: datetime) -> NewDevice:
        """Exchange a code for a device.

        Raises:
            InviteRefused
        """
        return await self._on_thread(
            functools.partial(enrol, self._connection, code, device_name, now)
        )

    async def contacts_after(self, account: str, cursor: int) -> ContactsPage:
        """What changed after ``cursor``, at most one page."""
        return await self._on_thread(
            functools.partial(contacts_after, self._connection, account, cursor)
        )

    async def write_setting(self, name: str, value: str) -> None:
        """Keep a fact for the other processes."""
        await self._on_thread(functools.partial(write_setting, self._connection, name, value))

    async def close(self) -> None:
        """Finish, then close the file."""
        await asyncio.to_thread(self._thread.shutdown)
        self._connection.close()

    async def _on_thread(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
