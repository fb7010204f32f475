"""The way to UIS of each account: one login or key, shared by all its desktops."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime

from uis_desktop.net.https import Https
from uis_desktop.relay.roster import Roster
from uis_desktop.relay.uis_keys import UisKeys
from uis_desktop.uis_api.access import Access, tokens_for
from uis_desktop.uis_api.passing import Passing
from uis_desktop.uis_api.rpc import JsonRpc


@dataclass(frozen=True, slots=True)
class _Known:
    address: str
    access: Access
    version: int
    passing: Passing


class CallApiSessions:
    """Keeps a session as long as address and key stay as they are."""

    def __init__(self, https: Https, keys: UisKeys, roster: Roster) -> None:
        self._https = https
        self._keys = keys
        self._roster = roster
        self._known: dict[str, _Known] = {}
        self._one_at_a_time = asyncio.Lock()

    async def of(self, account_id: str) -> Passing | None:
        """The way to the account's Call API; None if nobody has set it up.

        Raises:
            SecretsLocked, SecretsUnavailable: the key cannot be read now.
        """
        uis = self._roster.settings(account_id).uis
        async with self._one_at_a_time:
            access = None if uis is None else await self._keys.call_api(account_id)
            known = self._known.get(account_id)
            if uis is None or access is None:
                if known is not None:
                    await self._end(account_id)
                return None
            # The version too: somebody who sets the same key again wants another try.
            now = (uis.call_api, access, uis.key_version)
            if known is not None and (known.address, known.access, known.version) == now:
                return known.passing
            if known is not None:
                await self._end(account_id)
            passing = self._open(uis.call_api, access)
            self._known[account_id] = _Known(*now, passing)
            return passing

    async def aclose(self) -> None:
        """End all sessions at UIS."""
        await asyncio.gather(*(self._end(account_id) for account_id in list(self._known)))

    async def _end(self, account_id: str) -> None:
        await self._known.pop(account_id).passing.aclose()

    def _open(self, address: str, access: Access) -> Passing:
        tokens = tokens_for(access, JsonRpc(self._https, address), lambda: datetime.now(UTC))
        return Passing(self._https, address, tokens)
