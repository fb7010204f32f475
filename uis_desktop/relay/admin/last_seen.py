"""Notes twice a minute which desktops are connected."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from uis_desktop.relay.fanout import Fanout
from uis_desktop.relay.journals.journals import Journals

_EVERY_S = 30.0


class LastSeen:
    """Keeps "last seen" on disk, so that it outlives the relay."""

    def __init__(self, fanout: Fanout, journals: Journals) -> None:
        self._fanout = fanout
        self._journals = journals

    async def watch(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(_EVERY_S)

    async def look(self) -> None:
        """Look once."""
        connected = {
            channel.device.id: channel.device.account for channel in self._fanout.channels()
        }
        await self._journals.saw(connected, datetime.now(UTC))
