"""Changes and snapshots of one shared database in a stream of JetStream.

The stream has three subjects.  ``change`` is the history: a change is accepted
only behind the last one, so all relays agree on one order.  ``part`` holds what
is too large for a message; parts count only once a change or a snapshot names
them, so a large transaction is there as a whole or not at all.  ``snapshot``
says where the newest copy of the whole database is.
"""

from __future__ import annotations

import asyncio
import contextlib
import zlib
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import msgspec

from uis_desktop.relay.cluster.connection import Cluster
from uis_desktop.relay.cluster.following import follow
from uis_desktop.relay.database.changes import (
    Change,
    SnapshotNote,
    decode_change,
    decode_note,
    encode,
    new_id,
    packed,
    unpacked,
)

_LARGEST_PART = 512 * 1024
#: What headers and our own fields may need beside the payload.
_ROOM = 8 * 1024
_TOGETHER = 64


class ChangeStream:
    """One shared database's stream."""

    def __init__(self, cluster: Cluster, name: str) -> None:
        self._cluster = cluster
        self._name = f"{cluster.prefix}-{name}"
        self._subject = f"{cluster.prefix}.{name}"

    async def open(self) -> None:
        """Make it if it is not there.

        Raises:
            ClusterAway
            StorageUnusable
        """
        await self._cluster.ensure_stream(self._name, [f"{self._subject}.>"])

    async def last(self) -> tuple[int, Change] | None:
        """The newest change, with its number; asks the server.

        Raises:
            ClusterAway
            DoesNotFit
        """
        found = await self._cluster.last_message(self._name, f"{self._subject}.change")
        return None if found is None else (found[0], decode_change(found[1]))

    @property
    def up(self) -> bool:
        """NATS is there, as far as we know."""
        return self._cluster.up

    async def wait_up(self, within_s: float) -> bool:
        """Wait for NATS; False if it is away for longer."""
        try:
            await asyncio.wait_for(self._cluster.wait_up(), within_s)
        except TimeoutError:
            return False
        return True

    async def laid_down(self, change: Change, changeset: bytes) -> Change:
        """The change with its changeset in it, or in parts that are in the stream now.

        Raises:
            ClusterAway
        """
        body = packed(changeset) if changeset else b""
        room = self._room
        whole = msgspec.structs.replace(change, size=len(changeset))
        if len(body) <= room:
            return msgspec.structs.replace(whole, body=body)
        pieces = (body[start : start + room] for start in range(0, len(body), room))
        return msgspec.structs.replace(whole, parts=await self._put_parts(pieces))

    async def announce(self, change: Change) -> int:
        """Put a change behind the one it names; its number.

        It may be announced again: it is in the stream once.

        Raises:
            Overtaken: another change is there; ours is not, unless it was
                announced before.
            ClusterAway: it is not certain whether it is there.
        """
        published = await self._cluster.publish(
            f"{self._subject}.change", encode(change), id_=change.id.hex(), after=change.previous
        )
        return published.seq

    async def changeset(self, change: Change) -> bytes | None:
        """What a change does; None if its parts are gone.

        Raises:
            ClusterAway
            DoesNotFit
        """
        if not change.parts:
            return unpacked(change.body, change)
        pieces = []
        async for piece in self._parts(change.parts):
            if piece is None:
                return None
            pieces.append(piece)
        return unpacked(b"".join(pieces), change)

    async def follow(
        self, after: int, *, prove: Callable[[int], Awaitable[int]]
    ) -> AsyncGenerator[list[tuple[int, Change]], None]:
        """Every change with a greater number, in order, for ever.

        ``prove`` is asked after every interruption whether to go on behind a
        number; what it raises ends all, except :class:`ClusterAway`.
        """
        messages = follow(
            self._cluster, self._name, after, subject=f"{self._subject}.change", prove=prove
        )
        async with contextlib.aclosing(messages):
            async for batch in messages:
                if batch:
                    yield [(message.seq, decode_change(message.data)) for message in batch]

    async def last_snapshot(self) -> tuple[int, SnapshotNote] | None:
        """Where the newest snapshot is, and the number of the note itself.

        Raises:
            ClusterAway
            DoesNotFit
        """
        found = await self._cluster.last_message(self._name, f"{self._subject}.snapshot")
        return None if found is None else (found[0], decode_note(found[1]))

    async def put_snapshot(self, file: Path, *, shared: str, at: int, instead_of: int) -> None:
        """Have newcomers begin with this copy; ``instead_of`` is the note before.

        Raises:
            Overtaken: another relay has put one there.
            ClusterAway
        """
        parts = await self._put_parts(_pieces(file, self._room))
        note = SnapshotNote(shared=shared, at=at, parts=parts)
        await self._cluster.publish(
            f"{self._subject}.snapshot", encode(note), id_=new_id().hex(), after=instead_of
        )

    async def fetch(self, note: SnapshotNote, file: Path) -> bool:
        """Write a snapshot to a file; False if it is gone by now.

        Raises:
            ClusterAway
        """
        async for piece in self._parts(note.parts):
            if piece is None:
                return False
            await asyncio.to_thread(_append, file, piece)
        return True

    async def forget_before(self, seq: int, *, overwrite: bool) -> None:
        """Drop everything with smaller numbers; ``overwrite`` it on the servers' disks.

        Raises:
            ClusterAway
        """
        extent = await self._cluster.extent(self._name)
        if overwrite and extent is not None:
            for start in range(extent.first, seq, _TOGETHER):
                numbers = range(start, min(start + _TOGETHER, seq))
                await asyncio.gather(*(self._cluster.erase(self._name, n) for n in numbers))
        await self._cluster.purge_before(self._name, seq)

    @property
    def _room(self) -> int:
        return min(_LARGEST_PART, self._cluster.max_payload - _ROOM)

    async def _put_parts(self, pieces: Iterator[bytes]) -> tuple[int, ...]:
        numbers = []
        while piece := await asyncio.to_thread(next, pieces, b""):
            published = await self._cluster.publish(
                f"{self._subject}.part", piece, id_=new_id().hex()
            )
            numbers.append(published.seq)
        return tuple(numbers)

    async def _parts(self, numbers: tuple[int, ...]) -> AsyncIterator[bytes | None]:
        for number in numbers:
            yield await self._cluster.message_at(self._name, number)


def _pieces(file: Path, room: int) -> Iterator[bytes]:
    """The file, each piece compressed by itself."""
    with file.open("rb") as copy:
        # What cannot be compressed grows by less than a thousandth (zlib, deflateBound).
        while piece := copy.read(room - _ROOM // 2):
            yield packed(piece)


def _append(file: Path, piece: bytes) -> None:
    with file.open("ab") as copy:
        copy.write(zlib.decompress(piece))
