"""Sessions of an hour, and the points a request costs."""

from __future__ import annotations

from tests.simulator.stage import Stage, office_account, on_stage
from uis_desktop.simulator.scenario import Limits

_UNKNOWN = {"call_session_id": 1}


async def test_login_gives_a_token_for_an_hour(stage: Stage) -> None:
    before = stage.clock.now().timestamp()
    data = (await stage.sign_in())["result"]["data"]
    assert set(data) == {"access_token", "expire_at"}
    assert 3599 <= data["expire_at"] - before <= 3700


async def test_wrong_password_is_an_auth_error_without_limits(stage: Stage) -> None:
    reply = await stage.call("login.user", {"login": "demo", "password": "Demo-password"})
    data = reply["error"]["data"]
    assert (reply["error"]["code"], data["mnemonic"]) == (-32001, "auth_error")
    assert data["metadata"] == {}


async def test_token_is_invalid_after_its_hour(signed_in: Stage) -> None:
    signed_in.clock.skip(3601)
    assert await _mnemonic(signed_in) == "access_token_invalid"


async def test_token_is_invalid_after_logout(signed_in: Stage) -> None:
    reply = await signed_in.call("logout.user", {})
    assert reply["result"]["data"] == {"success": True}
    assert await _mnemonic(signed_in) == "access_token_invalid"


async def test_desk_can_expire_every_session(signed_in: Stage) -> None:
    assert await signed_in.post("sessions/expire") == (200, {"expired": 1})
    assert await _mnemonic(signed_in) == "access_token_invalid"


async def test_refused_token_tells_no_limits(signed_in: Stage) -> None:
    signed_in.token = "made-up"
    reply = await signed_in.call("release.call", _UNKNOWN)
    assert reply["error"]["code"] == -32001
    assert reply["error"]["data"]["metadata"] == {}


async def test_token_is_required(signed_in: Stage) -> None:
    signed_in.token = ""
    reply = await signed_in.call("release.call", _UNKNOWN)
    data = reply["error"]["data"]
    assert (data["mnemonic"], data["field"]) == ("required_parameter_missed", "access_token")


async def test_only_successful_requests_are_charged(stage: Stage) -> None:
    first = (await stage.sign_in())["result"]["metadata"]["limits"]
    refused = (await stage.call("release.call", _UNKNOWN))["error"]["data"]["metadata"]["limits"]
    assert (first["day_limit"], first["day_remaining"]) == (750, 749)
    assert refused["day_remaining"] == 749
    assert refused["minute_remaining"] == 149


async def test_spent_minute_is_refused_and_comes_back() -> None:
    async with on_stage(office_account(limits=Limits(day=100, minute=1))) as stage:
        await stage.sign_in()
        error = (await stage.call("release.call", _UNKNOWN))["error"]
        assert (error["code"], error["data"]["mnemonic"]) == (-32029, "limit_exceeded")
        assert error["message"].startswith("Limit per minute")
        assert error["data"]["params"] == {"period": "minute", "limit": 1}
        assert error["data"]["metadata"]["limits"]["minute_remaining"] == 0
        stage.clock.skip(60)
        assert await _mnemonic(stage) == "call_session_not_found"


async def test_spent_day_is_refused_until_midnight_of_the_account() -> None:
    async with on_stage(office_account(limits=Limits(day=1, minute=100))) as stage:
        limits = (await stage.sign_in())["result"]["metadata"]["limits"]
        # It is ten in the morning in Moscow.
        assert 13.5 * 3600 < limits["day_reset"] <= 14 * 3600
        stage.clock.skip(limits["day_reset"] - 3600)
        await _expect_day_limit(stage)
        stage.clock.skip(3601)
        await stage.sign_in()


async def _expect_day_limit(stage: Stage) -> None:
    reply = await stage.call("login.user", {"login": "demo", "password": "demo-password"})
    assert reply["error"]["message"].startswith("Limit per day")


async def _mnemonic(stage: Stage) -> str:
    reply = await stage.call("release.call", _UNKNOWN)
    mnemonic: str = reply["error"]["data"]["mnemonic"]
    return mnemonic
