"""One server for one data folder: a lock that dies with the process that holds it."""

from __future__ import annotations

from pathlib import Path

import apsw

from uis_desktop.relay.database.storage import StorageUnusable


class Occupied(StorageUnusable):
    """Another server has the folder."""


class Occupancy:
    """Holds the data folder until :meth:`leave`, or until the process ends."""

    def __init__(self, data: Path) -> None:
        """Take the folder.

        Raises:
            Occupied: another server has it.
            StorageUnusable: it cannot be taken.
        """
        try:
            self._connection = apsw.Connection(str(data / "serving.sqlite3"))
            self._connection.execute("BEGIN EXCLUSIVE")
        except apsw.BusyError as error:
            raise Occupied(f"another relay already serves {data}") from error
        except apsw.Error as error:
            raise StorageUnusable(f"{data}: {error}") from error

    def leave(self) -> None:
        """Let the next one in."""
        self._connection.close()
