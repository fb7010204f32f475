"""A relay's directory and a pretend UIS, with the Data API's client between them."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import apsw

from tests.simulator.stage import Stage, office, on_stage
from uis_desktop.net.https import Https
from uis_desktop.relay.config import Config
from uis_desktop.relay.database.port import Database
from uis_desktop.relay.directory.account_settings import UisAccess, change_settings
from uis_desktop.relay.directory.contacts import contacts_after
from uis_desktop.relay.directory.people import account, accounts, add_account
from uis_desktop.relay.directory.tables import Account
from uis_desktop.relay.stores import open_cluster, open_directory_of
from uis_desktop.simulator.scenario import Scenario
from uis_desktop.uis_api.access import Access, AccessKey
from uis_desktop.uis_api.data import UisDataApi
from uis_desktop.wire.frames import ContactRecord

ACME = "acme"
KEY = "demo-key"
_T = TypeVar("_T")


@dataclass
class OneKey:
    """Where the accounts' key is kept."""

    key: str | None = KEY

    async def data_api(self, account_id: str) -> Access | None:
        return None if self.key is None else AccessKey(self.key)


@dataclass
class UisDesk:
    """Everything a test of fetching needs.

    Attributes:
        directory: of the relay that fetches.
        elsewhere: of the relay that desktops ask; the same one if nothing is shared.
    """

    stage: Stage
    https: Https
    data: Path
    directory: Database
    elsewhere: Database
    keys: OneKey

    @property
    def api(self) -> UisDataApi:
        """A new client."""
        return self.client()

    def client(self, *, page: int = 10_000) -> UisDataApi:
        """A client that asks for pages of this length."""

        async def at_once(_seconds: float) -> None:
            """Pauses between attempts cost no test any time."""

        return UisDataApi(
            self.https,
            address=self.stage.served.data_api,
            access=AccessKey(KEY),
            page=page,
            sleep=at_once,
        )

    async def read(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """What a desktop would be told."""
        await self.elsewhere.catch_up()
        return await self.elsewhere.read(work)

    async def account(self) -> Account:
        return await self.directory.read(lambda directory: account(directory, ACME))

    async def all_accounts(self) -> list[Account]:
        return await self.directory.read(accounts)

    async def contacts(self, after: int = 0) -> dict[str, ContactRecord]:
        """What a desktop that knows everything up to ``after`` gets."""
        found: dict[str, ContactRecord] = {}
        more = True
        while more:
            page = await self.read(functools.partial(contacts_after, account=ACME, cursor=after))
            found.update((contact.id, contact) for contact in page.contacts)
            after, more = page.cursor, page.more
        return found

    async def cursor(self) -> int:
        """The number of the last change."""
        return await self.read(
            lambda directory: int(directory.execute("SELECT contacts_change FROM account").get)
        )


@asynccontextmanager
async def uis_desk(
    data: Path, scenario: Scenario | None = None, *, shared_log: str | None = None
) -> AsyncIterator[UisDesk]:
    """An account that has access to a pretend UIS."""
    async with AsyncExitStack() as closing:
        directory = elsewhere = await _directory(closing, data, shared_log)
        if shared_log is not None:
            elsewhere = await _directory(closing, data / "elsewhere", shared_log)
        stage = await closing.enter_async_context(on_stage(scenario or office()))
        https = await closing.enter_async_context(Https(deadline_s=5))
        await directory.write(
            functools.partial(
                add_account,
                name=ACME,
                timezone="Europe/Moscow",
                interactive_default='{"returned_code":"nobody"}',
            )
        )
        access = UisAccess(
            brand="other", call_api=stage.served.call_api, data_api=stage.served.data_api
        )
        await directory.write(functools.partial(change_settings, account=ACME, uis=access))
        yield UisDesk(stage, https, data, directory, elsewhere, OneKey())


async def _directory(closing: AsyncExitStack, data: Path, shared_log: str | None) -> Database:
    """The directory as a relay opens it."""
    await asyncio.to_thread(data.mkdir, exist_ok=True)
    config = Config(
        data=data, host="127.0.0.1", port=0, public_url=None, keep_days=0, log=shared_log
    )
    cluster = await closing.enter_async_context(open_cluster(config))
    directory = await open_directory_of(config, cluster)
    closing.push_async_callback(directory.close)
    return directory
