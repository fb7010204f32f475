"""A desk that places calls, straight or through the relay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from tests.adapters.pretend_uis import LOGIN, PASSWORD, PretendUis
from uis_desktop.adapters.relay_call_api import ThroughRelay
from uis_desktop.core.phone import Phone
from uis_desktop.net.https import Https
from uis_desktop.uis_api.access import Login
from uis_desktop.uis_api.calls import UisCallApi
from uis_desktop.uis_api.direct import Direct

NOON = datetime(2026, 5, 18, 12, 0, tzinfo=UTC)


@dataclass
class Desk:
    """A client, the UIS it talks to and a clock."""

    uis: PretendUis
    https: Https
    now: datetime = NOON

    def client(self, password: str = PASSWORD) -> UisCallApi:
        return UisCallApi(
            Direct(
                self.https,
                address=self.uis.address,
                access=Login(LOGIN, password),
                now=lambda: self.now,
            )
        )


@dataclass
class RelayDesk(Desk):
    """The same, with a relay between the two that has the login."""

    relay_url: str = ""
    token: str = ""

    def client(self, password: str = PASSWORD) -> UisCallApi:
        return UisCallApi(ThroughRelay(self.https, relay_url=self.relay_url, token=self.token))


#: For what must be the same through the relay.
both_ways = pytest.mark.parametrize("desk", ["direct", "through the relay"], indirect=True)


async def dial(api: UisCallApi, contact: Phone | None = None) -> str:
    return await api.start_employee_call(
        contact=contact or Phone("79001234567"),
        virtual_phone_number="74950000001",
        employee_id="123456",
        external_id="tray-1",
    )
