"""The Call API client against the real simulator process: one click, one call."""

from __future__ import annotations

import pytest

from tests.adapters.office import Office
from uis_desktop.core.phone import Phone
from uis_desktop.errors import CallRefused, OutcomeUnknown, SignInRefused, UisError
from uis_desktop.net.https import Https
from uis_desktop.uis_api.access import Login
from uis_desktop.uis_api.calls import UisCallApi
from uis_desktop.uis_api.direct import Direct

pytestmark = pytest.mark.timeout(40)


async def test_a_click_becomes_one_call(office: Office) -> None:
    call = await office.dial()
    (placed,) = await office.calls()
    assert str(placed["call_session_id"]) == call
    assert (placed["direction"], placed["external_id"]) == ("out", "tray-1")
    assert await office.asked("start.employee_call") == ["ok"]
    assert office.api.limits is not None


async def test_a_call_is_ended_once(office: Office) -> None:
    call = await office.dial()
    await office.api.release_call(call)
    with pytest.raises(CallRefused) as refused:
        await office.api.release_call(call)
    assert refused.value.mnemonic == "call_session_not_found"


async def test_an_extension_is_taken(office: Office) -> None:
    await office.api.start_employee_call(
        contact=Phone("79001234567", extension="204"),
        virtual_phone_number=office.ready.virtual_phone_number,
        employee_id=str(office.ready.employee_id),
        external_id="tray-2",
    )
    assert await office.asked("start.employee_call") == ["ok"]


async def test_an_expired_session_is_renewed_unseen(office: Office) -> None:
    await office.api.sign_in()
    await office.order("sessions/expire", {})
    await office.dial()
    assert await office.asked("start.employee_call") == ["access_token_invalid", "ok"]
    assert await office.asked("login.user") == ["ok", "ok"]
    assert len(await office.calls()) == 1


async def test_a_wrong_password_reaches_uis_once(office: Office) -> None:
    async with Https() as https:
        api = UisCallApi(
            Direct(https, address=office.ready.call_api, access=Login(office.ready.login, "wrong"))
        )
        for _ in range(3):
            with pytest.raises(SignInRefused):
                await api.sign_in()
    assert await office.asked("login.user") == ["auth_error"]


async def test_logging_out_ends_the_session(office: Office) -> None:
    await office.api.sign_in()
    await office.api.aclose()
    assert await office.asked("logout.user") == ["ok"]


@pytest.mark.parametrize(
    ("fault", "calls"),
    [
        ("timeout_before", 0),
        ("timeout_after", 1),
        ("disconnect_before", 0),
        ("disconnect_after", 1),
        ("http_500", 0),
        ("garbage", 0),
    ],
)
async def test_a_fault_is_an_unknown_outcome_and_never_a_second_request(
    office: Office, fault: str, calls: int
) -> None:
    await office.api.sign_in()
    await office.order("faults", {"call_api": fault, "times": 1, "method": "start.employee_call"})
    with pytest.raises(OutcomeUnknown):
        await office.dial()
    assert len(await office.asked("start.employee_call")) == 1
    assert len(await office.calls()) == calls


@pytest.mark.parametrize(("fault", "placed"), [("timeout_before", False), ("timeout_after", True)])
async def test_call_of_a_click_without_an_answer_is_found(
    office: Office, fault: str, placed: bool
) -> None:
    await office.api.sign_in()
    await office.order("faults", {"call_api": fault, "times": 1, "method": "start.employee_call"})
    with pytest.raises(OutcomeUnknown):
        await office.dial()
    assert (await office.api.call_of_click("tray-1") is not None) == placed
    assert await office.api.call_of_click("tray-9") is None


@pytest.mark.parametrize(
    ("mnemonic", "error"), [("internal_error", OutcomeUnknown), ("limit_exceeded", CallRefused)]
)
async def test_a_refusal_is_not_repeated(
    office: Office, mnemonic: str, error: type[UisError]
) -> None:
    await office.order(
        "faults",
        {"call_api": "refuse", "mnemonic": mnemonic, "times": 1, "method": "start.employee_call"},
    )
    with pytest.raises(error):
        await office.dial()
    assert len(await office.asked("start.employee_call")) == 1


async def test_a_blacklisted_contact_is_refused_with_uis_s_word(office: Office) -> None:
    with pytest.raises(CallRefused) as refused:
        await office.dial("79001234571")
    assert refused.value.mnemonic == "contact_in_blacklist"
    assert await office.calls() == []
