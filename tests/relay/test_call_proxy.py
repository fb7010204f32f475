"""The Call API through the relay: what is let through, for whom, and how often."""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiohttp import web

from tests.adapters.pretend_uis import LOGIN, PASSWORD, PretendUis, Reply, raw, refusal, result
from tests.relay.company import ANNA, BORIS, VERA, Company, RunningRelay, company
from uis_desktop import wire
from uis_desktop.relay.call_proxy.methods import METHODS
from uis_desktop.relay.directory.account_settings import UisAccess, change_settings
from uis_desktop.relay.journals.entries import Sort, latest_entries
from uis_desktop.relay.journals.tables import open_journals
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.secret_files import write_secret
from uis_desktop.relay.uis_keys import FOLDER
from uis_desktop.wire.call_api import PATH, STATUS, RelayWord

pytestmark = pytest.mark.usefixtures("no_password_store")

Json = dict[str, Any]
KEY = "canary-key-0123456789"
SESSION = 11700000001
_numbers = itertools.count(1)


@dataclass
class Desk:
    """Anna's desktop, her company's relay and the UIS behind it."""

    company: Company
    uis: PretendUis
    token: str
    answers: list[tuple[int, Json]] = field(default_factory=list)

    async def raw(self, body: bytes, token: str | None = None) -> tuple[int, Json]:
        headers = {} if token == "" else {"Authorization": f"Bearer {token or self.token}"}
        url = self.company.relay.listening_url + PATH
        async with self.company.http.post(url, data=body, headers=headers) as response:
            assert response.content_type == "application/json"
            return response.status, await response.json()

    async def ask(self, method: str, token: str | None = None, **params: object) -> Json:
        request = {"jsonrpc": "2.0", "id": "d-1", "method": method, "params": params}
        status, reply = await self.raw(json.dumps(request).encode(), token)
        # Who asks too often is not listened to.
        assert reply["id"] == (None if status == STATUS[RelayWord.TOO_MANY] else "d-1")
        self.answers.append((status, reply))
        return reply

    async def dial(self, token: str | None = None, **changes: object) -> Json:
        return await self.ask("start.employee_call", token, **{**click(), **changes})

    @property
    def status(self) -> int:
        """Of the last answer."""
        return self.answers[-1][0]

    def journal(self) -> list[Json]:
        """Entries of the proxy, the oldest first; those of before this very moment."""
        connection = open_journals(self.company.data)
        try:
            entries = latest_entries(connection, "acme", Sort.CALL_API, 100)
        finally:
            connection.close()
        return [
            {
                "number": entry.phone_number,
                "employee": entry.employee_id,
                "call": entry.call_session_id,
                **entry.detail,
            }
            for entry in reversed(entries)
        ]

    async def journal_with(self, count: int, answer: str | None = None) -> list[Json]:
        """The journal once it has so many entries, the last of them with this answer."""
        async with asyncio.timeout(10):
            while True:
                entries = self.journal()
                settled = answer is None or (entries and entries[-1]["answer"] == answer)
                if len(entries) >= count and settled:
                    return entries
                await asyncio.sleep(0.02)


def click(**changes: object) -> Json:
    """The parameters of a new click."""
    return {
        "first_call": "employee",
        "switch_at_once": True,
        "early_switching": True,
        "direction": "out",
        "virtual_phone_number": "74950000001",
        "contact": "79001234567",
        "employee": {"id": int(ANNA)},
        "external_id": f"tray-{next(_numbers)}",
        **changes,
    }


def word(reply: Json) -> str:
    """The mnemonic of a refusal."""
    mnemonic: str = reply["error"]["data"]["mnemonic"]
    return mnemonic


def give_key(company: Company, address: str, text: str = KEY, version: int = 1) -> None:
    """What ``uis-relay uis set`` leaves behind on a server without a password store."""
    write_secret(company.data / FOLDER / company.account.id, text)
    access = UisAccess(
        brand="other",
        call_api=address,
        data_api="http://127.0.0.1:1/v2.0",
        sync_contacts=False,
        key_version=version,
    )
    change_settings(company.directory, company.account.id, uis=access)


async def _desk(tmp_path: Path, limits: Limits | None = None) -> AsyncIterator[Desk]:
    async with company(tmp_path / "data", limits) as acme, PretendUis() as uis:
        for employee, name in ((ANNA, "Anna"), (BORIS, "Boris"), (VERA, "Vera")):
            acme.employ(employee, name=name)
        give_key(acme, uis.address)
        yield Desk(acme, uis, acme.token(ANNA))


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async for one in _desk(tmp_path):
        yield one


async def test_click_reaches_uis_with_the_real_key_and_comes_back_with_its_own_id(
    desk: Desk,
) -> None:
    limits = {"day_limit": 750, "day_remaining": 700}
    desk.uis.will_answer("start.employee_call", result({"call_session_id": SESSION}, limits=limits))
    asked = click()
    reply = await desk.ask("start.employee_call", **asked)
    assert reply == {
        "jsonrpc": "2.0",
        "id": "d-1",
        "result": {"data": {"call_session_id": SESSION}, "metadata": {"limits": limits}},
    }
    assert desk.uis.asked("start.employee_call") == [{**asked, "access_token": KEY}]


async def test_employee_is_always_the_one_whose_device_it_is(desk: Desk) -> None:
    await desk.dial(employee={"id": int(BORIS), "phone_number": "79161112233"})
    await desk.dial(employee={})
    no_employee = click()
    del no_employee["employee"]
    await desk.ask("start.employee_call", **no_employee)
    assert [params["employee"] for params in desk.uis.asked("start.employee_call")] == [
        {"id": int(ANNA), "phone_number": "79161112233"},
        {"id": int(ANNA)},
        {"id": int(ANNA)},
    ]


async def test_token_of_the_desktop_never_gets_through(desk: Desk) -> None:
    await desk.dial(access_token="mine")
    assert desk.uis.asked("start.employee_call")[0]["access_token"] == KEY
    assert all("Authorization" not in headers for headers in desk.uis.headers)


@pytest.mark.parametrize(
    "method",
    [
        "login.user",
        "logout.user",
        "start.simple_call",
        "start.scenario_call",
        "start.vnumber_call",
        "start.informer_call",
        "get.employees",
        "delete.contacts",
        "",
    ],
)
async def test_method_a_desktop_does_not_need_is_not_found(desk: Desk, method: str) -> None:
    reply = await desk.ask(method, call_session_id=SESSION)
    assert (reply["error"]["code"], word(reply)) == (-32601, "method_not_found")
    assert desk.uis.requests == []


@pytest.mark.parametrize(
    ("changes", "mnemonic", "named"),
    [
        ({"media_file_id": 1}, "unexpected_parameters", "media_file_id"),
        ({"contact_message": {"type": "tts"}}, "unexpected_parameters", "contact_message"),
        ({"employee": {"id": 1, "name": "x"}}, "unexpected_parameters", "employee.name"),
        ({"employee": 5}, "data_type_error", "employee"),
        ({"contact": 79001234567}, "data_type_error", "contact"),
        ({"switch_at_once": "true"}, "data_type_error", "switch_at_once"),
        ({"dtmf_string": "1" * 1025}, "invalid_parameter_value", "dtmf_string"),
        ({"external_id": "a b"}, "invalid_parameter_value", "external_id"),
        ({"external_id": "a" * 65}, "invalid_parameter_value", "external_id"),
    ],
)
async def test_parameters_are_checked_against_the_table(
    desk: Desk, changes: Json, mnemonic: str, named: str
) -> None:
    reply = await desk.dial(**changes)
    assert (word(reply), reply["error"]["data"]["field"]) == (mnemonic, named)
    assert desk.uis.requests == []


async def test_click_without_an_external_id_is_not_sent(desk: Desk) -> None:
    params = click()
    del params["external_id"]
    reply = await desk.ask("start.employee_call", **params)
    assert word(reply) == "required_parameter_missed"
    assert desk.uis.requests == []


@pytest.mark.parametrize(
    ("body", "mnemonic"),
    [
        (b"", "parse_error"),
        (b"{", "parse_error"),
        (b"[" * 10_000, "parse_error"),
        (b"[]", "batch_opreations_not_supported"),
        (b'"x"', "invalid_request"),
        (b'{"jsonrpc":"2.0","method":"list.calls"}', "notifications_not_supported"),
        (b'{"jsonrpc":"2.0","id":null,"method":"list.calls"}', "invalid_request"),
        (b'{"jsonrpc":"2.0","id":true,"method":"list.calls"}', "invalid_request"),
        (b'{"id":1,"method":"list.calls"}', "invalid_request"),
        (b'{"jsonrpc":"2.0","id":1}', "invalid_request"),
        (b'{"jsonrpc":"2.0","id":1,"method":"list.calls","params":[]}', "invalid_request"),
    ],
)
async def test_request_that_is_none_is_refused_as_uis_would(
    desk: Desk, body: bytes, mnemonic: str
) -> None:
    status, reply = await desk.raw(body)
    assert (status, word(reply)) == (200, mnemonic)
    assert desk.uis.requests == []


async def test_body_that_is_too_long_is_refused(desk: Desk) -> None:
    status, reply = await desk.raw(b" " * (16 * 1024 + 1))
    assert (status, word(reply)) == (400, RelayWord.BAD_REQUEST)


@pytest.mark.parametrize("token", ["", "made-up"])
async def test_nobody_without_a_device_gets_in(desk: Desk, token: str) -> None:
    request = {"jsonrpc": "2.0", "id": 1, "method": "start.employee_call", "params": click()}
    status, reply = await desk.raw(json.dumps(request).encode(), token)
    assert (status, word(reply)) == (401, RelayWord.TOKEN_REFUSED)
    assert desk.uis.requests == []


async def test_uis_s_refusal_is_passed_on_as_it_is(desk: Desk) -> None:
    desk.uis.will_answer(
        "start.employee_call",
        refusal(
            "no_active_phone_number",
            field="employee.phone_number",
            value="101",
            params={"x": 1},
            extended_helper="help",
            metadata={"limits": {"day_remaining": 5}},
        ),
    )
    error = (await desk.dial())["error"]
    assert (error["code"], error["message"]) == (-32602, "No.")
    assert error["data"] == {
        "mnemonic": "no_active_phone_number",
        "field": "employee.phone_number",
        "value": "101",
        "params": {"x": 1},
        "extended_helper": "help",
        "metadata": {"limits": {"day_remaining": 5}},
    }


async def test_no_answer_of_uis_is_an_unknown_outcome_and_stays_one(desk: Desk) -> None:
    desk.uis.will_answer("start.employee_call", raw("<html>502</html>", 502))
    params = click()
    for _ in range(3):
        reply = await desk.ask("start.employee_call", **params)
        assert (desk.status, word(reply)) == (504, RelayWord.OUTCOME_UNKNOWN)
    assert len(desk.uis.asked("start.employee_call")) == 1


async def test_uis_that_is_away_means_nothing_was_sent(desk: Desk) -> None:
    give_key(desk.company, "http://127.0.0.1:1/v4.0", version=2)
    reply = await desk.dial()
    assert (desk.status, word(reply)) == (502, RelayWord.NOT_SENT)


async def test_same_click_twice_is_sent_once_and_answered_twice(desk: Desk) -> None:
    params = click()
    first = await desk.ask("start.employee_call", **params)
    assert await desk.ask("start.employee_call", **params) == first
    assert len(desk.uis.asked("start.employee_call")) == 1


async def test_repetition_waits_for_the_first_answer(desk: Desk) -> None:
    answered = asyncio.Event()

    async def late(request: Mapping[str, object]) -> web.StreamResponse:
        await answered.wait()
        reply = result({"call_session_id": SESSION})(request)
        assert isinstance(reply, web.StreamResponse)
        return reply

    desk.uis.will_answer("start.employee_call", late)
    params = click()
    asks = [asyncio.create_task(desk.ask("start.employee_call", **params)) for _ in range(5)]
    await asyncio.wait_for(desk.uis.arrived.wait(), 5)
    answered.set()
    replies = await asyncio.gather(*asks)
    assert [reply["result"]["data"]["call_session_id"] for reply in replies] == [SESSION] * 5
    assert len(desk.uis.asked("start.employee_call")) == 1


async def test_other_click_with_the_same_id_is_refused(desk: Desk) -> None:
    params = click()
    await desk.ask("start.employee_call", **params)
    reply = await desk.ask("start.employee_call", **{**params, "contact": "79007654321"})
    assert (desk.status, word(reply)) == (409, RelayWord.EXTERNAL_ID_USED)
    assert len(desk.uis.asked("start.employee_call")) == 1


async def test_two_devices_do_not_share_their_ids(desk: Desk) -> None:
    params = click()
    await desk.ask("start.employee_call", **params)
    await desk.ask("start.employee_call", desk.company.token(BORIS), **params)
    employees = [params["employee"] for params in desk.uis.asked("start.employee_call")]
    assert employees == [{"id": int(ANNA)}, {"id": int(BORIS)}]


async def test_desktop_that_hangs_up_does_not_stop_its_call(desk: Desk) -> None:
    answered = asyncio.Event()

    async def late(request: Mapping[str, object]) -> web.StreamResponse:
        await answered.wait()
        reply = result({"call_session_id": SESSION})(request)
        assert isinstance(reply, web.StreamResponse)
        return reply

    desk.uis.will_answer("start.employee_call", late)
    params = click()
    ask = asyncio.create_task(desk.ask("start.employee_call", **params))
    await asyncio.wait_for(desk.uis.arrived.wait(), 5)
    ask.cancel()
    await asyncio.gather(ask, return_exceptions=True)
    answered.set()
    entries = await desk.journal_with(1, "ok")
    assert entries[0]["call"] == str(SESSION)
    reply = await desk.ask("start.employee_call", **params)
    assert reply["result"]["data"]["call_session_id"] == SESSION
    assert len(desk.uis.asked("start.employee_call")) == 1


async def test_click_is_not_sent_again_by_a_relay_that_was_restarted(tmp_path: Path) -> None:
    params = click()
    async for desk in _desk(tmp_path):
        await desk.ask("start.employee_call", **params)
        await desk.company.relay.stop()
        async with RunningRelay(tmp_path / "data") as again:
            desk.company.relay = again
            reply = await desk.ask("start.employee_call", **params)
            assert (desk.status, word(reply)) == (504, RelayWord.OUTCOME_UNKNOWN)
            assert len(desk.uis.asked("start.employee_call")) == 1
            await desk.dial()
            assert len(desk.uis.asked("start.employee_call")) == 2


async def test_click_that_cannot_be_written_down_is_not_sent(desk: Desk) -> None:
    other = open_journals(desk.company.data)
    other.execute("BEGIN IMMEDIATE")
    try:
        reply = await desk.dial()
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert (desk.status, word(reply)) == (502, RelayWord.NOT_SENT)
    assert desk.uis.requests == []


async def test_all_desktops_share_one_session(desk: Desk) -> None:
    give_key(desk.company, desk.uis.address, json.dumps({"login": LOGIN, "password": PASSWORD}), 2)
    tokens = [desk.company.token(employee) for employee in (ANNA, BORIS, VERA)]
    await asyncio.gather(*(desk.dial(token) for token in tokens * 3))
    assert len(desk.uis.asked("login.user")) == 1
    assert len(desk.uis.asked("start.employee_call")) == 9


async def test_session_that_is_over_is_renewed_once(desk: Desk) -> None:
    give_key(desk.company, desk.uis.address, json.dumps({"login": LOGIN, "password": PASSWORD}), 2)
    await desk.dial()
    desk.uis.will_answer("start.employee_call", refusal("access_token_invalid", -32001))
    reply = await desk.dial()
    assert reply["result"]["data"]["call_session_id"] == SESSION
    tokens = [params["access_token"] for params in desk.uis.asked("start.employee_call")]
    assert tokens == ["token-1", "token-1", "token-2"]


@pytest.mark.parametrize("mnemonic", ["access_token_invalid", "access_token_blocked"])
async def test_key_uis_does_not_accept_is_tried_once_until_it_is_set_again(
    desk: Desk, mnemonic: str
) -> None:
    desk.uis.will_answer(
        "start.employee_call",
        refusal(mnemonic, -32001, field="access_token", value=KEY),
        refusal(mnemonic, -32001, field="access_token", value=KEY),
    )
    reply = await desk.dial()
    assert (desk.status, word(reply)) == (403, RelayWord.KEY_REFUSED)
    assert KEY not in json.dumps(reply)
    give_key(desk.company, desk.uis.address, version=2)
    desk.uis.replies.clear()
    assert "result" in await desk.dial()


async def test_login_uis_declines_is_told_in_uis_s_words(desk: Desk) -> None:
    give_key(desk.company, desk.uis.address, json.dumps({"login": LOGIN, "password": PASSWORD}), 2)
    desk.uis.will_answer(
        "login.user", refusal("ip_not_whitelisted", -32003, message="Your IP 192.0.2.1 …")
    )
    error = (await desk.dial())["error"]
    assert (error["code"], error["message"]) == (-32003, "Your IP 192.0.2.1 …")
    assert desk.uis.asked("start.employee_call") == []


async def test_relay_without_a_key_says_so(desk: Desk) -> None:
    change_settings(desk.company.directory, "acme", uis=None)
    reply = await desk.dial()
    assert (desk.status, word(reply)) == (403, RelayWord.NOT_SET_UP)


async def test_key_others_can_read_is_not_used(desk: Desk) -> None:
    give_key(desk.company, desk.uis.address, version=2)
    (desk.company.data / FOLDER / "acme").chmod(0o644)
    reply = await desk.dial()
    assert word(reply) == RelayWord.KEY_REFUSED
    assert desk.uis.requests == []


async def test_echo_of_the_key_does_not_travel_on(desk: Desk) -> None:
    desk.uis.will_answer(
        "release.call", refusal("data_type_error", field="access_token", value=KEY)
    )
    started = await desk.dial()
    reply = await desk.ask(
        "release.call", call_session_id=started["result"]["data"]["call_session_id"]
    )
    assert reply["error"]["data"]["value"] == "***"


async def test_call_just_started_may_be_ended_and_no_other(desk: Desk) -> None:
    reply = await desk.ask("release.call", call_session_id=SESSION)
    assert (word(reply), reply["error"]["data"]["field"]) == (
        "call_session_not_found",
        "call_session_id",
    )
    await desk.dial()
    assert "result" in await desk.ask("release.call", call_session_id=SESSION)
    boris = desk.company.token(BORIS)
    assert word(await desk.ask("release.call", boris, call_session_id=SESSION)) == (
        "call_session_not_found"
    )
    assert desk.uis.asked("release.call") == [{"access_token": KEY, "call_session_id": SESSION}]


_CONTROL: list[tuple[str, Json]] = [
    ("release.call", {}),
    ("hold.call", {"contact_message": {"type": "media", "value": "1"}}),
    ("unhold.call", {}),
    ("make.call", {"to": "102"}),
    ("transfer.talk", {}),
    ("restore.talk", {}),
    ("disconnect.leg", {"leg_id": 111222333}),
    ("tag.call", {"tag_id": 5}),
    ("record.call", {"action": "on"}),
    ("send.dtmf", {"dtmf_string": "1"}),
    ("call.talk_option", {"button": "3"}),
    ("block.contact", {}),
]


_NAMES = {"talk": "Начало разговора", "end": "Окончание разговора", "ring": "Ожидание ответа"}


async def _waiting(desk: Desk, employee: str, kind: str = "talk", call: int = SESSION) -> None:
    """UIS tells the relay who talks (or talks no more, or whose phone rings)."""
    legs = {"leg_id": int(employee)} if kind == "ring" else {"leg_ids": [1, int(employee)]}
    await desk.company.notify(
        notification_name=_NAMES[kind],
        notification_time="2026-05-18 10:00:00",
        call_session_id=call,
        employee_id=int(employee),
        virtual_phone_number="74950000001",
        contact_phone_number="79001234567",
        direction="in",
        **legs,
    )


@pytest.mark.parametrize(("method", "params"), _CONTROL)
async def test_talk_is_controlled_by_whoever_talks(desk: Desk, method: str, params: Json) -> None:
    await _waiting(desk, ANNA)
    desk.uis.will_answer(method, result({"success": "true"}))
    reply = await desk.ask(method, call_session_id=SESSION, **params)
    assert reply["result"]["data"] == {"success": "true"}
    assert desk.uis.asked(method) == [{"access_token": KEY, "call_session_id": SESSION, **params}]
    boris = desk.company.token(BORIS)
    reply = await desk.ask(method, boris, call_session_id=SESSION, **params)
    assert word(reply) == "call_session_not_found"
    assert len(desk.uis.asked(method)) == 1


async def test_having_seen_a_call_is_no_right_to_end_it(desk: Desk) -> None:
    await desk.company.notify(
        notification_mnemonic="in_call_session",
        notification_time="2026-05-18 10:00:00",
        call_session_id=SESSION,
        virtual_phone_number="74950000001",
        contact_phone_number="79001234567",
    )
    reply = await desk.ask("release.call", call_session_id=SESSION)
    assert word(reply) == "call_session_not_found"


async def test_whoever_answers_takes_the_right_from_those_who_rang(desk: Desk) -> None:
    await _waiting(desk, ANNA, "ring")
    await _waiting(desk, BORIS, "ring")
    assert "result" in await desk.ask("release.call", call_session_id=SESSION)
    await _waiting(desk, BORIS)
    assert "error" in await desk.ask("release.call", call_session_id=SESSION)
    boris = desk.company.token(BORIS)
    assert "result" in await desk.ask("release.call", boris, call_session_id=SESSION)


async def _may(desk: Desk, method: str, token: str | None = None, **params: object) -> bool:
    """UIS would do it; whether the relay asks it to."""
    desk.uis.will_answer(method, result({"success": "true"}))
    return "result" in await desk.ask(method, token, call_session_id=SESSION, **params)


async def test_consultation_uis_tells_of_leaves_the_right_to_both(desk: Desk) -> None:
    boris = desk.company.token(BORIS)
    await _waiting(desk, ANNA)
    await _waiting(desk, BORIS, "ring")
    assert not await _may(desk, "tag.call", boris, tag_id=5)
    await _waiting(desk, BORIS)
    assert await _may(desk, "transfer.talk")
    assert await _may(desk, "tag.call", boris, tag_id=5)
    # Handed over: it is his alone.
    await _waiting(desk, ANNA, "end")
    assert not await _may(desk, "transfer.talk")
    assert await _may(desk, "transfer.talk", boris)


async def test_whose_contact_waits_may_hand_him_over_whatever_uis_tells_of_it(desk: Desk) -> None:
    await _waiting(desk, ANNA)
    message = {"type": "tts", "value": "Одну минуту"}
    assert await _may(desk, "hold.call", contact_message=message)
    await _waiting(desk, ANNA, "end")
    await _waiting(desk, BORIS)
    assert await _may(desk, "transfer.talk")
    assert not await _may(desk, "restore.talk")


async def test_contact_put_on_hold_by_the_phone_s_keys_is_still_taken_back(desk: Desk) -> None:
    await _waiting(desk, BORIS, "ring")
    await _waiting(desk, ANNA)
    await _waiting(desk, ANNA, "end")
    assert await _may(desk, "unhold.call")
    assert not await _may(desk, "unhold.call", desk.company.token(BORIS))


async def test_call_of_another_company_is_nobody_s(desk: Desk) -> None:
    await _waiting(desk, ANNA)
    other = desk.company.add_account("other")
    desk.company.employ(ANNA, name="Another Anna", account=other)
    token = desk.company.token(ANNA, account=other)
    reply = await desk.ask("release.call", token, call_session_id=SESSION)
    assert word(reply) == "call_session_not_found"


async def test_list_of_calls_shows_only_one_s_own(desk: Desk) -> None:
    await desk.dial()
    listed = [
        {"call_session_id": 1, "legs": [{"leg_id": 1, "employee_id": int(BORIS)}]},
        {"call_session_id": 2, "legs": [{"leg_id": 2, "employee_id": int(ANNA)}]},
        {"call_session_id": SESSION, "legs": []},
        {"call_session_id": 4, "legs": [{"leg_id": 4, "employee_id": None}]},
        "what is that",
    ]
    desk.uis.will_answer(
        "list.calls", result(listed, limits={"day_limit": 1}), result(listed[0]), result(None)
    )
    reply = await desk.ask("list.calls")
    assert [call["call_session_id"] for call in reply["result"]["data"]] == [2, SESSION]
    assert reply["result"]["metadata"] == {"limits": {"day_limit": 1}}
    for _ in range(2):
        assert (await desk.ask("list.calls"))["result"]["data"] == []


async def test_device_may_not_ask_without_end(tmp_path: Path) -> None:
    async for desk in _desk(tmp_path, Limits(call_api_per_minute=3)):
        replies = [await desk.dial() for _ in range(4)]
        assert ["result" in reply for reply in replies] == [True, True, True, False]
        assert (desk.status, word(replies[-1])) == (429, RelayWord.TOO_MANY)
        boris = desk.company.token(BORIS)
        assert "result" in await desk.dial(boris)
        assert len(desk.uis.asked("start.employee_call")) == 4


async def test_journal_tells_who_dialled_what_and_what_uis_said(desk: Desk) -> None:
    await desk.dial(external_id="tray-a")
    await desk.journal_with(1, "ok")
    desk.uis.will_answer("start.employee_call", refusal("contact_in_blacklist", -32002))
    await desk.dial(desk.company.token(BORIS), external_id="tray-b", contact="0412345")
    await desk.journal_with(2, "contact_in_blacklist")
    await desk.ask("release.call", call_session_id=7)
    first, second, third = await desk.journal_with(3)
    device = first.pop("device")
    assert first.pop("ms") >= 0
    assert first == {
        "number": "+79001234567",
        "employee": ANNA,
        "call": str(SESSION),
        "method": "start.employee_call",
        "external_id": "tray-a",
        "line": "74950000001",
        "to": None,
        "answer": "ok",
    }
    assert (second["employee"], second["number"], second["to"]) == (BORIS, None, "0412345")
    assert second["device"] != device
    assert (third["method"], third["call"], third["answer"]) == ("release.call", "7", "not_yours")


async def test_click_without_an_answer_is_in_the_journal_as_unknown(desk: Desk) -> None:
    async def hang(_request: Mapping[str, object]) -> web.StreamResponse:
        await asyncio.Event().wait()
        raise AssertionError("unreachable")

    desk.uis.will_answer("start.employee_call", hang)
    ask = asyncio.create_task(desk.dial())
    await asyncio.wait_for(desk.uis.arrived.wait(), 5)
    entries = desk.journal()
    assert [(entry["number"], entry["answer"]) for entry in entries] == [
        ("+79001234567", "relay_outcome_unknown")
    ]
    ask.cancel()
    await asyncio.gather(ask, return_exceptions=True)


async def test_secrets_and_numbers_stay_out_of_log_journal_and_metrics(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    password = "canary-password"
    replies: list[Reply] = [raw(f"<html>{password}{KEY}"), refusal("forbidden", -32003, value=KEY)]
    desk.uis.will_answer("start.employee_call", *replies)
    answers = [await desk.dial(), await desk.dial(), await desk.dial()]
    login = json.dumps({"login": LOGIN, "password": password})
    give_key(desk.company, desk.uis.address, login, 2)
    answers.append(await desk.dial())
    give_key(desk.company, desk.uis.address, '{"login": "canary-login-alone"}', 3)
    answers.append(await desk.dial())
    entries = await desk.journal_with(5, "relay_key_refused")
    _, metrics = await desk.company.get("/metrics")
    told = caplog.text + json.dumps(answers) + json.dumps(entries) + metrics
    for secret in (KEY, password, "canary-login-alone", desk.token):
        assert secret not in told
    assert "79001234567" not in caplog.text + metrics
    assert 'uis_relay_call_api_total{answer="ok"} 1' in metrics


def test_every_word_of_the_relay_has_a_status() -> None:
    assert set(STATUS) == set(RelayWord)


def test_document_names_the_methods_of_the_table() -> None:
    document = yaml.safe_load((files(wire) / "relay.openapi.yaml").read_text(encoding="utf-8"))
    request = document["components"]["schemas"]["CallApiRequest"]
    assert set(request["properties"]["method"]["enum"]) == set(METHODS)
