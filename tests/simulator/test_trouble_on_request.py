"""Keys, budgets, faults and ways of wording, as the control desk sets them."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pytest

from tests.simulator.stage import Json, Stage, ask, listed, office_account, on_stage, refused
from tests.simulator.test_start_employee_call import GOOD
from uis_desktop.simulator.scenario import AccessKey, Limits

_PAST = datetime(2020, 1, 1, tzinfo=UTC)


async def test_key_opens_both_apis_without_a_login(stage: Stage) -> None:
    stage.token = "demo-key"
    assert (await listed(stage, "get.account"))[0]["app_id"] == 4711
    reply = await stage.call("release.call", {"call_session_id": 1})
    assert reply["error"]["data"]["mnemonic"] == "call_session_not_found"


@pytest.mark.parametrize(
    ("key", "word"),
    [
        (AccessKey(key="k", blocked=True), "access_token_blocked"),
        (AccessKey(key="k", valid_until=_PAST), "access_token_expired"),
        (AccessKey(key="k", apis=("call_api",)), "access_token_invalid"),
    ],
)
async def test_key_that_is_no_good_says_why(key: AccessKey, word: str) -> None:
    async with on_stage(office_account(keys=(key,))) as stage:
        stage.token = "k"
        reply = await ask(stage, "get.account")
        assert reply["error"]["data"]["mnemonic"] == word
        assert reply["error"]["data"]["metadata"] == {}


async def test_nobody_is_let_in_who_is_not_on_the_list() -> None:
    async with on_stage(office_account(allowlist=())) as stage:
        stage.token = "demo-key"
        assert await refused(stage, "get.account") == ("ip_not_whitelisted", None)
        await stage.post("account", {"allowlist": ["127.0.0.1"]})
        assert await listed(stage, "get.account")


async def test_data_api_has_a_budget_of_its_own() -> None:
    async with on_stage(office_account(data_api_limits=Limits(day=100, minute=2))) as stage:
        stage.token = "demo-key"
        await ask(stage, "get.account")
        reply = await ask(stage, "get.employees")
        assert reply["result"]["metadata"]["limits"]["minute_remaining"] == 0
        error = (await ask(stage, "get.account"))["error"]
        assert (error["code"], error["data"]["mnemonic"]) == (-32029, "limit_exceeded")
        assert error["data"]["params"] == {"period": "minute", "limit": 2}
        reply = await stage.call("release.call", {"call_session_id": 1})
        assert reply["error"]["data"]["metadata"]["limits"]["minute_remaining"] == 150
        stage.clock.skip(60)
        assert await listed(stage, "get.account")


async def test_desk_spends_the_budget(stage: Stage) -> None:
    await stage.post("budget", {"api": "data_api", "day_remaining": 0})
    reply = await ask_with_key(stage)
    assert reply["error"]["message"].startswith("Limit per day")


async def test_desk_takes_a_component_away(stage: Stage) -> None:
    await stage.post("account", {"components": ["call_api"]})
    reply = await ask_with_key(stage)
    assert reply["error"]["data"]["mnemonic"] == "method_component_disabled"


async def test_method_costs_what_the_account_says() -> None:
    costly = office_account(data_api_limits=Limits(minute=6), weights={"get.employees": 5})
    async with on_stage(costly) as stage:
        stage.token = "demo-key"
        reply = await ask(stage, "get.employees")
        assert reply["result"]["metadata"]["limits"]["minute_remaining"] == 1
        assert (await refused(stage, "get.employees"))[0] == "limit_exceeded"
        # Refusals cost nothing, and cheaper methods can still be paid for.
        assert await listed(stage, "get.account")


async def test_account_that_is_not_served(stage: Stage) -> None:
    stage.token = "demo-key"
    await stage.post("account", {"active": False})
    error = (await ask(stage, "get.account"))["error"]
    assert (error["code"], error["data"]["mnemonic"]) == (-32009, "account_inactive")
    await stage.post("account", {"active": True})
    assert await listed(stage, "get.account")


async def test_user_without_the_right_is_forbidden_one_api(stage: Stage) -> None:
    stage.token = "demo-key"
    await stage.post("account", {"rights": ["data_api"]})
    assert await listed(stage, "get.account")
    error = (await stage.call("release.call", {"call_session_id": 1}))["error"]
    assert (error["code"], error["data"]["mnemonic"]) == (-32003, "forbidden")


async def test_desk_forbids_a_direction(stage: Stage) -> None:
    stage.token = "demo-key"
    await stage.post("account", {"destinations": ["long_distance"]})
    error = (await stage.call("start.employee_call", GOOD))["error"]
    assert (error["code"], error["data"]["field"]) == (-32002, "contact")


async def test_desk_makes_and_blocks_a_key(stage: Stage) -> None:
    stage.token = "new-key"
    assert (await refused(stage, "get.account"))[0] == "access_token_invalid"
    assert await stage.post("keys", {"key": "new-key"}) == (200, {})
    assert await listed(stage, "get.account")
    await stage.post("keys", {"key": "new-key", "blocked": True})
    assert (await refused(stage, "get.account"))[0] == "access_token_blocked"
    await stage.post("keys", {"key": "new-key", "apis": ["call_api"]})
    assert (await refused(stage, "get.account"))[0] == "access_token_invalid"


@pytest.mark.parametrize("spelling", ["depricated", "deprecated"])
async def test_old_version_is_told_in_both_spellings(stage: Stage, spelling: str) -> None:
    stage.token = "demo-key"
    await stage.post("quirks", {"deprecated": spelling, "limits": "empty"})
    result = (await stage.call("list.calls", {}))["result"]
    assert result["metadata"] == {
        "limits": {},
        "api_version": {
            f"current_version_{spelling}": True,
            "current_version": "v4.0",
            "latest_version": "v5.0",
        },
    }
    error = (await ask(stage, "get.fax"))["error"]
    assert error["data"]["metadata"] == {}


async def test_one_method_of_one_api_goes_wrong(stage: Stage) -> None:
    stage.token = "demo-key"
    await stage.post(
        "faults", {"data_api": "refuse", "method": "get.contacts", "mnemonic": "internal_error"}
    )
    assert await listed(stage, "get.account")
    assert (await refused(stage, "get.contacts"))[0] == "internal_error"
    assert await listed(stage, "get.contacts")


async def test_server_error_and_slow_answer(stage: Stage) -> None:
    stage.token = "demo-key"
    request = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "get.account",
        "params": {"access_token": "demo-key"},
    }
    await stage.post("faults", {"data_api": "http_500"})
    status, _ = await stage.raw(json.dumps(request).encode(), stage.served.data_api)
    assert status == 500
    await stage.post("faults", {"data_api": "slow", "delay_s": 0.2})
    before = time.monotonic()
    assert await listed(stage, "get.account")
    assert time.monotonic() - before >= 0.2


async def test_quirks_change_the_wording(stage: Stage) -> None:
    quirks = {
        "account_metadata": "meta_data",
        "created_id": "data",
        "expiry": "expire",
        "empty_extension": "nulls",
        "group_phones": "phone_number",
        "error_status": 403,
    }
    assert await stage.post("quirks", quirks) == (200, {})
    login = await stage.sign_in(stage.served.data_api)
    assert "expire" in login["result"]["data"]
    account = (await ask(stage, "get.account"))["result"]
    assert account["meta_data"]["total_items"] == 1
    assert "metadata" not in account
    created = await ask(stage, "create.contacts", last_name="П", phone_numbers=["79001110000"])
    assert list(created["result"]["data"]) == ["id"]
    await stage.put("staff/5", {"full_name": "Орлова Ольга"})
    assert (await listed(stage, "get.employees"))[-1]["extension"] == {
        "extension_phone_number": None,
        "extension_voice_mail_enabled": None,
        "extension_queue_enabled": None,
    }
    assert "phone_number" in (await listed(stage, "get.group_employees"))[0]
    status, _ = await stage.raw(b"{}", stage.served.data_api)
    assert status == 403


@pytest.mark.parametrize(
    ("path", "body", "named"),
    [
        ("account", {"allowlist": ["here"]}, "here"),
        ("account", {"components": ["fax"]}, "components"),
        ("budget", {"api": "fax_api"}, "api"),
        ("quirks", {"success": "maybe"}, "success"),
        ("quirks", {"succes": "string"}, "succes"),
    ],
)
async def test_wish_that_makes_no_sense_is_named(
    stage: Stage, path: str, body: object, named: str
) -> None:
    status, answer = await stage.post(path, body)
    assert status == 400
    assert named in answer["error"]


async def ask_with_key(stage: Stage) -> Json:
    stage.token = "demo-key"
    return await ask(stage, "get.account")
