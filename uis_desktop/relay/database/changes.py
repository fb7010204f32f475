"""What relays tell each other about a database they share; pure data.

A change is what one transaction did, as SQLite's session extension writes it
down (sqlite.org/sessionintro.html).  Each names the one before it, so a copy
notices at once when it has missed one or has gone another way.
"""

from __future__ import annotations

import secrets
import zlib
from dataclasses import dataclass

import msgspec

from uis_desktop.relay.database.storage import StorageUnusable

#: What a change costs to keep and to replay, beside its bytes.
_WEIGHT = 1024


class DoesNotFit(StorageUnusable):
    """This copy and what the other relays share are not one history."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One transaction.

    Attributes:
        shared: which shared database this is; the same for its whole life.
        id: random; the same if it is sent again.
        previous: the number of the change before, 0 if it is the first.
        schema: the version of the tables it was made with.
        size: of the changeset; 0 if nothing changes.
        body: the changeset, compressed; empty if it is in parts.
        parts: the numbers of the messages that hold the compressed changeset.
        fresh: begins a compaction; the weight is counted anew from here.
    """

    shared: str
    id: bytes
    previous: int
    previous_id: bytes
    schema: int
    size: int = 0
    body: bytes = b""
    parts: tuple[int, ...] = ()
    fresh: bool = False


class SnapshotNote(msgspec.Struct, frozen=True, kw_only=True):
    """Where a copy of the whole database is, as it was after change ``at``."""

    shared: str
    at: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """How far a copy has come.

    Attributes:
        shared: None: it has never been part of a shared database.
        seq, id: the last change that was applied.  A copy whose content founds
            a shared database has number 0 and the id of the founding change.
        weight: of what was applied since the last compaction began.
    """

    shared: str | None = None
    seq: int = 0
    id: bytes = b""
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Numbered:
    """A change of the stream with its changeset."""

    seq: int
    change: Change
    changeset: bytes


def new_id() -> bytes:
    """An id no other change has."""
    return secrets.token_bytes(16)


def encode(told: Change | SnapshotNote) -> bytes:
    """As it travels."""
    return msgspec.msgpack.encode(told)


def decode_change(data: bytes) -> Change:
    """A change as it came.

    Raises:
        DoesNotFit: it is none that we understand.
    """
    try:
        return msgspec.msgpack.decode(data, type=Change)
    except msgspec.MsgspecError as error:
        raise DoesNotFit(f"a change of another kind of relay: {error}") from error


def decode_note(data: bytes) -> SnapshotNote:
    """Where a snapshot is, as it came.

    Raises:
        DoesNotFit: it is none that we understand.
    """
    try:
        return msgspec.msgpack.decode(data, type=SnapshotNote)
    except msgspec.MsgspecError as error:
        raise DoesNotFit(f"a snapshot of another kind of relay: {error}") from error


def packed(changeset: bytes) -> bytes:
    """Smaller; a changeset of contacts to a sixth."""
    return zlib.compress(changeset, 1)


def unpacked(body: bytes, change: Change) -> bytes:
    """The changeset of a change.

    Raises:
        DoesNotFit: it is not whole.
    """
    try:
        changeset = zlib.decompress(body) if change.size else b""
    except zlib.error as error:
        raise DoesNotFit(f"a change is damaged: {error}") from error
    if len(changeset) != change.size:
        raise DoesNotFit(f"a change has {len(changeset)} bytes instead of {change.size}")
    return changeset


def after(place: Place, seq: int, change: Change) -> Place:
    """Where a copy is once it has applied this."""
    weight = 0 if change.fresh else place.weight + _WEIGHT + change.size
    return Place(shared=change.shared, seq=seq, id=change.id, weight=weight)


def went_back(place: Place, newest: int) -> str:
    """Words for a history that is shorter than it was."""
    return (
        f"NATS has {newest} where we have seen change {place.seq}: it was emptied or restored from"
        " an older backup; stop all relays, then fill an emptied NATS from here by `uis-relay log"
        " migrate`, or move our file away to have what NATS has (docs/scale-out.md, Restoring)"
    )
