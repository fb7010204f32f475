"""How a file becomes a copy of a shared database, or founds one."""

from __future__ import annotations

import asyncio
import contextlib
import functools

from uis_desktop.relay.cluster.connection import ClusterAway, Overtaken
from uis_desktop.relay.database.change_stream import ChangeStream
from uis_desktop.relay.database.changes import Change, Place, new_id, went_back
from uis_desktop.relay.database.live_copy import LiveCopy
from uis_desktop.relay.database.storage import StorageUnusable
from uis_desktop.relay.database.temporary import sweep


async def join(copy: LiveCopy, stream: ChangeStream) -> None:
    """Bring the copy up to date and keep it so.

    The first relay of a cluster founds the shared database with what its file
    contains; the file of any later one must be empty or a copy already.

    Raises:
        StorageUnusable
    """
    await asyncio.to_thread(sweep, copy.replica.path)
    try:
        await stream.open()
        place = await copy.on_thread(copy.replica.place)
        newest = await stream.last()
        if newest is None:
            place = await _found(copy, stream, place)
            newest = await stream.last()
    except ClusterAway as error:
        raise StorageUnusable(f"{copy.name}: {error.detail}") from error
    if newest is None:
        raise StorageUnusable(f"{copy.name}: NATS does not keep what it has accepted")
    copy.start(await _checked(copy, place, *newest))
    await copy.reach(newest[0])


async def _found(copy: LiveCopy, stream: ChangeStream, place: Place) -> Place:
    """Nothing is shared yet: begin with what is in our file.

    What is told is the same if it must be told again after a crash.

    Raises:
        ClusterAway
        StorageUnusable: it was shared, and NATS has lost it.
    """
    if place.seq:
        raise StorageUnusable(f"{copy.name}: {went_back(place, 0)}")
    place = await copy.on_thread(functools.partial(copy.replica.prepare_founding, new_id().hex()))
    founding = Change(
        shared=place.shared or "",
        id=place.id,
        previous=0,
        previous_id=b"",
        schema=copy.replica.schema,
    )
    content = await copy.on_thread(copy.replica.content)
    with contextlib.suppress(Overtaken):
        await stream.announce(await stream.laid_down(founding, content))
    return place


async def _checked(copy: LiveCopy, place: Place, seq: int, newest: Change) -> Place:
    """Where our copy may go on; not at all if it is a copy of something else.

    Raises:
        StorageUnusable
    """
    if place.shared != newest.shared and place.seq:
        raise StorageUnusable(
            f"{copy.replica.path} is a copy of another cluster's {copy.name}:"
            " check the address of NATS, or move the file away"
        )
    if place.shared != newest.shared:
        await copy.on_thread(copy.replica.leave)
        if not await copy.on_thread(copy.replica.is_empty):
            raise StorageUnusable(
                f"{copy.replica.path} has content of its own, and the relays of this cluster"
                f" share another {copy.name}: move the file away to get theirs"
            )
        return Place()
    if seq < place.seq or (seq == place.seq and newest.id != place.id):
        raise StorageUnusable(f"{copy.name}: {went_back(place, seq)}")
    return place
