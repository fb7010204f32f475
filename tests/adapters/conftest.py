"""The desks of the Call API's tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import msgspec
import pytest

from tests.adapters.call_desk import NOON, Desk, RelayDesk
from tests.adapters.office import Office, simulator
from tests.adapters.pretend_uis import LOGIN, PASSWORD, PretendUis
from tests.relay.company import company
from uis_desktop.adapters.relay_call_api import ThroughRelay
from uis_desktop.net.https import Https
from uis_desktop.relay.directory.account_settings import UisAccess, change_settings
from uis_desktop.relay.uis_credentials import read_credentials
from uis_desktop.relay.uis_keys import UisKeys
from uis_desktop.uis_api.access import Login
from uis_desktop.uis_api.calls import UisCallApi
from uis_desktop.uis_api.direct import Direct


@dataclass(frozen=True)
class _Relay:
    url: str
    token: str


@asynccontextmanager
async def relay_desk(
    call_api: str, login: str, password: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[_Relay]:
    """A relay with this login, and a device token of employee 123456."""
    # A server has no password store.
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    async with company(folder / "data") as acme:
        acme.employ("123456", name="Anna")
        secret = msgspec.json.encode({"login": login, "password": password}).decode()
        await UisKeys(acme.data).keep("acme", read_credentials(secret))
        access = UisAccess(
            call_api=call_api, data_api="http://127.0.0.1:1/v2.0", sync_contacts=False
        )
        change_settings(acme.directory, "acme", uis=access)
        yield _Relay(acme.relay.listening_url, acme.token("123456"))


@pytest.fixture
async def desk(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Desk]:
    async with PretendUis() as uis, Https(deadline_s=5) as https:
        if getattr(request, "param", "direct") == "direct":
            uis.expire_at = (NOON + timedelta(hours=1)).timestamp()
            yield Desk(uis, https)
            return
        async with relay_desk(uis.address, LOGIN, PASSWORD, tmp_path, monkeypatch) as relay:
            yield RelayDesk(uis, https, relay_url=relay.url, token=relay.token)


@pytest.fixture
async def office(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Office]:
    async with (
        simulator() as ready,
        Https(deadline_s=3) as https,
        httpx.AsyncClient(base_url=ready.web, trust_env=False) as control,
    ):
        if getattr(request, "param", "direct") == "direct":
            access = Login(ready.login, ready.password)
            yield Office(
                ready, control, UisCallApi(Direct(https, address=ready.call_api, access=access))
            )
            return
        async with relay_desk(
            ready.call_api, ready.login, ready.password, tmp_path, monkeypatch
        ) as relay:
            way = ThroughRelay(https, relay_url=relay.url, token=relay.token)
            yield Office(ready, control, UisCallApi(way))
