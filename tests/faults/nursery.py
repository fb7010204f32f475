"""Relay processes by the hundred: forked from one that has imported everything.

A relay takes most of a second to start, nearly all of it for imports.  A
process of its own (multiprocessing's "forkserver") does these once; every relay
is a child of it, as real and as killable as any.
"""

from __future__ import annotations

import ctypes
import json
import multiprocessing
import os
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import apsw

from uis_desktop.relay.__main__ import main
from uis_desktop.relay.log.port import Draft, Stored
from uis_desktop.relay.log.sqlite_log import SqliteLog

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload([__name__])
_DEADLINE_S = 15.0

#: Changes the product inside the child, to see whether a test would notice.
Sabotage = Callable[[], None]


class Relay:
    """``uis-relay serve`` on a port of its own."""

    def __init__(self, data: Path, *, sabotage: Sabotage | None = None) -> None:
        reading, writing = _context.Pipe(duplex=False)
        self._process = _context.Process(target=_serve, args=(str(data), writing, sabotage))
        self._process.start()
        writing.close()
        assert reading.poll(_DEADLINE_S), "the relay did not start"
        self.port = int(json.loads(reading.recv())["url"].rpartition(":")[2])
        reading.close()

    def kill(self) -> None:
        """Kill -9, and wait for it."""
        self._process.kill()
        self._process.join(_DEADLINE_S)
        assert self._process.exitcode is not None
        self._process.close()

    def ended(self) -> int | None:
        """Its exit code, once it has gone by itself."""
        self._process.join(_DEADLINE_S)
        code = self._process.exitcode
        self._process.close()
        return code

    def stop(self) -> int | None:
        """Ask it to stop; the exit code."""
        self._process.terminate()
        return self.ended()


class _Ready:
    """Stands in for standard output: hands the ready line over."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def write(self, text: str) -> int:
        if text.strip():
            self._connection.send(text)
        return len(text)

    def flush(self) -> None:
        """Sent at once."""


def _serve(data: str, ready: Connection, sabotage: Sabotage | None) -> None:
    sys.stdout = _Ready(ready)
    sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115
    if sabotage is not None:
        sabotage()
    sys.exit(main(["serve", "--data", data, "--listen", "127.0.0.1:0"]))


def disk_that_fails(flag: str, error: int) -> None:
    """While the file ``flag`` exists, every write of SQLite fails with this errno.

    SQLite lets its calls to the operating system be replaced
    (sqlite.org/c3ref/vfs.html, ``xSetSystemCall``); the rest of it is as it was.
    """
    write_type = ctypes.CFUNCTYPE(
        ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64,
        use_errno=True,
    )  # fmt: skip
    really_write = write_type(("pwrite64", ctypes.CDLL(None, use_errno=True)))

    def write(file: int, data: int, size: int, offset: int) -> int:
        if Path(flag).exists():
            ctypes.set_errno(error)
            return -1
        return int(really_write(file, data, size, offset))

    replaced = write_type(write)
    _kept_alive.append(replaced)
    pointer = ctypes.cast(replaced, ctypes.c_void_p).value
    assert pointer is not None
    assert apsw.VFS("as-it-was", "unix").xSetSystemCall("pwrite64", pointer)


_kept_alive: list[object] = []


def acknowledge_too_early() -> None:
    """Answer 2xx when the event is in the queue, not when it is on disk."""
    append = SqliteLog.append

    async def hasty(log: SqliteLog, draft: Draft) -> Stored | None:
        waiting.append(append(log, draft))
        return Stored(
            account=draft.account,
            seq=0,
            received_at=draft.received_at,
            kind=draft.kind,
            call_session_id=draft.call_session_id,
            normal=draft.normal,
            audience=frozenset(),
        )

    waiting: list[object] = []
    setattr(SqliteLog, "append", hasty)  # noqa: B010 - mypy knows it as a method
