"""The desktop's way to its own status at UIS, through a real relay to the simulated UIS."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.adapters.pretend_uis import PretendUis, raw, refusal, result
from tests.relay.company import ANNA, Company, company
from tests.simulator.stage import on_stage
from uis_desktop.adapters.relay_my_status import RelayOwnStatus
from uis_desktop.errors import (
    DeviceRevoked,
    OutcomeUnknown,
    ServiceRefused,
    ServiceUnreachable,
)
from uis_desktop.net.https import Https
from uis_desktop.relay.directory.account_settings import UisAccess, change_settings
from uis_desktop.relay.secret_files import write_secret
from uis_desktop.relay.uis_keys import FOLDER

AVAILABLE, BREAK, OUT_CALLS = "1", "2", "6"
GONE = "http://127.0.0.1:1/v2.0"
HER_ROW = [{"id": int(ANNA), "last_name": "Лим", "full_name": "Лим Анна", "status_id": 1}]


@dataclass
class Desk:
    """A desktop and its relay."""

    company: Company
    https: Https
    mine: RelayOwnStatus

    def served_by(self, data_api: str) -> None:
        """Where this company's UIS is."""
        access = UisAccess(
            brand="other", call_api=GONE, data_api=data_api, sync_contacts=False, key_version=1
        )
        change_settings(self.company.directory, self.company.account.id, uis=access)


@pytest.fixture
async def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    async with company(tmp_path / "data") as acme, Https(deadline_s=10) as https:
        acme.employ(ANNA, name="Anna")
        write_secret(acme.data / FOLDER / acme.account.id, "demo-key")
        mine = RelayOwnStatus(https, relay_url=acme.relay.listening_url, token=acme.token(ANNA))
        yield Desk(acme, https, mine)


async def test_status_is_told_with_its_name_and_changed(desk: Desk) -> None:
    async with on_stage() as stage:
        desk.served_by(stage.served.data_api)
        now = await desk.mine.now()
        present = now.named(now.id)
        assert present is not None
        assert (present.id, present.name, present.mnemonic) == (AVAILABLE, "Доступен", "available")
        await desk.mine.change(BREAK)
        assert (await desk.mine.now()).id == BREAK
        with pytest.raises(ServiceRefused) as refused:
            await desk.mine.change(OUT_CALLS)
        assert refused.value.mnemonic == "invalid_parameter_value"
        assert (await desk.mine.now()).id == BREAK


async def test_relay_without_a_key_says_so(desk: Desk) -> None:
    for asked in (desk.mine.now, lambda: desk.mine.change(BREAK)):
        with pytest.raises(ServiceRefused) as refused:
            await asked()
        assert refused.value.mnemonic == "relay_not_set_up"


async def test_uis_or_relay_that_is_away_means_nothing_was_changed(desk: Desk) -> None:
    desk.served_by(GONE)
    nowhere = RelayOwnStatus(desk.https, relay_url="http://127.0.0.1:1", token="t")
    for mine in (desk.mine, nowhere):
        with pytest.raises(ServiceUnreachable):
            await mine.now()
        with pytest.raises(ServiceUnreachable):
            await mine.change(BREAK)


async def test_device_that_was_signed_off_is_told_so(desk: Desk) -> None:
    stranger = RelayOwnStatus(
        desk.https, relay_url=desk.company.relay.listening_url, token="stranger"
    )
    with pytest.raises(DeviceRevoked):
        await stranger.now()


async def test_what_uis_answers_is_told_and_one_change_is_one_request(desk: Desk) -> None:
    async with PretendUis() as uis:
        desk.served_by(uis.address)
        off = refusal("component_disabled", -32008)
        uis.will_answer("get.employees", off, off, result(HER_ROW))
        with pytest.raises(ServiceRefused) as refused:
            await desk.mine.now()
        assert refused.value.mnemonic == "component_disabled"
        with pytest.raises(ServiceRefused):
            await desk.mine.change(BREAK)
        assert uis.asked("update.employees") == []
        uis.will_answer("update.employees", raw("<html>", 502))
        with pytest.raises(OutcomeUnknown):
            await desk.mine.change(BREAK)
        assert len(uis.asked("update.employees")) == 1
