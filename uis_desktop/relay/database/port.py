"""What the relay needs of a small database, wherever it is kept.

Directory and journals are SQLite databases; the functions beside their tables
read and write them through a connection.  Who holds the connection is hidden
here: one file of this machine, or a copy that several relays keep alike.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

import apsw

_T = TypeVar("_T")


class Database(Protocol):
    """Reads and writes away from the event loop."""

    async def read(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """What ``work`` reads; it must not write."""
        ...

    async def write(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """Carry ``work`` out in one transaction; durable when this returns.

        ``work`` may be called again if another relay was faster, so it touches
        nothing but the connection.

        Raises:
            StorageUnusable: it is not certain to be kept.
            Exception: whatever ``work`` raised; then nothing has changed.
        """
        ...

    async def catch_up(self) -> None:
        """Have what any relay has written before this call.

        Raises:
            StorageUnusable: nobody can tell.
        """
        ...

    async def compact(self) -> None:
        """Let what was deleted leave the disk too, wherever the database is kept.

        Raises:
            StorageUnusable: it may still be readable somewhere; ask again.
        """
        ...

    async def close(self) -> None:
        """Finish, then close the file."""
        ...
