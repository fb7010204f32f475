"""A client of the Data API for each account, kept as long as its key stays the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from uis_desktop.errors import UisError
from uis_desktop.net.https import Https
from uis_desktop.relay.directory.tables import Account
from uis_desktop.relay.uis.problems import UisNotSetUp
from uis_desktop.uis_api.access import Access
from uis_desktop.uis_api.data import UisDataApi


class Keys(Protocol):
    """Where the credentials of an account are kept."""

    async def data_api(self, account_id: str) -> Access | None:
        """What lets us in at the Data API, or None if nobody has set it.

        Raises:
            SecretsLocked, SecretsUnavailable
        """
        ...


@dataclass(frozen=True, slots=True)
class _Known:
    address: str
    access: Access
    api: UisDataApi


class Clients:
    """A client remembers the session, the budget and a refusal: it is worth keeping."""

    def __init__(self, https: Https, keys: Keys) -> None:
        self._https = https
        self._keys = keys
        self._known: dict[str, _Known] = {}

    async def of(self, account: Account) -> UisDataApi:
        """The client of this account.

        Raises:
            UisNotSetUp, SecretsLocked, SecretsUnavailable
        """
        access = account.settings.uis
        if access is None:
            raise UisNotSetUp("no_address")
        key = await self._keys.data_api(account.id)
        if key is None:
            raise UisNotSetUp("no_key")
        known = self._known.get(account.id)
        if known is None or (known.address, known.access) != (access.data_api, key):
            if known is not None:
                await known.api.aclose()
            api = UisDataApi(self._https, address=access.data_api, access=key)
            known = self._known[account.id] = _Known(access.data_api, key, api)
        return known.api

    async def has_key(self, account: Account) -> bool:
        """This machine has a key for the account."""
        try:
            return await self._keys.data_api(account.id) is not None
        except UisError:
            return False

    async def aclose(self) -> None:
        """End all sessions at UIS."""
        for known in self._known.values():
            await known.api.aclose()
        self._known.clear()
