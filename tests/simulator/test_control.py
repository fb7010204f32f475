"""The control desk: who may use it, what it shows, and what goes wrong on request."""

from __future__ import annotations

import json

import aiohttp
import pytest

from tests.simulator.stage import (
    ENDED,
    INCOMING,
    LOST,
    Json,
    Stage,
    mnemonics,
    office,
    on_stage,
)
from tests.simulator.test_call_lives import ANNA, inbound
from tests.simulator.test_start_employee_call import GOOD
from uis_desktop.simulator.scenario import InboundCall, Row


@pytest.mark.parametrize(
    ("path", "body", "status", "named"),
    [
        ("calls", {"type": "inbound", "line": "74950000009"}, 400, "call.line"),
        ("calls", {"type": "inbound", "line": "74950000001", "tlk_s": 1}, 400, "tlk_s"),
        ("calls", {}, 400, "type"),
        ("calls/1/hang_up", {}, 404, "call"),
        ("calls/1/pick_up", {}, 400, "employee_id"),
        ("calls/1/pick_up", {"employee_id": ANNA}, 404, "call"),
        ("employees/1", {}, 404, "employee"),
        (f"employees/{ANNA}", {"does": "sings"}, 400, "does"),
        ("faults", {"call_api": "explode"}, 400, "call_api"),
        ("faults", {"call_api": "refuse", "mnemonic": "no_mood"}, 400, "no_mood"),
        ("faults", {"notifications": "explode"}, 400, "notifications"),
        ("faults", {}, 400, "notifications"),
        ("addresses", {"notfy": None}, 400, "notfy"),
        ("addresses", {"notify": "relay/hook"}, 400, "notify"),
        ("addresses", {"interactive": "http://"}, 400, "interactive"),
        ("timeline/start", {}, 409, "none"),
    ],
)
async def test_wish_that_cannot_be_granted_is_explained(
    stage: Stage, path: str, body: Json, status: int, named: str
) -> None:
    answered, explanation = await stage.post(path, body)
    assert answered == status
    assert named in explanation["error"]


async def test_page_of_another_site_cannot_start_calls(stage: Stage) -> None:
    row = inbound()
    assert (await stage.post("calls", row, Origin="https://evil.example"))[0] == 403
    own = stage.served.web.rstrip("/")
    assert (await stage.post("calls", row, Origin=own))[0] == 200


async def test_page_whose_name_points_here_sees_nothing(stage: Stage) -> None:
    address = f"{stage.served.web}control/state"
    async with stage.http.get(address, headers={"Host": "evil.example"}) as answer:
        assert answer.status == 403
    async with stage.http.get(address, headers={"Host": "localhost"}) as answer:
        assert answer.status == 200


async def test_form_of_another_site_cannot_start_calls(stage: Stage) -> None:
    body = json.dumps(inbound())
    async with stage.http.post(f"{stage.served.web}control/calls", data=body) as answer:
        assert answer.status == 415


async def test_journal_masks_password_and_token(signed_in: Stage) -> None:
    await signed_in.call("start.employee_call", GOOD)
    shown = json.dumps(await signed_in.get("requests"))
    assert signed_in.token not in shown
    assert "demo-password" not in shown
    assert "tray-1" in shown


async def test_journal_tells_method_outcome_and_result(signed_in: Stage) -> None:
    started = await signed_in.call("start.employee_call", GOOD)
    await signed_in.call("release.call", {"call_session_id": 1})
    await signed_in.raw(b"{")
    login, start, release, nonsense = (await signed_in.get("requests"))["requests"]
    assert (login["method"], login["outcome"], login["api"]) == ("login.user", "ok", "call_api")
    assert start["result"] == started["result"]["data"]
    assert release["outcome"] == "call_session_not_found"
    assert (nonsense["method"], nonsense["outcome"]) == (None, "parse_error")
    later = (await signed_in.get(f"requests?after={start['number']}"))["requests"]
    assert [entry["number"] for entry in later] == [3, 4]


async def test_state_shows_who_is_in_which_call(stage: Stage) -> None:
    call = await stage.start(inbound(answers=None))
    await stage.receiver.until(lambda heard: len(heard) == 2)
    state = await stage.get("state")
    assert [e["calls"] for e in state["employees"]] == [[call], [], [], []]
    assert state["calls"][0]["state"] == "ringing"
    assert {leg["employee_id"] for leg in state["calls"][0]["legs"]} == {None, ANNA}


async def test_page_shows_names_as_text() -> None:
    async with on_stage() as stage:
        await stage.sign_in()
        await stage.call("start.employee_call", {**GOOD, "external_id": "<script>x</script>"})
        async with stage.http.get(stage.served.web) as answer:
            page = await answer.text()
    assert "Иванова Анна" in page
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


async def test_contact_behaves_as_told(signed_in: Stage) -> None:
    await signed_in.post("contacts/79001234567", {"does": "busy"})
    started = (await signed_in.call("start.employee_call", GOOD))["result"]["data"]
    story = await signed_in.receiver.story(started["call_session_id"], until=ENDED)
    assert story[-1]["talk_time_duration"] == 0


@pytest.mark.parametrize("fault", ["disconnect_before", "disconnect_after"])
async def test_connection_breaks_as_told(signed_in: Stage, fault: str) -> None:
    await signed_in.post("faults", {"call_api": fault})
    with pytest.raises(aiohttp.ClientError):
        await signed_in.call("start.employee_call", GOOD)
    assert await _started(signed_in) == (1 if fault == "disconnect_after" else 0)


@pytest.mark.parametrize("fault", ["timeout_before", "timeout_after"])
async def test_answer_does_not_come_as_told(signed_in: Stage, fault: str) -> None:
    await signed_in.post("faults", {"call_api": fault, "method": "start.employee_call"})
    impatient = aiohttp.ClientTimeout(total=0.3)
    request = {"jsonrpc": "2.0", "id": 1, "method": "start.employee_call"}
    params = {**GOOD, "access_token": signed_in.token}
    with pytest.raises(TimeoutError):
        await signed_in.http.post(
            signed_in.served.call_api, json={**request, "params": params}, timeout=impatient
        )
    assert await _started(signed_in) == (1 if fault == "timeout_after" else 0)


@pytest.mark.parametrize(("fault", "status"), [("http_500", 500), ("garbage", 200)])
async def test_answer_is_nonsense_as_told(signed_in: Stage, fault: str, status: int) -> None:
    await signed_in.post("faults", {"call_api": fault})
    request = {"jsonrpc": "2.0", "id": 1, "method": "start.employee_call", "params": GOOD}
    answered, body = await signed_in.raw(json.dumps(request).encode())
    assert answered == status
    with pytest.raises(json.JSONDecodeError):
        json.loads(body)
    assert await _started(signed_in) == 0


async def test_session_expires_as_told_and_login_is_spared(signed_in: Stage) -> None:
    await signed_in.post("faults", {"call_api": "expired_session"})
    await signed_in.sign_in()
    refused = await signed_in.call("start.employee_call", GOOD)
    assert refused["error"]["data"]["mnemonic"] == "access_token_invalid"
    await signed_in.sign_in()
    assert "result" in await signed_in.call("start.employee_call", GOOD)


async def test_refusal_comes_as_told_as_often_as_told(signed_in: Stage) -> None:
    wish = {"call_api": "refuse", "mnemonic": "limit_exceeded", "method": "start.employee_call"}
    await signed_in.post("faults", {**wish, "times": 2})
    outcomes = [await signed_in.call("start.employee_call", GOOD) for _ in range(3)]
    assert [outcome.get("error", {}).get("code") for outcome in outcomes] == [-32029, -32029, None]


async def test_faults_can_be_called_off(signed_in: Stage) -> None:
    await signed_in.post("faults", {"call_api": "http_500", "times": 5})
    await signed_in.post("faults", {"call_api": "http_500", "times": 0})
    assert "result" in await signed_in.call("start.employee_call", GOOD)


async def test_timeline_plays_by_itself_in_order() -> None:
    rows: tuple[Row, ...] = (
        InboundCall(at_s=8, line="74950000001", contact="79000000002", gives_up_after_s=0),
        InboundCall(at_s=1, line="74950000001", contact="79000000001", gives_up_after_s=0),
    )
    async with on_stage(office(timeline=rows)) as stage:
        heard = await stage.receiver.until(lambda all_: len(all_) == 6)
        numbers = [h.json["contact_phone_number"] for h in heard]
        assert numbers == ["79000000001"] * 3 + ["79000000002"] * 3
        assert (await stage.get("state"))["timeline"] == {
            "state": "finished",
            "rows": 2,
            "started": 2,
        }


async def test_held_timeline_waits_for_the_word() -> None:
    rows: tuple[Row, ...] = (InboundCall(line="74950000001", gives_up_after_s=0),)
    scenario = office(timeline=rows, timeline_starts="on_request")
    async with on_stage(scenario) as stage:
        assert (await stage.get("state"))["timeline"]["state"] == "held"
        assert await stage.post("timeline/start") == (200, {})
        heard = await stage.receiver.until(lambda all_: len(all_) == 3)
        assert mnemonics([h.json for h in heard]) == [INCOMING, LOST, ENDED]
        assert (await stage.post("timeline/start"))[0] == 409


async def _started(stage: Stage) -> int:
    state = await stage.get("state")
    return len(state["calls"]) + len(state["finished"])
