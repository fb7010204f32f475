"""What the administrator does on each page, and what he is told when it is wrong."""

from __future__ import annotations

import html
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.relay.admin.visitor import Page, administered
from tests.relay.company import ANNA, BORIS
from tests.relay.rendering import render
from uis_desktop.core.invite import parse_invite
from uis_desktop.errors import InviteRefused
from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.directory import devices
from uis_desktop.relay.directory.account_settings import UisAccess, change_settings
from uis_desktop.relay.directory.people import account
from uis_desktop.relay.templates import TEMPLATES

A = "/admin/a/acme"
PERSON = {"id": ANNA, "name": "Иванова Анна", "extension": "101", "lines": "8 (495) 000-00-01"}


async def test_added_employee_is_there_and_can_be_changed(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        await admin.get(f"{A}/people")
        added = await admin.post(f"{A}/people", {**PERSON, "phone_numbers": "79001112233"})
        assert added.place == f"{A}/people/{ANNA}?done=employee_added"
        assert "The employee is there" in added.words
        changed = await admin.post(f"{A}/people/{ANNA}", {"name": "Анна", "extension": ""})
        assert "Saved." in changed.words
        row = "SELECT name, extension, lines, phone_numbers FROM employee"
        assert acme.directory.execute(row).fetchall() == [("Анна", None, "[]", "[]")]


async def test_wrong_field_is_told_beside_it_and_nothing_typed_is_lost(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        await admin.get(f"{A}/people")
        typed = {"id": "12 a", "name": "Иванова <b>", "extension": "1o1", "lines": "8495\nкуку"}
        page = await admin.post(f"{A}/people", typed)
        assert page.status == 422
        for told in ("digits only", "1 to 7 digits", "“куку” is no phone number"):
            assert told in page.words
        for kept in ("12 a", "Иванова &lt;b&gt;", "1o1", "8495\nкуку"):
            assert kept in page.text
        assert page.text.count('aria-invalid="true"') == 3
        assert acme.directory.execute("SELECT count(*) FROM employee").get == 0


async def test_invite_is_shown_once_as_link_and_picture_and_can_be_cancelled(
    tmp_path: Path,
) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        acme.employ(ANNA, name="Анна")
        await admin.get(f"{A}/people")
        invite = await admin.post(f"{A}/people/{ANNA}/invite")
        assert "uis-desktop://enrol?relay=http" in invite.text
        assert "<svg" in invite.text
        assert "code" not in invite.place
        person = await admin.get(f"{A}/people/{ANNA}")
        assert "Invites not used yet" in person.words
        id_ = person.text.partition('name="invite" value="')[2].partition('"')[0]
        cancelled = await admin.post(f"{A}/people/{ANNA}/cancel", {"invite": id_})
        assert "The invite is cancelled" in cancelled.words
        assert acme.directory.execute("SELECT count(*) FROM invite").get == 0
        acme.employ(BORIS)
        other = await admin.get(f"{A}/people/{BORIS}/invite")
        assert "uis-desktop://" not in other.text


async def test_invite_for_a_computer_without_a_password_store_is_good_several_times(
    tmp_path: Path,
) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        acme.employ(ANNA, name="Анна")
        await admin.get(f"{A}/people")
        invite = await admin.post(f"{A}/people/{ANNA}/invite", {"uses": "3"})
        assert "It works 3 times" in invite.words
        code = parse_invite(html.unescape(_link_in(invite.text))).code
        for _ in range(3):
            devices.enrol(acme.directory, code, "desk", datetime.now(UTC))
        with pytest.raises(InviteRefused):
            devices.enrol(acme.directory, code, "desk", datetime.now(UTC))
        for typed in ("0", "10001", "-1", "many", "٣"):
            refused = await admin.post(f"{A}/people/{ANNA}/invite", {"uses": typed})
            assert (refused.status, "from 1 to 10000" in refused.words) == (422, True), typed


def _link_in(page: str) -> str:
    found = re.search(r"uis-desktop://[^<\"\s]+", page)
    assert found is not None
    return found[0]


async def test_removed_employee_takes_his_devices_along(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        acme.employ(ANNA)
        acme.token(ANNA)
        await admin.get(f"{A}/people/{ANNA}")
        unsure = await admin.post(f"{A}/people/{ANNA}/remove")
        assert unsure.place == f"{A}/people/{ANNA}"
        removed = await admin.post(f"{A}/people/{ANNA}/remove", {"sure": "1"})
        assert "The employee is removed" in removed.words
        assert acme.directory.execute("SELECT count(*) FROM token").get == 0
        assert (await admin.get(f"{A}/people/{ANNA}")).status == 404


async def test_ticks_appear_as_notifications_arrive(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        assert "0 of 8 arrive" in (await admin.get(f"{A}/setup")).words
        url = acme.relay.listening_url + acme.account.hook_path
        for number, template in enumerate(TEMPLATES, 1):
            body = render(template.text, notification_name=template.title)
            async with acme.http.post(url, data=body) as response:
                assert response.status == 200
            page = await admin.get(f"{A}/setup")
            assert page.text.count('aria-label="arrives"') == number
            told = "all eight arrive" if number == 8 else f"{number} of 8 arrive"
            assert told in page.words
        assert "all is well" in page.words


async def test_faults_of_a_template_are_told_in_words(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        url = acme.relay.listening_url + acme.account.hook_path
        body = '{"notification_name":"Ожидание ответа","call_session_id":""7"","leg_id":""1""}'
        async with acme.http.post(url, data=body.encode()) as response:
            assert response.status == 200
        async with acme.http.post(url, data=b"\x00\x01 nothing") as response:
            assert response.status == 200
        page = await admin.get(f"{A}/setup")
        assert "quotes" in page.words
        assert "Could not be read" in page.words
        assert "\\u0000\\u0001 nothing" in page.words


async def test_unknown_notification_can_be_mapped_to_a_kind(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        strange = {"notification_mnemonic": "my_ring", "call_session_id": "1", "employee_id": 1}
        await acme.notify(**strange)
        page = await admin.get(f"{A}/setup")
        assert "my_ring" in page.words
        sign = b"my_ring".hex()
        mapped = await admin.post(f"{A}/setup/map", {"sign": sign, "kind": "waiting"})
        assert "Remembered" in mapped.words
        await acme.notify(**{**strange, "call_session_id": "2", "leg_id": "5"})
        assert 'aria-label="arrives"' in (await admin.get(f"{A}/setup")).text
        assert (await admin.post(f"{A}/setup/map", {"sign": sign, "kind": "x"})).status == 422
        await admin.post(f"{A}/setup/forget", {"sign": sign})
        assert account(acme.directory, "acme").settings.kinds == {}


async def test_additional_parameter_gets_a_label(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        await admin.get(f"{A}/setup")
        wrong = await admin.post(f"{A}/setup/parameter", {"name": "", "label": "x" * 41})
        assert wrong.text.count('aria-invalid="true"') == 2
        await admin.post(f"{A}/setup/parameter", {"name": "order_id", "label": "Заказ"})
        (shown,) = account(acme.directory, "acme").settings.parameters
        assert (shown.name, shown.label) == ("order_id", "Заказ")
        await admin.post(f"{A}/setup/hide", {"name": b"order_id".hex()})
        assert account(acme.directory, "acme").settings.parameters == ()
        # From a page that was opened before.
        again = await admin.post(f"{A}/setup/hide?language=en", {"name": b"order_id".hex()})
        assert (again.status, "&#39;order_id&#39; is not shown" in again.text) == (422, True)
        await admin.get(f"{A}/setup?language=ru")
        again = await admin.post(f"{A}/setup/hide", {"name": b"order_id".hex()})
        assert "Параметр «order_id» и так не показывается." in again.words


async def _checked(admin_page: Page) -> dict[str, str]:
    text = admin_page.text
    content = text.partition('name="content" value="')[2].partition('"')[0]
    return {"name": "c.csv", "content": content}


async def test_file_of_contacts_is_looked_into_before_it_counts(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        acme.employ(ANNA, name="Анна")
        await admin.get(f"{A}/contacts")
        file = "телефон;имя;ответственный\n89001112233;Пётр;Анна\n89001112244;Павел;\n"
        looked = await admin.upload(f"{A}/contacts/check", {}, file.encode("cp1251"), "c.csv")
        assert "2 contacts, no errors." in looked.words
        assert "+7 900 111-22-33" in looked.words
        count = "SELECT count(*) FROM contact"
        assert acme.directory.execute(count).get == 0
        done = await admin.post(f"{A}/contacts/import", await _checked(looked))
        assert "The contacts are imported." in done.words
        assert "2 contacts" in done.words
        assert acme.directory.execute(count).get == 2


async def test_bad_file_names_its_lines_and_changes_nothing(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        await admin.get(f"{A}/contacts")
        file = b"phone,name\n89001112233,Peter\nnonsense,Paul\n"
        page = await admin.upload(f"{A}/contacts/check", {}, file, "c.csv")
        assert page.status == 422
        assert "Nothing has changed" in page.words
        assert ">3<" in page.text.replace(' class="tight"', "")
        empty = await admin.upload(f"{A}/contacts/check", {}, b"", "")
        assert "Choose a file." in empty.words
        broken = await admin.post(f"{A}/contacts/import", {"name": "x", "content": "%%%"})
        assert broken.status in {400, 422}
        assert acme.directory.execute("SELECT count(*) FROM contact").get == 0


async def test_calls_are_found_by_number_and_by_call(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        acme.employ(ANNA, name="Anna")
        for call, number in (("11", "79001112233"), ("12", "79004445566"), ("13", None)):
            await acme.notify(
                notification_mnemonic="in_call_session",
                call_session_id=call,
                contact_phone_number=number,
                virtual_phone_number="74950000001",
            )
        everything = await admin.get(f"{A}/calls")
        for told in ("+7 900 111-22-33", "+7 900 444-55-66", "number hidden", "Shown to Anna"):
            assert told in everything.words
        found = await admin.get(f"{A}/calls?number=8(900)111-22-33")
        assert "+7 900 111-22-33" in found.words
        assert "444-55-66" not in found.words
        one = await admin.get(f"{A}/calls?call=12")
        assert "444-55-66" in one.words
        assert "111-22-33" not in one.words
        assert "no phone number" in (await admin.get(f"{A}/calls?number=abc")).words
        assert "Nothing among" in (await admin.get(f"{A}/calls?number=79990000000")).words


async def test_older_events_are_a_page_away(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        for call in range(60):
            await acme.notify(notification_mnemonic="in_call_session", call_session_id=f"c{call}.")
        first = await admin.get(f"{A}/calls")
        assert "c59." in first.words
        assert "c9." not in first.words
        assert f"{A}/calls?before=11".rpartition("/")[2] in first.text
        older = await admin.get(f"{A}/calls?before=11")
        assert "c9." in older.words
        assert "c10." not in older.words


async def test_rules_for_our_numbers_are_shown_changed_and_refused_with_what_was_typed(
    tmp_path: Path,
) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        with transaction(acme.directory):
            acme.directory.execute(
                "INSERT INTO line (account, phone_number, name) VALUES ('acme', '+78120000003', '')"
            )
        await admin.get(f"{A}/interactive")
        saved = await admin.post(f"{A}/interactive/lines", {"line_rules": "812=8 812 000-00-03"})
        assert "The rules are saved" in saved.words
        assert "+7812 = +78120000003" in saved.text
        kept = {"+7812": "+78120000003"}
        assert account(acme.directory, "acme").settings.line_rules == kept
        typed = "<b>=78120000003"
        wrong = await admin.post(f"{A}/interactive/lines", {"line_rules": typed})
        assert wrong.status == 422
        assert "&lt;b&gt;=78120000003</textarea>" in wrong.text
        assert account(acme.directory, "acme").settings.line_rules == kept
        assert "is not an area; write three digits" in wrong.words
        await admin.post(f"{A}/interactive/lines", {"line_rules": ""})
        assert account(acme.directory, "acme").settings.line_rules == {}


async def test_rules_are_saved_tried_and_journalled(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        await admin.get(f"{A}/interactive")
        rules = {
            "responsible": "1", "reach": "extension numbers", "group_ring": "phone",
            "default_returned_code": "sales", "beside_operator_text": "{contact}",
            "advanced": '{"inputs":{"1":{"phones":["101"]}}}',
        }  # fmt: skip
        assert "The rules are saved" in (await admin.post(f"{A}/interactive", rules)).words
        settings = account(acme.directory, "acme").settings.interactive
        assert settings.groups == ()
        assert settings.beside.operator_text == "{contact}"
        tried = await admin.get(f"{A}/interactive?numa=79001112233&typed=1")
        assert '{"phones":["101"]}' in tried.words
        path = f"{acme.account.interactive_path}?numa=79001112233&numb=74950000001"
        status, answer = await acme.get(path)
        assert (status, json.loads(answer)) == (200, {"returned_code": "sales"})
        page = await admin.get(f"{A}/interactive")
        assert "+7 900 111-22-33" in page.words
        assert '{"returned_code":"sales"}' in page.words


async def test_rules_that_leave_the_route_open_are_refused(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        before = account(acme.directory, "acme")
        await admin.get(f"{A}/interactive")
        typed = {"reach": "extension", "group_ring": "phone", "default_text": "Здравствуйте"}
        page = await admin.post(f"{A}/interactive", typed)
        assert page.status == 422
        assert "The rules were not saved" in page.words
        assert "Здравствуйте" in page.text
        assert account(acme.directory, "acme") == before


@pytest.mark.parametrize(
    ("path", "typed", "told"),
    [
        ("interactive", {"default_text": "Hi"}, "нужны телефоны или код ветки сценария"),
        ("interactive", {"default_phones": "abc"}, "не телефон: «abc»; напишите +74951234567"),
        ("interactive", {"groups": "Sales"}, "группа — это её номер в UIS"),
        ("interactive/lines", {"line_rules": "81=78120000003"}, "«81» — не код; напишите три"),
        ("interactive/lines", {"line_rules": "812=78120000003"}, "не действующий номер компании"),
    ],
)
async def test_russian_page_says_in_russian_why_rules_are_refused(
    tmp_path: Path, path: str, typed: dict[str, str], told: str
) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        before = account(acme.directory, "acme")
        await admin.get(f"{A}/interactive?language=ru")
        form = {"reach": "extension", "group_ring": "phone", **typed}
        page = await admin.post(f"{A}/{path}", form)
        assert page.status == 422
        assert "Правила не сохранены: " in page.words
        assert told in page.words
        assert account(acme.directory, "acme") == before


async def test_key_comes_in_and_never_goes_out(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        nowhere = "http://127.0.0.1:1"
        own = UisAccess(brand="other", call_api=nowhere, data_api=nowhere, sync_contacts=False)
        change_settings(acme.directory, "acme", uis=own)
        await admin.get(f"{A}/access")
        wrong = await admin.post(f"{A}/access", {"brand": "other", "key": "два слова"})
        assert "one word of Latin letters" in wrong.words
        assert "два слова" not in wrong.text
        saved = await admin.post(f"{A}/access", {"brand": "other", "key": "s3cr3t-key"})
        assert "✓ set" in saved.words
        assert nowhere in saved.words
        assert "s3cr3t-key" not in saved.text
        uis = account(acme.directory, "acme").settings.uis
        assert uis is not None
        assert (uis.brand, uis.key_version, uis.sync_contacts) == ("other", 1, False)
        checked = await admin.post(f"{A}/access/check")
        assert "✗ Call API" in checked.words
        for tab in ("journal", "access", "people", "contacts"):
            assert "s3cr3t-key" not in (await admin.get(f"{A}/{tab}")).text
        assert "UIS access changed" in (await admin.get(f"{A}/journal")).words


async def test_first_company_is_founded_on_the_page(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (_acme, admin):
        await admin.get("/admin/companies")
        wrong = await admin.post("/admin/companies", {"name": "acme", "timezone": "Mars/Base"})
        assert "a company of that name already" in wrong.words
        assert "no such time zone" in wrong.words
        fields = {"name": "Ромашка", "timezone": "Asia/Omsk"}
        page = await admin.post("/admin/companies", fields)
        assert "The company is there." in page.words
        assert "Ромашка" in (await admin.get("/admin")).words
