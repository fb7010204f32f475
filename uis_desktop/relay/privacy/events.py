"""Events of the log that concern a phone number, with all that is known about them."""

from __future__ import annotations

from collections.abc import AsyncIterator

from uis_desktop.relay.log.port import Record, Wanted
from uis_desktop.relay.stores import Readable

#: A call has a dozen events; one that is repeated for ever is still bounded.
_MOST_OF_A_CALL = 100_000


async def events_of(stores: Readable, account: str, call: str) -> list[Record]:
    """Every event of a call, the oldest first."""
    wanted = Wanted(call_session_id=call, limit=_MOST_OF_A_CALL)
    return (await stores.log.records(account, wanted))[::-1]


async def events_about(stores: Readable, account: str, phone_number: str) -> AsyncIterator[Record]:
    """Every event of the calls with this number, and those of no call that tell it."""
    mentions = await stores.log.mentions(account, phone_number)
    for call in sorted(mentions.calls):
        for record in await events_of(stores, account, call):
            yield record
    for number in sorted(mentions.numbers):
        wanted = Wanted(after=number - 1, before=number + 1, limit=1)
        for record in await stores.log.records(account, wanted):
            yield record
