"""Records of the log as the rules ask for them."""

from __future__ import annotations

from uis_desktop.core.events import CallEvent
from uis_desktop.errors import ReplyNotUnderstood
from uis_desktop.relay.log.port import EventReader, Record, Wanted
from uis_desktop.wire.codec import event_from_json

#: More events than any call has.
_MOST_OF_A_CALL = 500


def event_of(record: Record) -> CallEvent | None:
    """The event, if anybody could read it and this release knows it."""
    if record.normal is None:
        return None
    try:
        return event_from_json(record.normal)
    except ReplyNotUnderstood:
        # Written by another release.
        return None


async def records_of_call(log: EventReader, account: str, call_session_id: str) -> list[Record]:
    """Everything the log has of one call, newest first.

    Raises:
        ConnectionError: the log is away, nobody can tell.
    """
    wanted = Wanted(call_session_id=call_session_id, limit=_MOST_OF_A_CALL)
    return await log.records(account, wanted)
