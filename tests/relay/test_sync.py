"""Contacts, people and lines from UIS into the relay's directory."""

from __future__ import annotations

import functools
from collections.abc import AsyncGenerator, AsyncIterator
from pathlib import Path

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.relay.sharing import on_both
from tests.relay.uis_desk import ACME, UisDesk, uis_desk
from tests.simulator.stage import office, office_account
from uis_desktop.errors import ServiceUnreachable, UisError
from uis_desktop.relay.directory.account_changes import set_timezone
from uis_desktop.relay.directory.account_settings import change_settings
from uis_desktop.relay.directory.contacts import put_contacts
from uis_desktop.relay.directory.lines import line_list
from uis_desktop.relay.directory.people import employees, put_employee
from uis_desktop.relay.directory.staff import read_staff
from uis_desktop.relay.directory.zones import ZoneDiffers
from uis_desktop.relay.intake.values import phone_number
from uis_desktop.relay.uis.address_book import copy_address_book
from uis_desktop.relay.uis.contact_records import contact_record, e164
from uis_desktop.relay.uis.people import employees_from_uis
from uis_desktop.simulator.scenario import VirtualNumber
from uis_desktop.uis_api.data_records import UisContact
from uis_desktop.uis_api.listing import Slice
from uis_desktop.wire.frames import ContactRecord, LineList, LineRecord


@pytest.fixture
async def desk(tmp_path: Path, shared_log: str | None) -> AsyncIterator[UisDesk]:
    async with uis_desk(tmp_path, office(generate_contacts=1200), shared_log=shared_log) as made:
        yield made


async def sync(desk: UisDesk, *, page: int = 500) -> dict[str, int]:
    return await copy_address_book(desk.client(page=page), desk.directory, ACME)


@on_both
async def test_the_address_book_comes_in_whole(desk: UisDesk) -> None:
    figures = await sync(desk)
    contacts = await desk.contacts()
    assert figures["contacts"] == figures["contacts_added"] == len(contacts) == 1205
    assert contacts["uis:501"] == ContactRecord(
        id="uis:501",
        full_name="Смирнов Алексей",
        company="ООО «Василёк»",
        phone_numbers=("+79001234567", "+74951112233"),
        employee_id="123457",
    )
    assert contacts["uis:1000001"] == ContactRecord(
        id="uis:1000001",
        full_name="Абрамов Александр Андреевич",
        company="ООО «Компания 0»",
        phone_numbers=("+79990000000", "+78880000000"),
        employee_id="123456",
    )


async def test_an_unchanged_book_costs_the_desktops_nothing(desk: UisDesk) -> None:
    await sync(desk)
    cursor = await desk.cursor()
    figures = await sync(desk)
    assert (figures["contacts_added"], figures["contacts_changed"]) == (0, 0)
    assert await desk.cursor() == cursor
    assert await desk.contacts(after=cursor) == {}


@on_both
async def test_only_what_changed_at_uis_changes_here(desk: UisDesk) -> None:
    await sync(desk)
    cursor = await desk.cursor()
    await desk.stage.put("address_book/501", {"full_name": "Новый", "phone_number": "79001234567"})
    await desk.stage.put("address_book/77", {"full_name": "Первый", "phone_number": "74951112233"})
    await desk.stage.delete("address_book/502")
    figures = await sync(desk)
    assert figures["contacts_added"] == figures["contacts_changed"] == 1
    assert figures["contacts_removed"] == 1
    assert sorted(await desk.contacts(after=cursor)) == ["uis:501", "uis:77"]
    assert "uis:502" not in await desk.contacts()


async def test_contacts_of_files_are_left_alone(desk: UisDesk) -> None:
    mine = ContactRecord(id="file:1", full_name="Mine", phone_numbers=("+79001234567",))
    await desk.directory.write(lambda directory: put_contacts(directory, ACME, [mine]))
    await sync(desk)
    assert (await desk.contacts())["file:1"] == mine


@on_both
async def test_a_copy_that_breaks_off_anywhere_changes_nothing(desk: UisDesk) -> None:
    await sync(desk)
    before, cursor = await desk.contacts(), await desk.cursor()
    for id_, name, number in ((77, "Новый", "79005550077"), (502, "Другой", "79001234568")):
        person = {"full_name": name, "phone_number": number}
        assert (await desk.stage.put(f"address_book/{id_}", person))[0] == 200
    await desk.stage.delete("address_book/501")
    api = desk.client(page=500)
    pages = 0

    class BreaksOff:
        async def contacts(self) -> AsyncGenerator[Slice[UisContact], None]:
            nonlocal pages
            async for part in api.contacts():
                if pages == 2:
                    raise ServiceUnreachable("cut")
                pages += 1
                yield part

    with pytest.raises(ServiceUnreachable):
        await copy_address_book(BreaksOff(), desk.directory, ACME)
    assert pages == 2, "everything that changes was read before it broke off"
    assert (await desk.contacts(), await desk.cursor()) == (before, cursor)

    def breaks_off(directory: apsw.Connection) -> None:
        """The disk is full behind the last contact that is written."""
        directory.execute(
            "CREATE TEMP TRIGGER full AFTER UPDATE OF contacts_change ON account"
            " BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )

    await desk.directory.read(breaks_off)
    with pytest.raises((apsw.Error, UisError)):
        await sync(desk)
    await desk.directory.read(lambda directory: directory.execute("DROP TRIGGER full").get)
    assert (await desk.contacts(), await desk.cursor()) == (before, cursor)
    figures = await sync(desk)
    assert [figures[f"contacts_{what}"] for what in ("added", "changed", "removed")] == [1, 1, 1]


async def test_a_fault_on_the_way_is_overcome(desk: UisDesk) -> None:
    fault = {"data_api": "disconnect_after", "times": 1, "method": "get.contacts"}
    await desk.stage.post("faults", fault)
    assert (await sync(desk))["contacts"] == 1205


async def test_a_refusal_is_told_and_changes_nothing(desk: UisDesk) -> None:
    fault = {"data_api": "refuse", "mnemonic": "method_component_disabled", "times": 1}
    await desk.stage.post("faults", fault)
    with pytest.raises(UisError, match="method_component_disabled"):
        await sync(desk)
    assert await desk.contacts() == {}


def test_numbers_that_are_none_are_kept_out_and_counted() -> None:
    record, refused = contact_record(
        UisContact(
            id="5",
            full_name=" Оль\u202eга\n",
            company=None,
            phone_numbers=("8 (900) 123-45-67", "нет", "79001234567", "101"),
            personal_manager_id="12",
        )
    )
    assert record == ContactRecord(
        id="uis:5", full_name="Ольга", phone_numbers=("+79001234567",), employee_id="12"
    )
    assert refused == 2


@pytest.mark.parametrize(
    ("name", "company", "shown"),
    [("", "Ромашка", "Ромашка"), ("", None, "+79001234567"), ("О", None, "О")],
)
def test_every_contact_has_something_to_be_called_by(
    name: str, company: str | None, shown: str
) -> None:
    contact = UisContact(
        id="5",
        full_name=name,
        company=company,
        phone_numbers=("79001234567",),
        personal_manager_id=None,
    )
    assert contact_record(contact)[0].full_name == shown


@given(st.from_regex(r"[78]?[0-9]{10}", fullmatch=True))
def test_the_short_way_to_a_number_leads_where_the_long_one_does(number: str) -> None:
    long_way = phone_number(number)
    assert e164(number) == (long_way if long_way and long_way.startswith("+") else None)


async def test_people_groups_lines_and_time_zone_come_in(tmp_path: Path) -> None:
    scenario = office_account(timezone="Asia/Yekaterinburg")
    async with uis_desk(tmp_path, scenario) as desk:
        figures = (await employees_from_uis(desk.api, desk.directory, ACME)).figures
        staff = (await desk.directory.read(read_staff))[ACME]
        assert figures["employees_added"] == len(staff.employees) == 4
        anna = staff.employees["123456"]
        assert (anna.name, anna.extension) == ("Иванова Анна", "101")
        assert anna.phone_numbers == ("0412345",)
        assert staff.groups["71"].members == ("123457", "123458")
        assert staff.groups["71"].phone_number == "501"
        lines = await desk.directory.read(
            lambda directory: directory.execute("SELECT phone_number, name FROM line").fetchall()
        )
        assert sorted(lines) == [("+74950000001", "Основной"), ("+74950000002", "Отдел продаж")]
        assert (await desk.account()).zone.key == "Asia/Yekaterinburg"


async def test_desktops_are_told_active_numbers_only_and_none_that_only_takes_calls(
    tmp_path: Path,
) -> None:
    numbers = (
        VirtualNumber(id=1, virtual_phone_number="74950000001", name="No. 1"),
        VirtualNumber(id=2, virtual_phone_number="74950000002", status="waiting"),
        VirtualNumber(id=3, virtual_phone_number="78120000003", status="limit_lock"),
        VirtualNumber(id=4, virtual_phone_number="78005553535"),
        VirtualNumber(id=5, virtual_phone_number="73430000005", name="No. 5"),
    )
    told = functools.partial(line_list, account=ACME)
    async with uis_desk(tmp_path, office(virtual_numbers=numbers)) as desk:
        await employees_from_uis(desk.api, desk.directory, ACME)
        first = await desk.directory.read(functools.partial(told, version=None))
        assert first.lines == (
            LineRecord(phone_number="+73430000005", name="No. 5"),
            LineRecord(phone_number="+74950000001", name="No. 1"),
        )
        again = await desk.directory.read(functools.partial(told, version=first.version))
        assert again == LineList(version=first.version, lines=None)
        other = functools.partial(line_list, account="nobody", version=first.version)
        assert (await desk.directory.read(other)).lines == ()


@pytest.mark.parametrize(
    "quirks", [{"empty_extension": "nulls"}, {"group_phones": "phone_number"},
               {"account_metadata": "meta_data"}, {"error_status": 403}]
)  # fmt: skip
async def test_the_ways_uis_may_write_it_make_no_difference(
    tmp_path: Path, quirks: dict[str, object]
) -> None:
    async with uis_desk(tmp_path) as desk:
        await desk.stage.post("quirks", quirks)
        figures = (await employees_from_uis(desk.api, desk.directory, ACME)).figures
        assert figures["employees_added"] == 4
        again = (await employees_from_uis(desk.api, desk.directory, ACME)).figures
        assert (again["employees_added"], again["employees_changed"]) == (0, 0)


async def test_what_the_administrator_chose_stays(tmp_path: Path) -> None:
    async with uis_desk(tmp_path, office_account(timezone="Asia/Yekaterinburg")) as desk:

        def chosen(directory: apsw.Connection) -> None:
            put_employee(
                directory, ACME, id_="123456", name="Аня", extension="9", lines=["74950000002"]
            )
            put_employee(directory, ACME, id_="1", name="By hand", extension=None, lines=[])
            change_settings(directory, ACME, timezone_fixed=True)

        await desk.directory.write(chosen)
        figures = (await employees_from_uis(desk.api, desk.directory, ACME)).figures
        assert figures["employees_gone"] == 0
        people = (await desk.directory.read(employees))[ACME]
        assert people["123456"].name == "Иванова Анна"
        assert people["123456"].extension == "101"
        assert people["123456"].lines == ("+74950000002",)
        assert people["1"].name == "By hand"
        assert (await desk.account()).zone.key == "Europe/Moscow"


async def test_whoever_is_not_at_uis_any_more_is_told_of_and_gets_no_calls(
    tmp_path: Path,
) -> None:
    async with uis_desk(tmp_path) as desk:
        await employees_from_uis(desk.api, desk.directory, ACME)
        await desk.stage.delete("staff/123457")
        for _ in range(2):
            figures = (await employees_from_uis(desk.api, desk.directory, ACME)).figures
            assert (figures["employees_gone"], figures["employees_changed"]) == (1, 0)
        staff = (await desk.directory.read(read_staff))[ACME]
        assert [one.id for one in staff.employees.values() if one.gone] == ["123457"]
        assert staff.employees["123457"].extension == "102"
        await desk.stage.put("staff/123457", {"full_name": "Петров Пётр", "extension": "202"})
        figures = (await employees_from_uis(desk.api, desk.directory, ACME)).figures
        assert figures["employees_gone"] == 0
        staff = (await desk.directory.read(read_staff))[ACME]
        assert not staff.employees["123457"].gone


async def test_another_time_zone_at_uis_is_told(tmp_path: Path) -> None:
    async with uis_desk(tmp_path, office_account(timezone="Asia/Yekaterinburg")) as desk:
        told = await employees_from_uis(desk.api, desk.directory, ACME)
        assert told.zone == ZoneDiffers(
            at_uis="Asia/Yekaterinburg", here="Europe/Moscow", taken=True
        )
        assert "Asia/Yekaterinburg (it was Europe/Moscow)" in told.zone.words("en")
        assert (await employees_from_uis(desk.api, desk.directory, ACME)).zone is None

        def chosen(directory: apsw.Connection) -> None:
            set_timezone(directory, ACME, "Asia/Omsk")
            change_settings(directory, ACME, timezone_fixed=True)

        await desk.directory.write(chosen)
        for _ in range(2):
            told = await employees_from_uis(desk.api, desk.directory, ACME)
            assert told.zone is not None
            assert (told.zone.taken, told.figures["timezone_changed"]) == (False, 0)
            assert "here it is set to Asia/Omsk" in told.zone.words("en")


async def test_groups_that_are_gone_go_and_people_change(tmp_path: Path) -> None:
    async with uis_desk(tmp_path) as desk:
        await employees_from_uis(desk.api, desk.directory, ACME)
        await desk.stage.delete("groups/72")
        await desk.stage.put("staff/123457", {"full_name": "Петров Пётр", "extension": "202"})
        figures = (await employees_from_uis(desk.api, desk.directory, ACME)).figures
        assert (figures["employees_changed"], figures["groups"]) == (1, 1)
        staff = (await desk.directory.read(read_staff))[ACME]
        assert list(staff.groups) == ["71"]
        assert staff.employees["123457"].extension == "202"
        assert staff.employees["123457"].phone_numbers == ()
