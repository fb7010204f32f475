"""The Data API client against the real simulator process."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.adapters.office import Office
from uis_desktop.core.phone import Phone
from uis_desktop.errors import ServiceRefused
from uis_desktop.net.https import Https
from uis_desktop.uis_api.access import AccessKey, Login
from uis_desktop.uis_api.contact_writing import ChangedContact, NewContact
from uis_desktop.uis_api.data import UisDataApi
from uis_desktop.uis_api.data_records import UisContact
from uis_desktop.uis_api.direct import utc_now

pytestmark = pytest.mark.timeout(40)


@dataclass
class _Desk:
    office: Office
    api: UisDataApi

    async def contact(self, id_: str) -> UisContact | None:
        pages = [page async for page in self.api.contacts()]
        return next((one for page in pages for one in page.records if one.id == id_), None)


@pytest.fixture(params=["login", "key"])
async def desk(request: pytest.FixtureRequest, office: Office) -> AsyncIterator[_Desk]:
    ready = office.ready
    access = (
        Login(ready.login, ready.password) if request.param == "login" else AccessKey("demo-key")
    )
    async with Https(deadline_s=5) as https:
        yield _Desk(office, UisDataApi(https, address=ready.data_api, access=access))


async def test_a_contact_is_made_changed_and_removed(desk: _Desk) -> None:
    writing = desk.api.contact_writing
    id_ = await writing.create(
        NewContact(
            last_name="Новикова",
            first_name="Дарья",
            phone_numbers=[Phone("79005550101")],
            personal_manager_id="123456",
        )
    )
    made = await desk.contact(id_)
    assert made is not None
    assert (made.full_name, made.phone_numbers) == ("Новикова Дарья", ("79005550101",))
    assert made.personal_manager_id == "123456"
    await writing.update(
        ChangedContact(
            id=id_,
            last_name="Орлова",
            phone_numbers=[Phone("79005550101"), Phone("79005550102")],
            personal_manager_id=None,
        )
    )
    changed = await desk.contact(id_)
    assert changed is not None
    assert changed.full_name == "Орлова Дарья"
    assert changed.phone_numbers == ("79005550101", "79005550102")
    assert changed.personal_manager_id is None
    await writing.delete(id_)
    assert await desk.contact(id_) is None
    with pytest.raises(ServiceRefused) as refused:
        await writing.delete(id_)
    assert refused.value.mnemonic == "entity_not_found"


async def test_a_number_somebody_has_is_refused_with_the_field(desk: _Desk) -> None:
    with pytest.raises(ServiceRefused) as refused:
        await desk.api.contact_writing.create(
            NewContact(last_name="Двойник", phone_numbers=[Phone("79001234567")])
        )
    assert (refused.value.mnemonic, refused.value.field) == ("duplicate_entity", "phone_numbers")


async def test_an_employee_s_status_is_changed_and_nothing_else(desk: _Desk) -> None:
    statuses = desk.api.statuses
    before = await statuses.of("123456")
    other = next(
        one for one in await statuses.all() if one.is_selectable and one.id != before.status_id
    )
    await statuses.put("123456", other.id)
    assert (await statuses.of("123456")).status_id == other.id
    anna = next(one for one in await desk.api.employees() if one.id == "123456")
    assert anna.full_name == "Иванова Анна"


async def test_a_number_is_put_on_the_blacklist_and_off(desk: _Desk) -> None:
    blacklist, number = desk.api.blacklist, Phone("79005550199")
    await blacklist.put(number, "спам")
    assert ("79005550199", "спам") in {
        (one.phone_number, one.comment) for one in await blacklist.all()
    }
    with pytest.raises(ServiceRefused) as refused:
        await blacklist.put(number)
    assert refused.value.mnemonic == "duplicate_entity"
    await blacklist.take(number)
    assert "79005550199" not in {one.phone_number for one in await blacklist.all()}


async def test_a_finished_call_is_tagged_by_its_communication(desk: _Desk) -> None:
    call = await desk.office.talk()
    await desk.office.api.release_call(call)
    account = await desk.api.account()
    zone = ZoneInfo(account.timezone or "")

    async def tags() -> tuple[str, tuple[str, ...]]:
        now = utc_now()
        calls = desk.api.calls(now - timedelta(hours=1), now + timedelta(hours=1), zone)
        (row,) = [row async for page in calls for row in page.records if row.id == call]
        assert row.communication_id is not None
        return row.communication_id, row.tag_names

    communication, _ = await tags()
    target, again, _ = await desk.api.tagging.all()
    await desk.api.tagging.put(communication, target.id)
    assert (await tags())[1] == (target.name,)
    await desk.api.tagging.put_all([(communication, again.id)])
    assert set((await tags())[1]) == {target.name, again.name}
    await desk.api.tagging.take(communication, target.id)
    assert (await tags())[1] == (again.name,)
    await desk.api.tagging.replace(communication, [])
    assert (await tags())[1] == ()
