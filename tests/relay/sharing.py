"""What keeps a company's data, for tests of the contract: one relay's files, or a real NATS."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol, TypeVar

import apsw
import pytest

from tests.relay.nats import needs_nats
from uis_desktop.relay.commands.office import Office

_T = TypeVar("_T")

#: The test runs twice: its ``shared_log`` is None, and the address of a NATS.
on_both = pytest.mark.parametrize(
    "shared_log",
    [
        pytest.param(False, id="sqlite"),
        pytest.param(True, id="nats", marks=(needs_nats, pytest.mark.timeout(60))),
    ],
    indirect=True,
)


class Keeper(Protocol):
    """Reads and writes a company's data as a command does; blocks."""

    def read(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """What ``work`` reads in the directory."""
        ...

    def write(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """Carry ``work`` out in the directory."""
        ...

    def read_journals(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """What ``work`` reads in the journals."""
        ...

    def close(self) -> None:
        """Close the files."""
        ...


class FarOffice:
    """The commands' own office, on a machine where no relay runs."""

    def __init__(self, data: Path, shared_log: str) -> None:
        data.mkdir(mode=0o700, exist_ok=True)
        # It has a loop of its own, and a test's loop may be running.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="office")
        options = Namespace(data=str(data), log=shared_log)
        self._office = self._there(lambda: Office(data, options).__enter__())

    def read(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """See :class:`Keeper`; whichever relay wrote it."""
        return self._there(lambda: self._office.read(work))

    def write(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """See :class:`Keeper`."""
        return self._there(lambda: self._office.write(work))

    def read_journals(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """See :class:`Keeper`."""
        return self._there(lambda: self._office.read_journals(work))

    def close(self) -> None:
        """See :class:`Keeper`."""
        self._there(lambda: self._office.__exit__(None, None, None))
        self._thread.shutdown()

    def _there(self, work: Callable[[], _T]) -> _T:
        return self._thread.submit(work).result()
