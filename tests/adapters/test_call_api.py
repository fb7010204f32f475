"""The Call API client against a server on loopback."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
from aiohttp import web

from tests.adapters.call_desk import NOON, Desk, both_ways, dial
from tests.adapters.pretend_uis import (
    LOGIN,
    PASSWORD,
    PretendUis,
    Reply,
    json_reply,
    never,
    raw,
    refusal,
    result,
)
from uis_desktop.core.phone import Phone
from uis_desktop.errors import (
    CallRefused,
    OutcomeUnknown,
    ReplyNotUnderstood,
    ServiceRefused,
    ServiceUnreachable,
    SignInRefused,
    UisError,
)
from uis_desktop.net.https import Https
from uis_desktop.uis_api.access import Login
from uis_desktop.uis_api.calls import UisCallApi
from uis_desktop.uis_api.direct import Direct


@both_ways
async def test_a_click_sends_exactly_what_uis_documents(desk: Desk) -> None:
    assert await dial(desk.client()) == "11700000001"
    assert desk.uis.asked("start.employee_call") == [
        {
            "access_token": "token-1",
            "first_call": "employee",
            "switch_at_once": True,
            "early_switching": True,
            "direction": "out",
            "virtual_phone_number": "74950000001",
            "contact": "79001234567",
            "employee": {"id": 123456},
            "external_id": "tray-1",
        }
    ]
    envelope = desk.uis.requests[-1]
    assert envelope["jsonrpc"] == "2.0"
    assert desk.uis.headers[-1]["Content-Type"] == "application/json; charset=UTF-8"


@both_ways
async def test_an_extension_is_dialled_after_the_answer(desk: Desk) -> None:
    await dial(desk.client(), Phone("74951234567", extension="204"))
    assert desk.uis.asked("start.employee_call")[0]["dtmf_string"] == "..204"


async def test_every_request_has_an_id_of_its_own(desk: Desk) -> None:
    api, other = desk.client(), desk.client()
    for client in (api, other):
        await dial(client)
        await client.release_call("11700000001")
    ids = [str(request["id"]) for request in desk.uis.requests]
    assert len(set(ids)) == len(ids) == 6


async def test_a_session_is_opened_once_and_kept(desk: Desk) -> None:
    api = desk.client()
    await api.sign_in()
    for _ in range(3):
        await dial(api)
    assert len(desk.uis.asked("login.user")) == 1


async def test_clicks_at_the_same_time_share_one_login(desk: Desk) -> None:
    api = desk.client()
    await asyncio.gather(*(dial(api) for _ in range(5)))
    assert len(desk.uis.asked("login.user")) == 1
    assert len(desk.uis.asked("start.employee_call")) == 5


async def test_a_session_is_renewed_before_it_ends(desk: Desk) -> None:
    api = desk.client()
    await dial(api)
    desk.now = NOON + timedelta(minutes=54)
    await dial(api)
    assert len(desk.uis.asked("login.user")) == 1
    desk.now = NOON + timedelta(minutes=56)
    await dial(api)
    assert len(desk.uis.asked("login.user")) == 2
    assert desk.uis.asked("start.employee_call")[-1]["access_token"] == "token-2"


@pytest.mark.parametrize("error", [timedelta(hours=-9), timedelta(hours=9)])
async def test_a_wrong_clock_does_not_mean_a_login_for_every_click(
    desk: Desk, error: timedelta
) -> None:
    desk.now += error
    api = desk.client()
    await dial(api)
    await dial(api)
    assert len(desk.uis.asked("login.user")) == 1
    desk.now += timedelta(minutes=56)
    await dial(api)
    assert len(desk.uis.asked("login.user")) == 2


@both_ways
async def test_an_expired_session_is_renewed_and_the_request_repeated_once(desk: Desk) -> None:
    api = desk.client()
    await api.sign_in()
    desk.uis.will_answer("start.employee_call", refusal("access_token_invalid", -32001))
    assert await dial(api) == "11700000001"
    assert len(desk.uis.asked("login.user")) == 2
    tokens = [params["access_token"] for params in desk.uis.asked("start.employee_call")]
    assert tokens == ["token-1", "token-2"]


async def test_a_token_refused_twice_is_a_refusal(desk: Desk) -> None:
    invalid = refusal("access_token_invalid", -32001)
    desk.uis.will_answer("start.employee_call", invalid, invalid)
    with pytest.raises(CallRefused) as refused:
        await dial(desk.client())
    assert refused.value.mnemonic == "access_token_invalid"
    assert len(desk.uis.asked("start.employee_call")) == 2


async def test_a_wrong_password_is_asked_about_once(desk: Desk) -> None:
    api = desk.client("wrong")
    attempts: list[Callable[[], object]] = [api.sign_in, api.sign_in]
    for attempt in attempts:
        with pytest.raises(SignInRefused):
            await attempt()  # type: ignore[misc]
    with pytest.raises(SignInRefused):
        await dial(api)
    with pytest.raises(SignInRefused):
        await api.release_call("1")
    assert len(desk.uis.requests) == 1


async def test_a_password_changed_at_uis_is_told_at_the_next_login(desk: Desk) -> None:
    api = desk.client()
    await api.sign_in()
    desk.uis.will_answer("start.employee_call", refusal("access_token_invalid", -32001))
    desk.uis.will_answer("login.user", refusal("auth_error", -32001))
    with pytest.raises(SignInRefused):
        await dial(api)
    assert len(desk.uis.asked("start.employee_call")) == 1


@pytest.mark.parametrize("mnemonic", ["access_token_expired", "access_token_blocked"])
async def test_withdrawn_access_is_a_refused_sign_in(desk: Desk, mnemonic: str) -> None:
    desk.uis.will_answer("start.employee_call", refusal(mnemonic, -32001))
    with pytest.raises(SignInRefused):
        await dial(desk.client())


async def test_sign_in_tells_what_uis_has_against_it(desk: Desk) -> None:
    desk.uis.will_answer(
        "login.user", refusal("ip_not_whitelisted", -32003, message="IP 192.0.2.1 is not allowed")
    )
    with pytest.raises(ServiceRefused) as refused:
        await desk.client().sign_in()
    assert (refused.value.mnemonic, refused.value.code) == ("ip_not_whitelisted", -32003)
    assert "192.0.2.1" in refused.value.message


@both_ways
async def test_a_refusal_says_which_word_and_which_field(desk: Desk) -> None:
    desk.uis.will_answer(
        "start.employee_call",
        refusal(
            "no_active_phone_number",
            field="employee.phone_number",
            message="The phone number does not exist or inactive",
            params={},
            value="101",
            extended_helper=None,
            metadata={"limits": {}},
        ),
    )
    with pytest.raises(CallRefused) as refused:
        await dial(desk.client())
    error = refused.value
    assert (error.mnemonic, error.code, error.field) == (
        "no_active_phone_number",
        -32602,
        "employee.phone_number",
    )
    assert error.message == "The phone number does not exist or inactive"
    assert error.retry_after_s is None


@both_ways
@pytest.mark.parametrize(
    ("message", "data", "seconds"),
    [
        (
            "Limit per minute exceeded",
            {"metadata": {"limits": {"minute_reset": 41, "day_reset": 9000}}},
            41,
        ),
        (
            "Limit per day exceeded",
            {"meta_data": {"limits": {"minute_reset": 41, "day_reset": 9000}}},
            9000,
        ),
        ("Limit exceeded", {"metadata": {"limits": {"day_remaining": 0, "day_reset": 77}}}, 77),
        ("Limit per minute exceeded", {"params": {"minute_reset": 12}}, 12),
        ("Limit per minute exceeded", {"metadata": {"limits": "?"}}, 60),
        ("Limit per day exceeded", {}, None),
    ],
)
async def test_an_exhausted_budget_says_when_it_is_back(
    desk: Desk, message: str, data: dict[str, object], seconds: float | None
) -> None:
    desk.uis.will_answer(
        "start.employee_call", refusal("limit_exceeded", -32029, message=message, **data)
    )
    with pytest.raises(CallRefused) as refused:
        await dial(desk.client())
    assert refused.value.retry_after_s == seconds


@both_ways
async def test_an_error_counts_whatever_the_http_status(desk: Desk) -> None:
    desk.uis.will_answer("start.employee_call", refusal("forbidden", -32003, 403))
    with pytest.raises(CallRefused) as refused:
        await dial(desk.client())
    assert refused.value.mnemonic == "forbidden"


@both_ways
@pytest.mark.parametrize(
    "reply",
    [
        pytest.param({"result": {"data": {"call_session_id": 5}}}, id="no jsonrpc, no id"),
        pytest.param({"id": None, "result": {"data": {"call_session_id": 5}}}, id="id null"),
        pytest.param({"result": {"data": {"call_session_id": "5"}}}, id="an id as text"),
        pytest.param(
            {"result": {"data": {"call_session_id": 5}, "metadata": {"limits": [], "x": 1}}},
            id="a budget in another shape",
        ),
        pytest.param(
            {"result": {"data": {"call_session_id": 5, "more": 1}, "metadata": None}, "z": 0},
            id="fields nobody knows",
        ),
    ],
)
async def test_a_placed_call_is_understood_in_every_form_seen(desk: Desk, reply: object) -> None:
    desk.uis.will_answer("start.employee_call", raw(_json(reply)))
    assert await dial(desk.client()) == "5"


def _json(body: object) -> bytes:
    answer = json_reply(body).body
    assert isinstance(answer, bytes)
    return answer


def other_request(request: object) -> web.Response:
    return json_reply({"jsonrpc": "2.0", "id": "other", "result": {"data": {"call_session_id": 5}}})


UNCLEAR: list[tuple[str, Reply]] = [
    ("garbage", raw("<html>502 Bad Gateway</html>", 502)),
    ("captive portal", raw("<html>Please sign in</html>")),
    ("empty", raw("")),
    ("half a reply", raw('{"jsonrpc":"2.0","result":{"data":{"call_ses')),
    ("another request's reply", other_request),
    ("no result", raw("{}")),
    ("no call id", result({})),
    ("deep nesting", raw("[" * 100_000)),
    ("internal error", refusal("internal_error", -32603)),
    ("internal error without a word", refusal("", -32603)),
]


@both_ways
@pytest.mark.parametrize("reply", [pytest.param(r, id=name) for name, r in UNCLEAR])
async def test_a_reply_that_does_not_say_how_it_went_is_unknown(desk: Desk, reply: Reply) -> None:
    desk.uis.will_answer("start.employee_call", reply)
    with pytest.raises(OutcomeUnknown):
        await dial(desk.client())
    assert len(desk.uis.asked("start.employee_call")) == 1


@both_ways
@pytest.mark.parametrize("reply", [pytest.param(r, id=name) for name, r in UNCLEAR[:6]])
async def test_before_the_call_is_asked_for_nothing_is_unknown(desk: Desk, reply: Reply) -> None:
    desk.uis.will_answer("login.user", reply)
    with pytest.raises(ServiceUnreachable):
        await dial(desk.client())
    assert desk.uis.asked("start.employee_call") == []


@both_ways
async def test_internal_error_of_the_login_dialled_nothing(desk: Desk) -> None:
    desk.uis.will_answer("login.user", refusal("internal_error", -32603))
    with pytest.raises(ServiceUnreachable):
        await dial(desk.client())
    assert desk.uis.asked("start.employee_call") == []


async def test_sign_in_says_when_the_answer_is_not_understood(desk: Desk) -> None:
    desk.uis.will_answer("login.user", raw("<html>"))
    with pytest.raises(ReplyNotUnderstood):
        await desk.client().sign_in()


async def test_no_answer_in_time_is_unknown_and_not_asked_again() -> None:
    async with PretendUis() as uis, Https(deadline_s=0.5) as https:
        api = Desk(uis, https).client()
        await api.sign_in()
        uis.will_answer("start.employee_call", never)
        with pytest.raises(OutcomeUnknown):
            await dial(api)
        assert len(uis.asked("start.employee_call")) == 1


@both_ways
async def test_connection_lost_after_sending_is_unknown(desk: Desk) -> None:
    async def cut(_request: object) -> web.StreamResponse:
        for task in [t for t in asyncio.all_tasks() if t is asyncio.current_task()]:
            task.cancel()
        await asyncio.Event().wait()
        raise AssertionError("unreachable")

    desk.uis.will_answer("start.employee_call", cut)
    with pytest.raises(OutcomeUnknown):
        await dial(desk.client())
    assert len(desk.uis.asked("start.employee_call")) == 1


async def test_nobody_at_the_address_means_nothing_was_sent(desk: Desk) -> None:
    nowhere = "http://127.0.0.1:1/v4.0"
    api = UisCallApi(Direct(desk.https, address=nowhere, access=Login(LOGIN, PASSWORD)))
    with pytest.raises(ServiceUnreachable):
        await dial(api)


async def test_uis_gone_after_the_login_means_nothing_was_sent() -> None:
    async with Https(deadline_s=5) as https:
        async with PretendUis() as uis:
            api = Desk(uis, https).client()
            uis.will_answer("login.user", result({"access_token": "t"}))
            await api.sign_in()
        with pytest.raises(ServiceUnreachable):
            await dial(api)


@both_ways
async def test_a_cancelled_click_is_not_sent_again(desk: Desk) -> None:
    api = desk.client()
    await api.sign_in()
    desk.uis.will_answer("start.employee_call", never)
    click = asyncio.create_task(dial(api))
    async with asyncio.timeout(15):
        while not desk.uis.asked("start.employee_call"):
            desk.uis.arrived.clear()
            await desk.uis.arrived.wait()
    click.cancel()
    with pytest.raises(asyncio.CancelledError):
        await click
    assert len(desk.uis.asked("start.employee_call")) == 1


@both_ways
@pytest.mark.parametrize("success", ["true", True])
async def test_a_call_is_ended(desk: Desk, success: object) -> None:
    desk.uis.will_answer("release.call", result({"success": success}))
    api = desk.client()
    await dial(api)
    await api.release_call("11700000001")
    assert desk.uis.asked("release.call") == [
        {"access_token": "token-1", "call_session_id": 11700000001}
    ]


@both_ways
@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (refusal("call_session_not_found", field="call_session_id"), CallRefused),
        (result({"success": "false"}), CallRefused),
        (raw("?"), OutcomeUnknown),
    ],
)
async def test_a_call_that_cannot_be_ended_says_why(
    desk: Desk, reply: Reply, error: type[UisError]
) -> None:
    desk.uis.will_answer("release.call", reply)
    api = desk.client()
    await dial(api)
    with pytest.raises(error):
        await api.release_call("11700000001")


@both_ways
@pytest.mark.parametrize("employee_id", ["", "12a", "-1", "١٢"])
async def test_an_employee_id_that_is_no_number_is_not_sent(desk: Desk, employee_id: str) -> None:
    with pytest.raises(CallRefused) as refused:
        await desk.client().start_employee_call(
            contact=Phone("79001234567"),
            virtual_phone_number="74950000001",
            employee_id=employee_id,
            external_id="tray-1",
        )
    assert refused.value.field == "employee.id"
    assert desk.uis.requests == []


@pytest.mark.parametrize("external_id", ["", "a" * 65, "with space", "кот"])
async def test_an_external_id_uis_may_not_take_is_a_defect(desk: Desk, external_id: str) -> None:
    with pytest.raises(ValueError, match="external_id"):
        await desk.client().start_employee_call(
            contact=Phone("79001234567"),
            virtual_phone_number="74950000001",
            employee_id="1",
            external_id=external_id,
        )


@both_ways
async def test_the_budget_is_remembered(desk: Desk) -> None:
    api = desk.client()
    desk.uis.will_answer(
        "start.employee_call",
        result({"call_session_id": 1}, limits={"day_limit": 750, "day_remaining": 700}),
    )
    await dial(api)
    assert api.limits is not None
    assert (api.limits.day_limit, api.limits.day_remaining) == (750, 700)


@pytest.mark.parametrize("word", ["current_version_depricated", "current_version_deprecated"])
async def test_an_outdated_api_is_logged_once(
    desk: Desk, word: str, caplog: pytest.LogCaptureFixture
) -> None:
    version = {word: True, "current_version": "v4.0", "latest_version": "v5.0"}
    api = desk.client()
    for _ in range(2):
        desk.uis.will_answer(
            "start.employee_call", result({"call_session_id": 1}, api_version=version)
        )
        await dial(api)
    assert [record.levelno for record in caplog.records if "v5.0" in record.message] == [
        logging.WARNING
    ]


async def test_goodbye_ends_the_session_at_uis(desk: Desk) -> None:
    api = desk.client()
    await api.aclose()
    assert desk.uis.requests == []
    await api.sign_in()
    await api.aclose()
    await api.aclose()
    assert desk.uis.asked("logout.user") == [{"access_token": "token-1"}]


async def test_a_failed_goodbye_disturbs_nobody(desk: Desk) -> None:
    api = desk.client()
    await api.sign_in()
    desk.uis.will_answer("logout.user", refusal("internal_error", -32603))
    await api.aclose()


@both_ways
async def test_secrets_stay_out_of_log_and_errors(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    api = desk.client()
    await api.sign_in()
    desk.uis.will_answer("start.employee_call", refusal("access_token_invalid", -32001))
    desk.uis.will_answer("start.employee_call", raw("?"))
    with pytest.raises(OutcomeUnknown) as unknown:
        await dial(api)
    told = caplog.text + repr(unknown.value) + repr(vars(api)) + str(unknown.value.__cause__)
    assert PASSWORD not in told
    assert "token-" not in told
    assert "79001234567" not in told
