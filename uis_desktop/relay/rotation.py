"""When a desktop shows its new token for the first time, the old one dies."""

from __future__ import annotations

import asyncio
import functools
import logging

from uis_desktop.errors import UisError
from uis_desktop.relay.database.port import Database
from uis_desktop.relay.directory.devices import token_used
from uis_desktop.relay.roster import Roster

_log = logging.getLogger(__name__)
_AGAIN_S = 5.0


class Rotation:
    """Writes down which new tokens have arrived."""

    def __init__(self, roster: Roster, directory: Database) -> None:
        self._roster = roster
        self._directory = directory

    async def settle(self) -> None:
        """Write down what comes, until cancelled."""
        while True:
            shown = {await self._roster.first_used.get()}
            while not self._roster.first_used.empty():
                shown.add(self._roster.first_used.get_nowait())
            # Requests that came while the last ones were written down name them again.
            devices = self._roster.current().devices
            for token_hash in shown:
                if token_hash in devices and devices[token_hash].token_unused:
                    await self._settle(token_hash)

    async def _settle(self, token_hash: bytes) -> None:
        try:
            await self._directory.write(functools.partial(token_used, token_hash=token_hash))
        except UisError as error:
            # Both tokens stay good until the new one is shown again.
            _log.warning("a new device token is not settled yet: %s", error.detail)
            await asyncio.sleep(_AGAIN_S)
