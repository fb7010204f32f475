"""The desktop's way into UIS's address book, through a real relay to the simulated UIS."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.relay.company import ANNA, Company, company
from tests.simulator.stage import Stage, office, on_stage
from uis_desktop.adapters.relay_contacts import RelayCompanyBook
from uis_desktop.adapters.relay_desk import RelayDirectory
from uis_desktop.adapters.relay_door import RelayDoor
from uis_desktop.core.company_contacts import CompanyContact
from uis_desktop.core.contacts import Contact
from uis_desktop.core.directory import DirectoryPlace
from uis_desktop.core.phone import Number
from uis_desktop.errors import OutcomeUnknown, ServiceRefused, ServiceUnreachable
from uis_desktop.net.https import Https
from uis_desktop.relay.directory.account_settings import UisAccess, change_settings
from uis_desktop.relay.secret_files import write_secret
from uis_desktop.relay.uis_keys import FOLDER

KEY = "demo-key"
NEW = CompanyContact(
    id=None,
    name=("Ёлкина", "Анна", None),
    phone_numbers=(Number("+79990001122"),),
    employee_id=None,
)


@dataclass
class Desk:
    """A desktop, its relay, and the simulated UIS."""

    company: Company
    stage: Stage
    https: Https
    book: RelayCompanyBook
    door: RelayDoor

    def allow(self, data_api: str, *, allowed: bool = True) -> None:
        access = UisAccess(
            brand="other",
            call_api=self.stage.served.call_api,
            data_api=data_api,
            sync_contacts=False,
            save_contacts=allowed,
            key_version=1,
        )
        change_settings(self.company.directory, self.company.account.id, uis=access)

    async def copied(self) -> dict[str, Contact]:
        """The company's contacts as the desktop gets them."""
        page = await RelayDirectory(self.door).page(DirectoryPlace())
        return {one.full_name: one for one in page.contacts}


@pytest.fixture
async def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    async with (
        company(tmp_path / "data") as acme,
        on_stage(office()) as stage,
        Https(deadline_s=10) as https,
    ):
        acme.employ(ANNA, name="Anna")
        write_secret(acme.data / FOLDER / acme.account.id, KEY)
        url, token = acme.relay.listening_url, acme.token(ANNA)
        desk = Desk(
            acme,
            stage,
            https,
            RelayCompanyBook(https, relay_url=url, token=token),
            RelayDoor(https, relay_url=url, token=token),
        )
        desk.allow(stage.served.data_api)
        yield desk


async def test_saved_contact_comes_back_with_the_companys(desk: Desk) -> None:
    assert await desk.book.may_save()
    await desk.book.save(NEW)
    saved = (await desk.copied())["Ёлкина Анна"]
    assert saved.phone_numbers == NEW.phone_numbers
    changed = CompanyContact(
        id=saved.id.removeprefix("uis:"),
        name=("Ким", "Анна", "Петровна"),
        phone_numbers=(Number("+79990001122"), Number("+79990001133")),
        employee_id=None,
    )
    await desk.book.save(changed)
    after = await desk.copied()
    assert after["Ким Анна Петровна"].id == saved.id
    assert after["Ким Анна Петровна"].phone_numbers == changed.phone_numbers
    assert "Ёлкина Анна" not in after


async def test_the_same_contact_twice_is_refused_by_uis(desk: Desk) -> None:
    await desk.book.save(NEW)
    with pytest.raises(ServiceRefused) as refused:
        await desk.book.save(NEW)
    assert refused.value.mnemonic in {"duplicate_entity", "already_in_use"}


async def test_without_leave_nothing_is_saved(desk: Desk) -> None:
    desk.allow(desk.stage.served.data_api, allowed=False)
    assert not await desk.book.may_save()
    with pytest.raises(ServiceRefused) as refused:
        await desk.book.save(NEW)
    assert refused.value.mnemonic == "relay_not_allowed"


async def test_uis_or_relay_that_is_away_means_nothing_was_saved(desk: Desk) -> None:
    desk.allow("http://127.0.0.1:1/v2.0")
    with pytest.raises(ServiceUnreachable) as failed:
        await desk.book.save(NEW)
    assert not isinstance(failed.value, OutcomeUnknown)
    nowhere = RelayCompanyBook(desk.https, relay_url="http://127.0.0.1:1", token="t")
    with pytest.raises(ServiceUnreachable):
        await nowhere.save(NEW)
