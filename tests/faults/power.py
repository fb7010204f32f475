"""A disk that loses power: what was written and not synced may be there, or not, or half.

SQLite writes through it by way of apsw's VFS (apsw documentation, "Virtual File
System").  It keeps for every file what has reached the platters and what is
still on its way; :meth:`Disk.cut` decides by chance, sector by sector, which of
the latter survives.  It has no shared memory, so a database on it is used by
one connection in exclusive locking mode.
"""

from __future__ import annotations

import itertools
import os
import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import apsw

SECTOR = 512
_names = itertools.count()


class PowerGone(OSError):
    """Nothing works any more on this disk."""


@dataclass
class _File:
    """Bytes on the platters, bytes as the program sees them, and what is between."""

    durable: bytes = b""
    seen: bytearray = field(default_factory=bytearray)
    on_its_way: list[tuple[int, bytes] | int] = field(default_factory=list)

    def write(self, data: bytes, offset: int) -> None:
        self.seen[offset : offset + len(data)] = (
            data if offset <= len(self.seen) else bytes(offset - len(self.seen)) + data
        )
        self.on_its_way.append((offset, data))

    def truncate(self, size: int) -> None:
        del self.seen[size:]
        self.on_its_way.append(size)

    def sync(self) -> None:
        self.durable = bytes(self.seen)
        self.on_its_way.clear()

    def remains(self, chance: random.Random) -> bytes:
        survivor = _File(self.durable, bytearray(self.durable))
        likely = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        for change in self.on_its_way:
            if isinstance(change, int):
                if chance.random() < likely:
                    survivor.truncate(change)
                continue
            for offset, sector in _sectors(*change):
                if chance.random() < likely:
                    survivor.write(sector, offset)
        return bytes(survivor.seen)


def _sectors(offset: int, data: bytes) -> Iterator[tuple[int, bytes]]:
    """The pieces of a write that reach the disk whole or not at all."""
    begin = 0
    while begin < len(data):
        end = min(len(data), begin + SECTOR - (offset + begin) % SECTOR)
        yield offset + begin, data[begin:end]
        begin = end


class Disk(apsw.VFS):
    """Files in memory behind SQLite's door to the operating system."""

    def __init__(self, files: Mapping[str, bytes] | None = None, *, honest: bool = True) -> None:
        """``honest`` is False for a disk that says "synced" and has done nothing."""
        self.vfs_name = f"disk-{next(_names)}"
        # Whoever opens a database without naming a disk gets this one.
        super().__init__(self.vfs_name, "", makedefault=True)
        self._honest = honest
        self._files = {
            name: _File(content, bytearray(content)) for name, content in (files or {}).items()
        }
        #: Writes and syncs until the power goes.
        self.steps_left = -1
        #: Every sync reports a failure.
        self.sync_fails = False

    def cut(self, chance: random.Random) -> dict[str, bytes]:
        """The power is gone; what is on the platters."""
        # What SQLite does from here on, closing its files, reaches nothing.
        self.steps_left = -1
        return {name: file.remains(chance) for name, file in self._files.items()}

    def step(self) -> None:
        """One more operation that reaches the disk."""
        if self.steps_left == 0:
            raise PowerGone("the power is gone")
        self.steps_left -= 1

    def xFullPathname(self, name: str) -> str:
        return name

    def xRandomness(self, nbyte: int) -> bytes:
        return os.urandom(nbyte)

    def xCurrentTimeInt64(self) -> int:
        """Milliseconds since noon in Greenwich on November 24, 4714 B.C."""
        return int(time.time() * 1000) + 210_866_760_000_000

    def xAccess(self, pathname: str, flags: int) -> bool:
        return pathname in self._files

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self.step()
        del self._files[filename]

    def xOpen(  # type: ignore[override]
        self, name: str | apsw.URIFilename | None, flags: list[int]
    ) -> _Handle:
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        return _Handle(self, self._files.setdefault(path, _File()), honest=self._honest)


class _Handle:
    """An open file, with the methods SQLite asks for."""

    def __init__(self, disk: Disk, file: _File, *, honest: bool) -> None:
        self._disk = disk
        self._file = file
        self._honest = honest

    def xRead(self, amount: int, offset: int) -> bytes:
        return bytes(self._file.seen[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.step()
        self._file.write(data, offset)

    def xTruncate(self, newsize: int) -> None:
        self._disk.step()
        self._file.truncate(newsize)

    def xSync(self, flags: int) -> None:
        self._disk.step()
        if self._disk.sync_fails:
            raise PowerGone("fsync failed")
        if self._honest:
            self._file.sync()

    def xFileSize(self) -> int:
        return len(self._file.seen)

    def xClose(self) -> None:
        """Nothing is held."""

    def xLock(self, level: int) -> None:
        """One connection needs no locks."""

    def xUnlock(self, level: int) -> None:
        """One connection needs no locks."""

    def xCheckReservedLock(self) -> bool:
        return False

    def xFileControl(self, op: int, pointer: int) -> bool:
        return False

    def xSectorSize(self) -> int:
        return SECTOR

    def xDeviceCharacteristics(self) -> int:
        return 0
