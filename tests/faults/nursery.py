"""Relay processes by the hundred, and what would be wrong with them."""

from __future__ import annotations

import asyncio
import ctypes
import errno
import functools
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

import apsw
import msgspec

from tests.forked import Program
from uis_desktop.relay.fanout import EncodedFrame
from uis_desktop.relay.log.appending import Appender
from uis_desktop.relay.log.port import Draft, LogUnwritable, Stored
from uis_desktop.relay.log.sqlite_log import SqliteLog
from uis_desktop.relay.stream_connection import StreamConnection

_DEADLINE_S = 15.0
_SLOW_DISK_S = 0.02

#: Changes the product inside the child, to see whether a test would notice.
Sabotage = Callable[[], None]


class Relay:
    """``uis-relay serve`` on a port of its own; its log is not kept."""

    def __init__(self, data: Path, *options: str, sabotage: Sabotage | None = None) -> None:
        self._program = Program(
            "uis_desktop.relay", "serve", "--data", str(data), "--listen", "127.0.0.1:0", *options,
            before=functools.partial(_silently, sabotage),
        )  # fmt: skip
        ready = self._program.stdout.readline()
        assert ready, "the relay did not start"
        self.port = int(json.loads(ready)["url"].rpartition(":")[2])
        self._program.close()

    def kill(self) -> None:
        """Kill -9, and wait for it."""
        self._program.kill()
        self.ended()

    def ended(self) -> int:
        """Its exit code, once it has gone by itself."""
        return self._program.wait(_DEADLINE_S)

    def stop(self) -> int:
        """Ask it to stop; the exit code."""
        self._program.terminate()
        return self.ended()


def _silently(sabotage: Sabotage | None) -> None:
    sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115
    if sabotage is not None:
        sabotage()


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


def disk_that_is_full_when_trimming(flag: str) -> None:
    """The last room goes just before old events are to be forgotten."""
    disk_that_fails(flag, errno.ENOSPC)
    trim = Appender.trim

    def too_late(appender: Appender, before: datetime) -> int:
        Path(flag).touch()
        return trim(appender, before)

    setattr(Appender, "trim", too_late)  # noqa: B010 - mypy knows it as a method


class _FailingSync(apsw.VFS):
    """The operating system's files, whose fsync fails while the file ``flag`` exists."""

    def __init__(self, flag: Path) -> None:
        super().__init__("failing-sync", "unix", makedefault=True)
        self._flag = flag

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return _FileOfFailingSync(name, flags, self._flag)


class _FileOfFailingSync(apsw.VFSFile):
    def __init__(self, name: str | apsw.URIFilename | None, flags: list[int], flag: Path) -> None:
        super().__init__("unix", name, flags)
        self._flag = flag

    def xSync(self, flags: int) -> None:
        if self._flag.exists():
            raise apsw.IOError("fsync failed")
        super().xSync(flags)


def sync_that_fails(flag: str) -> None:
    """While the file ``flag`` exists, every fsync of SQLite fails."""
    _kept_alive.append(_FailingSync(Path(flag)))


# What a relay must not do.  Each is found by a test, or that test is worth nothing.


def _as_if_stored(draft: Draft) -> Stored:
    return Stored(
        account=draft.account,
        seq=0,
        received_at=draft.received_at,
        kind=draft.kind,
        call_session_id=draft.call_session_id,
        normal=draft.normal,
        audience=frozenset(),
    )


def acknowledge_too_early() -> None:
    """Answer 2xx when the event is in the queue, not when the disk, a slow one, has it."""
    append, write = SqliteLog.append, Appender.append

    def slowly(
        appender: Appender, drafts: Sequence[Draft], numbers: Iterable[int] | None = None
    ) -> list[Stored | None]:
        time.sleep(_SLOW_DISK_S)
        return write(appender, drafts, numbers)

    setattr(Appender, "append", slowly)  # noqa: B010 - mypy knows it as a method

    def hasty(log: SqliteLog, draft: Draft) -> asyncio.Future[Stored | None]:
        _kept_alive.append(append(log, draft))
        answer: asyncio.Future[Stored | None] = asyncio.get_running_loop().create_future()
        answer.set_result(_as_if_stored(draft))
        return answer

    setattr(SqliteLog, "append", hasty)  # noqa: B010 - mypy knows it as a method


def acknowledge_what_failed(then: Sabotage) -> None:
    """Take a failed write or fsync for a good one."""
    commit = SqliteLog._commit

    def blind(log: SqliteLog, drafts: list[Draft]) -> list[Stored | LogUnwritable | None]:
        return [
            _as_if_stored(draft) if isinstance(answer, LogUnwritable) else answer
            for draft, answer in zip(drafts, commit(log, drafts), strict=True)
        ]

    setattr(SqliteLog, "_commit", blind)  # noqa: B010 - mypy knows it as a method
    then()


def store_repeats() -> None:
    """Know no event again."""
    append = SqliteLog.append

    def forgetful(log: SqliteLog, draft: Draft) -> asyncio.Future[Stored | None]:
        return append(log, msgspec.structs.replace(draft, key=os.urandom(16)))

    setattr(SqliteLog, "append", forgetful)  # noqa: B010 - mypy knows it as a method


def skip_numbers() -> None:
    """Count by twos."""
    following = Appender._number

    def next_but_one(appender: Appender, account: str, given: int | None) -> int:
        return following(appender, account, given) + 1

    setattr(Appender, "_number", next_but_one)  # noqa: B010 - mypy knows it as a method


def deliver_twice() -> None:
    """Send every event two times."""
    taken = StreamConnection._taken

    def stammer(stream: StreamConnection, frame: EncodedFrame) -> bytes:
        return taken(stream, frame) * 2

    setattr(StreamConnection, "_taken", stammer)  # noqa: B010 - as above


def forget_to_deliver() -> None:
    """Send nine of ten events."""
    taken = StreamConnection._taken

    def absent_minded(stream: StreamConnection, frame: EncodedFrame) -> bytes:
        if frame.seq % 10:
            return taken(stream, frame)
        stream._channel.handed_over(frame.seq)
        return b""

    setattr(StreamConnection, "_taken", absent_minded)  # noqa: B010 - as above


def store_backwards() -> None:
    """Acknowledge at once, and write down the last of several first."""
    acknowledge_too_early()
    append = Appender.append

    def backwards(
        appender: Appender, drafts: Sequence[Draft], numbers: Iterable[int] | None = None
    ) -> list[Stored | None]:
        return append(appender, drafts[::-1], numbers)[::-1]

    setattr(Appender, "append", backwards)  # noqa: B010 - mypy knows it as a method
