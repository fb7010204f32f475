"""A relay's directory and a pretend UIS, with the Data API's client between them."""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.simulator.stage import Stage, office, on_stage
from uis_desktop.net.https import Https
from uis_desktop.relay.database.local import LocalDatabase
from uis_desktop.relay.directory.account_settings import UisAccess, change_settings
from uis_desktop.relay.directory.contacts import contacts_after
from uis_desktop.relay.directory.people import account, accounts, add_account
from uis_desktop.relay.directory.tables import Account, open_directory
from uis_desktop.simulator.scenario import Scenario
from uis_desktop.uis_api.access import Access, AccessKey
from uis_desktop.uis_api.data import UisDataApi
from uis_desktop.wire.frames import ContactRecord

ACME = "acme"
KEY = "demo-key"


@dataclass
class OneKey:
    """Where the accounts' key is kept."""

    key: str | None = KEY

    async def data_api(self, account_id: str) -> Access | None:
        return None if self.key is None else AccessKey(self.key)


@dataclass
class UisDesk:
    """Everything a test of fetching needs."""

    stage: Stage
    https: Https
    data: Path
    directory: LocalDatabase
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

    async def account(self) -> Account:
        return await self.directory.read(lambda directory: account(directory, ACME))

    async def all_accounts(self) -> list[Account]:
        return await self.directory.read(accounts)

    async def contacts(self, after: int = 0) -> dict[str, ContactRecord]:
        """What a desktop that knows everything up to ``after`` gets."""
        found: dict[str, ContactRecord] = {}
        more = True
        while more:
            page = await self.directory.read(
                functools.partial(contacts_after, account=ACME, cursor=after)
            )
            found.update((contact.id, contact) for contact in page.contacts)
            after, more = page.cursor, page.more
        return found

    async def cursor(self) -> int:
        """The number of the last change."""
        return await self.directory.read(
            lambda directory: int(directory.execute("SELECT contacts_change FROM account").get)
        )


@asynccontextmanager
async def uis_desk(data: Path, scenario: Scenario | None = None) -> AsyncIterator[UisDesk]:
    """An account that has access to a pretend UIS."""
    connection = open_directory(data)
    directory = LocalDatabase(connection, name="directory")
    try:
        async with on_stage(scenario or office()) as stage, Https(deadline_s=5) as https:
            add_account(
                connection,
                ACME,
                timezone="Europe/Moscow",
                interactive_default='{"returned_code":"nobody"}',
            )
            access = UisAccess(
                brand="other", call_api=stage.served.call_api, data_api=stage.served.data_api
            )
            change_settings(connection, ACME, uis=access)
            yield UisDesk(stage, https, data, directory, OneKey())
    finally:
        await directory.close()
