"""The directory as the running server sees it: in memory, and never out of date.

Commands write to the directory from other processes.  ``PRAGMA data_version``
tells in microseconds, without touching the disk, whether one did.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import apsw

from uis_desktop.core.events import Employee
from uis_desktop.relay.audience import Colleagues
from uis_desktop.relay.database.storage import snapshot
from uis_desktop.relay.directory.account_settings import AccountSettings
from uis_desktop.relay.directory.devices import devices_by_token, secret_hash
from uis_desktop.relay.directory.people import accounts, employees
from uis_desktop.relay.directory.tables import Account, Device

_NO_SECRET = "-" * 32


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The directory at one moment; devices by the hash of their token.

    ``colleagues`` fills as accounts are asked for.
    """

    accounts: dict[str, Account] = field(default_factory=dict)
    employees: dict[str, dict[str, Employee]] = field(default_factory=dict)
    devices: dict[bytes, Device] = field(default_factory=dict)
    colleagues: dict[str, Colleagues] = field(default_factory=dict)


class Roster:
    """Accounts, employees and devices, read again as soon as somebody changed them."""

    def __init__(
        self,
        connection: apsw.Connection,
        catch_up: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """``catch_up`` waits for what other relays have written."""
        self._connection = connection
        self._catch_up = catch_up
        self._version = -1
        self._snapshot = Snapshot()
        #: Hashes of new tokens that were shown for the first time (:mod:`relay.rotation`).
        self.first_used: asyncio.Queue[bytes] = asyncio.Queue()
        self._fresh = False

    def current(self) -> Snapshot:
        """The directory as it is now; asked once a turn of the running loop."""
        if self._fresh:
            return self._snapshot
        self._read()
        with contextlib.suppress(RuntimeError):
            asyncio.get_running_loop().call_soon(self._grow_stale)
            self._fresh = True
        return self._snapshot

    def _grow_stale(self) -> None:
        self._fresh = False

    def _read(self) -> None:
        # Asked in every turn of the loop: ``pragma()`` would prepare it anew each time.
        ((version,),) = self._connection.execute("PRAGMA data_version")
        if version != self._version:
            with snapshot(self._connection):
                self._snapshot = Snapshot(
                    {account.id: account for account in accounts(self._connection)},
                    employees(self._connection),
                    devices_by_token(self._connection),
                )
            self._version = version

    def account(self, account_id: str, secret: str) -> Account | None:
        """The account, if the secret is its own; takes as long for any wrong one."""
        account = self.current().accounts.get(account_id)
        given = secret.encode("utf-8", "surrogatepass")
        expected = account.secret if account is not None else _NO_SECRET
        same = hmac.compare_digest(expected.encode(), given)
        if account is not None and account.old_secret is not None:
            old = hmac.compare_digest(account.old_secret.encode(), given)
            same = same or (old and _not_yet(account.old_secret_until))
        return account if same else None

    def key_version(self, account_id: str) -> int:
        """Changes when the account's key of UIS does."""
        account = self.current().accounts.get(account_id)
        uis = None if account is None else account.settings.uis
        return 0 if uis is None else uis.key_version

    def employees(self, account_id: str) -> dict[str, Employee]:
        """Everybody of the account, by id."""
        return self.current().employees.get(account_id, {})

    def colleagues(self, account_id: str) -> Colleagues:
        """Everybody of the account, as the rules of the audience want to know them."""
        now = self.current()
        found = now.colleagues.get(account_id)
        if found is None:
            found = Colleagues(now.employees.get(account_id, {}).values())
            now.colleagues[account_id] = found
        return found

    def settings(self, account_id: str) -> AccountSettings:
        """What the administrator of the account has chosen."""
        account = self.current().accounts.get(account_id)
        return AccountSettings() if account is None else account.settings

    def device(self, token: str) -> Device | None:
        """The device this token belongs to, unless it was revoked."""
        device = self.current().devices.get(secret_hash(token))
        if device is not None and device.token_unused:
            self.first_used.put_nowait(device.token_hash)
        return device

    async def newest_device(self, token: str) -> Device | None:
        """The same, also if another relay has enrolled it a moment ago.

        Raises:
            StorageUnusable: nobody can tell.
        """
        device = self.device(token)
        if device is None and self._catch_up is not None:
            await self._catch_up()
            device = self.device(token)
        return device

    def still_valid(self, device: Device) -> bool:
        """The token the device has shown has not been revoked or replaced since."""
        return device.token_hash in self.current().devices


def _not_yet(moment: datetime | None) -> bool:
    return moment is not None and datetime.now(UTC) < moment
