"""Notice that the machine slept: the connection is dead then, whatever it says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

#: Looked at so often; a wake-up is noticed at most this much later.
_LOOK_EVERY_S = 2.0

#: Time that is missing beyond this was slept through.
_SLEPT_S = 5.0


async def notice_waking(
    woke: Callable[[], None],
    *,
    now: Callable[[], datetime],
    sleep: Callable[[float], Awaitable[None]],
) -> None:
    """Call ``woke`` after every sleep of the machine, for ever.

    On Linux and macOS the clock behind timers stops in suspend and on Windows it
    goes on; in both cases more time has passed by the wall clock than we waited.
    A clock that was set forward looks the same and costs one reconnection.
    """
    while True:
        before = now()
        await sleep(_LOOK_EVERY_S)
        if (now() - before).total_seconds() > _LOOK_EVERY_S + _SLEPT_S:
            woke()
