"""Build the doors to the outside; with ``desk_doors`` the only file that chooses adapters.

Apart from ``desktop.py`` because signing in without a screen needs the same
doors and must not load Qt.
"""

from __future__ import annotations

import platform
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from typing import Self

from uis_desktop.adapters.company_numbers import NumbersOfRelay, NumbersOfUis
from uis_desktop.adapters.contact_files import DiskContactFiles
from uis_desktop.adapters.journal_db import SqliteJournal
from uis_desktop.adapters.places import Places, installation_name
from uis_desktop.adapters.relay_call_api import ThroughRelay
from uis_desktop.adapters.relay_checks import RelayChecks
from uis_desktop.adapters.relay_contacts import RelayCompanyBook
from uis_desktop.adapters.relay_desk import RelayDesk, RelayDirectory
from uis_desktop.adapters.relay_door import RelayDoor
from uis_desktop.adapters.relay_my_status import RelayOwnStatus
from uis_desktop.adapters.relay_stream import RelayStream
from uis_desktop.adapters.relay_tags import RelayTags
from uis_desktop.adapters.settings_file import SettingsFile
from uis_desktop.adapters.uis_records import UisRecords
from uis_desktop.core.brands import data_api_beside
from uis_desktop.core.lines import RegionOf, nowhere
from uis_desktop.net.https import Https
from uis_desktop.password_store import SystemPasswords
from uis_desktop.session.company_numbers import NumberSource
from uis_desktop.session.own_contacts import ContactDoors
from uis_desktop.session.ports import Screen
from uis_desktop.session.session import Session
from uis_desktop.session.sign_in import Credentials, SignIn
from uis_desktop.uis_api.access import Login
from uis_desktop.uis_api.calls import UisCallApi
from uis_desktop.uis_api.data import UisDataApi
from uis_desktop.uis_api.direct import Direct


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


class Doors:
    """What one installation needs from the outside, opened and closed together."""

    def __init__(self, places: Places, *, region_of: RegionOf = nowhere) -> None:
        """``region_of`` knows where numbers are from."""
        self._region_of = region_of
        self._places = places
        self._https = Https(trust_proxy_settings=True)
        self._open = AsyncExitStack()
        self.passwords = SystemPasswords(scope=installation_name(places))
        self.profiles = SettingsFile(places.settings)

    async def __aenter__(self) -> Self:
        await self._open.enter_async_context(self._https)
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self._open.aclose()

    def sign_in(self) -> SignIn:
        """The way from a filled form to credentials."""
        return SignIn(
            enrolling=RelayDesk(self._https),
            passwords=self.passwords,
            profiles=self.profiles,
            call_api=self._call_api,
            numbers=self._number_sources,
            device_name=platform.node() or "desktop",
        )

    @asynccontextmanager
    async def session(self, credentials: Credentials, screen: Screen) -> AsyncIterator[Session]:
        """A session for these credentials, with its journal open.

        Raises:
            HistoryUnreadable: on entering.
        """
        profile = credentials.profile
        relay_url, token = profile.relay_url, credentials.device_token
        door = RelayDoor(self._https, relay_url=relay_url, token=token)
        company = RelayCompanyBook(self._https, relay_url=relay_url, token=token)
        async with SqliteJournal(self._places.journal(profile)) as journal:
            yield Session(
                profile=profile,
                stream=RelayStream(
                    address=profile.stream_url,
                    token=token,
                    trust_proxy_settings=True,
                ),
                journal=journal,
                call_api=self._call_api_for(credentials),
                directory=RelayDirectory(door),
                checks=RelayChecks(door),
                contacts=ContactDoors(DiskContactFiles(), company),
                statuses=RelayOwnStatus(self._https, relay_url=relay_url, token=token),
                tags=RelayTags(self._https, relay_url=relay_url, token=token),
                records=UisRecords(self._https),
                screen=screen,
                now=utc_now,
                region_of=self._region_of,
            )

    def _call_api_for(self, credentials: Credentials) -> UisCallApi:
        """With a login of his own at UIS an employee goes there, else through the relay."""
        profile = credentials.profile
        if profile.through_relay:
            return UisCallApi(
                ThroughRelay(
                    self._https, relay_url=profile.relay_url, token=credentials.device_token
                )
            )
        return self._call_api(profile.call_api_url, profile.login, credentials.password)

    def _number_sources(self, credentials: Credentials) -> Iterator[NumberSource]:
        """The relay costs the account's budget nothing; then his own login, if there is one."""
        profile = credentials.profile
        door = RelayDoor(self._https, relay_url=profile.relay_url, token=credentials.device_token)
        yield NumbersOfRelay(RelayDirectory(door))
        address = data_api_beside(profile.call_api_url)
        if address is not None:
            access = Login(profile.login, credentials.password)
            api = UisDataApi(self._https, address=address, access=access)
            self._open.push_async_callback(api.aclose)
            yield NumbersOfUis(api)

    def _call_api(self, address: str, login: str, password: str) -> UisCallApi:
        """A Call API that is signed out at the end."""
        api = UisCallApi(Direct(self._https, address=address, access=Login(login, password)))
        self._open.push_async_callback(api.aclose)
        return api
