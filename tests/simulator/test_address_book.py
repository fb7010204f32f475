"""The Data API's address book: read, written, and changed at the control desk."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.simulator.stage import Json, Stage, ask, listed, refused

_IDA = {"last_name": "Петрова", "phone_numbers": ["79001110000"]}


async def _contact(stage: Stage, contact_id: int) -> Json:
    filter_ = {"field": "id", "operator": "=", "value": contact_id}
    return (await listed(stage, "get.contacts", filter=filter_))[0]


async def test_contact_names_his_manager_and_his_organization(stage: Stage) -> None:
    assert await _contact(stage, 501) == {
        "id": 501,
        "first_name": "Алексей",
        "last_name": "Смирнов",
        "patronymic": None,
        "full_name": "Смирнов Алексей",
        "emails": [],
        "phone_numbers": ["79001234567", "74951112233"],
        "personal_manager_id": 123457,
        "personal_manager_full_name": "Петров Сергей",
        "organization_id": 1,
        "organization_name": "ООО «Василёк»",
        "groups": [],
    }


async def test_new_contact_is_there_at_once(stage: Stage) -> None:
    reply = await ask(
        stage, "create.contacts", **_IDA, first_name="Ида", personal_manager_id=123456
    )
    # The sample has the id beside the data, not in it.
    contact_id = reply["result"]["id"]
    ida = await _contact(stage, contact_id)
    assert (ida["full_name"], ida["personal_manager_id"]) == ("Петрова Ида", 123456)
    call = await stage.start({"type": "inbound", "contact": "79001110000", "line": "74950000001"})
    story = await stage.receiver.story(call, until="in_call_session")
    assert (story[0]["contact_id"], story[0]["contact_full_name"]) == (contact_id, "Петрова Ида")


async def test_update_keeps_what_it_does_not_name_and_clears_what_is_null(stage: Stage) -> None:
    changes = {"last_name": "Смирнов", "phone_numbers": ["79009998877"], "first_name": None}
    assert (await ask(stage, "update.contacts", id=501, **changes))["result"]["data"] == {}
    contact = await _contact(stage, 501)
    assert (contact["full_name"], contact["first_name"]) == ("Смирнов", None)
    assert contact["phone_numbers"] == ["79009998877"]
    assert contact["personal_manager_id"] == 123457


async def test_contacts_are_deleted_all_or_none(stage: Stage) -> None:
    assert await refused(stage, "delete.contacts", ids=[501, 9]) == ("entity_not_found", "ids")
    assert len(await listed(stage, "get.contacts")) == 5
    await ask(stage, "delete.contacts", ids=[501, 502])
    await ask(stage, "delete.contacts", id=503)
    assert [row["id"] for row in await listed(stage, "get.contacts")] == [504, 505]


@pytest.mark.parametrize(
    ("method", "params", "word", "field"),
    [
        ("create", {"last_name": "П"}, "required_parameter_missed", "phone_numbers"),
        ("create", {**_IDA, "last_name": " "}, "invalid_parameter_value", "last_name"),
        ("create", {**_IDA, "phone_numbers": []}, "invalid_parameter_value", "phone_numbers"),
        ("create", {**_IDA, "phone_numbers": [7]}, "data_type_error", "phone_numbers"),
        (
            "create",
            {**_IDA, "phone_numbers": ["+79001110000"]},
            "invalid_parameter_value",
            "phone_numbers",
        ),
        (
            "create",
            {**_IDA, "phone_numbers": [f"7900111000{n}" for n in range(10)] + ["79001110010"]},
            "data_limit_exceeded",
            "phone_numbers",
        ),
        (
            "create",
            {**_IDA, "phone_numbers": ["79001234567"]},
            "duplicate_entity",
            "phone_numbers",
        ),
        ("create", {**_IDA, "personal_manager_id": 1}, "entity_not_found", "personal_manager_id"),
        ("create", {**_IDA, "personal_manager_id": "1"}, "data_type_error", "personal_manager_id"),
        ("create", {**_IDA, "organization_id": 77}, "entity_not_found", "organization_id"),
        ("create", {**_IDA, "groups": [1]}, "entity_not_found", "groups"),
        ("create", {**_IDA, "age": 1}, "unexpected_parameters", "age"),
        ("update", {"id": 501}, "required_parameter_missed", "last_name"),
        ("update", {"id": 9, **_IDA}, "entity_not_found", "id"),
        (
            "update",
            {"id": 502, **_IDA, "phone_numbers": ["79001234567"]},
            "duplicate_entity",
            "phone_numbers",
        ),
        ("delete", {}, "required_parameter_missed", "ids"),
        ("delete", {"id": 501, "ids": [502]}, "invalid_parameters_combination", "ids"),
        ("delete", {"ids": ["501"]}, "data_type_error", "ids"),
    ],
)
async def test_what_is_written_is_checked(
    stage: Stage, method: str, params: Mapping[str, object], word: str, field: str
) -> None:
    assert await refused(stage, f"{method}.contacts", **params) == (word, field)


async def test_contact_is_put_into_groups(stage: Stage) -> None:
    vip = (await ask(stage, "create.group_contacts", name="Важные"))["result"]["id"]
    assert await listed(stage, "get.group_contacts") == [{"id": vip, "name": "Важные"}]
    contact = (await ask(stage, "create.contacts", **_IDA, groups=[vip]))["result"]["id"]
    named = [{"group_id": vip, "group_name": "Важные"}]
    assert (await _contact(stage, contact))["groups"] == named
    assert await refused(stage, "delete.group_contacts", id=vip) == ("dependency_error", "id")
    await ask(stage, "update.contacts", id=contact, **_IDA, groups=[])
    assert (await _contact(stage, contact))["groups"] == []
    await ask(stage, "delete.group_contacts", id=vip)
    assert await listed(stage, "get.group_contacts") == []


async def test_organization_is_founded_and_renamed(stage: Stage) -> None:
    word = await refused(stage, "create.contact_organizations", name="ООО «Василёк»")
    assert word == ("duplicate_entity", "name")
    mak = (await ask(stage, "create.contact_organizations", name="ООО «Мак»"))["result"]["id"]
    await ask(stage, "update.contact_organizations", id=mak, name="ПАО «Мак»")
    contact = (await ask(stage, "create.contacts", **_IDA, organization_id=mak))["result"]["id"]
    assert (await _contact(stage, contact))["organization_name"] == "ПАО «Мак»"
    assert await refused(stage, "delete.contact_organizations", id=9) == ("entity_not_found", "id")


async def test_organizations_have_ids(stage: Stage) -> None:
    assert await listed(stage, "get.contact_organizations") == [{"id": 1, "name": "ООО «Василёк»"}]


async def test_desk_changes_the_address_book(stage: Stage) -> None:
    ida = {"full_name": "Петрова Ида", "phone_number": "79001110000", "organization": "ООО «Мак»"}
    assert await stage.put("address_book/900", ida) == (200, {})
    assert (await _contact(stage, 900))["organization_name"] == "ООО «Мак»"
    status, answer = await stage.put("address_book/901", ida)
    assert (status, answer) == (409, {"error": "another contact has 79001110000"})
    assert await stage.delete("address_book/900") == 200
    assert await stage.delete("address_book/900") == 404
    assert 900 not in [row["id"] for row in await listed(stage, "get.contacts")]


async def test_desk_hires_and_dismisses(stage: Stage) -> None:
    olga = {"full_name": "Орлова Ольга", "phone_numbers": [{"phone_number": "0412399"}]}
    await stage.put("staff/5", olga)
    await stage.put("groups/71", {"name": "Продажи", "members": [5, 123457]})
    await stage.delete("staff/123458")
    employees = {row["id"]: row for row in await listed(stage, "get.employees")}
    assert set(employees) == {123456, 123457, 123459, 5}
    assert employees[5]["groups"] == [{"group_id": 71, "group_name": "Продажи"}]
    assert employees[5]["extension"] == {}
    await stage.delete("groups/71")
    assert [row["id"] for row in await listed(stage, "get.group_employees")] == [72]


async def test_group_names_its_members_and_their_phones(stage: Stage) -> None:
    sales = (await listed(stage, "get.group_employees"))[0]
    assert (sales["name"], sales["group_phone_number"]) == ("Продажи", "501")
    assert sales["members"][0] == {"employee_id": 123457, "employee_full_name": "Петров Сергей"}
    assert sales["phone_numbers"][1]["employee_phone_number"] == "0412347"
