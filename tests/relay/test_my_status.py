"""An employee's own status at UIS through the relay: whose it is, and what is told."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.pretend_uis import PretendUis, raw, refusal, result
from tests.relay.company import ANNA, BORIS, Company, company
from tests.relay.noted import noted
from tests.relay.sharing import on_both
from tests.simulator.stage import Stage, on_stage
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.secret_files import write_secret
from uis_desktop.relay.uis_keys import FOLDER
from uis_desktop.wire.call_api import MY_STATUS_PATH, RelayWord

pytestmark = pytest.mark.usefixtures("no_password_store")

Json = dict[str, Any]
KEY = "demo-key"
AVAILABLE, BREAK, OUT_CALLS = "1", "2", "6"
GONE = "http://127.0.0.1:1/v2.0"


@dataclass
class Desks:
    """Desktops of one company, and its relay."""

    company: Company
    tokens: dict[str, str]

    async def told(self, who: str) -> tuple[int, Json]:
        async with self.company.http.get(self._url, headers=self._headers(who)) as answer:
            body: Json = await answer.json()
            return answer.status, body

    async def status_of(self, who: str) -> str:
        status, body = await self.told(who)
        assert status == 200
        mine: str = body["status_id"]
        return mine

    async def ask(self, who: str, params: Json, method: str = "update.employees") -> Json:
        request = {"jsonrpc": "2.0", "id": "d-1", "method": method, "params": params}
        async with self.company.http.post(
            self._url, json=request, headers=self._headers(who)
        ) as answer:
            reply: Json = await answer.json()
            return reply

    @property
    def _url(self) -> str:
        return self.company.relay.listening_url + MY_STATUS_PATH

    def _headers(self, who: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens.get(who, 'unknown')}"}

    def journal(self) -> list[Json]:
        return noted(self.company)


@pytest.fixture
async def desks(tmp_path: Path, shared_log: str | None) -> AsyncIterator[Desks]:
    async with company(tmp_path / "data", shared_log=shared_log) as acme:
        for employee, name in ((ANNA, "Anna"), (BORIS, "Boris")):
            acme.employ(employee, name=name)
        write_secret(acme.data / FOLDER / acme.account.id, KEY)
        yield Desks(acme, {ANNA: acme.token(ANNA), BORIS: acme.token(BORIS)})


@pytest.fixture
async def stage(desks: Desks) -> AsyncIterator[Stage]:
    """The simulated UIS."""
    async with on_stage() as stage:
        desks.company.served_by(stage.served.data_api)
        await desks.company.settled()
        yield stage


@pytest.fixture
async def uis(desks: Desks) -> AsyncIterator[PretendUis]:
    """A UIS that answers what the test says."""
    async with PretendUis() as uis:
        desks.company.served_by(uis.address)
        await desks.company.settled()
        yield uis


def word(reply: Json) -> str:
    mnemonic: str = reply["error"]["data"]["mnemonic"]
    return mnemonic


def anna(status_id: int = 1) -> list[Json]:
    """Her row in ``get.employees``."""
    return [{"id": int(ANNA), "last_name": "Лим", "full_name": "Лим Анна", "status_id": status_id}]


@on_both
@pytest.mark.usefixtures("stage")
async def test_employee_sees_his_status_and_those_he_may_choose(desks: Desks) -> None:
    status, told = await desks.told(ANNA)
    assert (status, told["status_id"]) == (200, AVAILABLE)
    names = {one["id"]: one["name"] for one in told["statuses"]}
    assert (names[AVAILABLE], names[BREAK]) == ("Доступен", "Перерыв")
    assert OUT_CALLS not in names
    assert all(one["is_selectable"] for one in told["statuses"])


@on_both
@pytest.mark.usefixtures("stage")
async def test_changed_status_is_the_own_one_and_stands_in_the_journal(desks: Desks) -> None:
    reply = await desks.ask(ANNA, {"status_id": int(BREAK)})
    assert reply == {"jsonrpc": "2.0", "id": "d-1", "result": {}}
    assert await desks.status_of(ANNA) == BREAK
    assert await desks.status_of(BORIS) == AVAILABLE
    (entry,) = desks.journal()
    assert (entry["method"], entry["answer"], entry["who"], entry["status_id"]) == (
        "update.employees", "ok", ANNA, BREAK
    )  # fmt: skip
    assert entry["number"] is None


@pytest.mark.usefixtures("stage")
async def test_status_that_nobody_may_choose_is_refused_in_uis_own_words(desks: Desks) -> None:
    reply = await desks.ask(ANNA, {"status_id": int(OUT_CALLS)})
    assert (word(reply), reply["error"]["data"]["field"]) == (
        "invalid_parameter_value", "status_id"
    )  # fmt: skip
    assert await desks.status_of(ANNA) == AVAILABLE
    assert desks.journal()[0]["answer"] == "invalid_parameter_value"


async def test_present_status_is_told_though_it_may_not_be_chosen(
    desks: Desks, uis: PretendUis
) -> None:
    uis.will_answer("get.employees", result(anna(status_id=7)))
    statuses = [
        {"id": 7, "name": "Неизвестно", "is_select_allowed": False},
        {"id": 6, "name": "Обзвон", "is_select_allowed": False},
    ]
    uis.will_answer("get.statuses", result(statuses, total_items=2))
    _, told = await desks.told(ANNA)
    assert told == {
        "status_id": "7",
        "statuses": [
            {"id": "7", "name": "Неизвестно", "mnemonic": None, "color": None,
             "is_selectable": False}
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("params", "method", "expected"),
    [
        ({"status_id": 2, "id": int(BORIS)}, "update.employees", "data_type_error"),
        ({"status_id": 2, "last_name": "Иванов"}, "update.employees", "data_type_error"),
        ({"status_id": "2"}, "update.employees", "data_type_error"),
        ({"status_id": True}, "update.employees", "data_type_error"),
        ({"status_id": 0}, "update.employees", "data_type_error"),
        ({}, "update.employees", "data_type_error"),
        ({"status_id": 2}, "delete.employees", "method_not_found"),
    ],
)
async def test_nothing_but_the_own_status_can_be_asked_for(
    desks: Desks, uis: PretendUis, params: Json, method: str, expected: str
) -> None:
    assert word(await desks.ask(ANNA, params, method)) == expected
    assert uis.requests == []


@on_both
async def test_change_is_one_request_about_the_employee_of_the_device(
    desks: Desks, uis: PretendUis
) -> None:
    uis.will_answer("get.employees", result(anna()))
    uis.will_answer("update.employees", result({}))
    assert "error" not in await desks.ask(ANNA, {"status_id": 2})
    assert uis.asked("update.employees") == [
        {"access_token": KEY, "id": int(ANNA), "last_name": "Лим", "status_id": 2}
    ]


async def test_outcome_nobody_knows_is_told_and_not_tried_again(
    desks: Desks, uis: PretendUis
) -> None:
    uis.will_answer("get.employees", result(anna()))
    uis.will_answer("update.employees", raw("<html>", 502))
    assert word(await desks.ask(ANNA, {"status_id": 2})) == RelayWord.OUTCOME_UNKNOWN
    assert len(uis.asked("update.employees")) == 1
    assert desks.journal()[0]["answer"] == RelayWord.OUTCOME_UNKNOWN


async def test_employee_whom_uis_does_not_know_is_told_so(desks: Desks, uis: PretendUis) -> None:
    uis.will_answer("get.employees", result([]), result([]))
    status, told = await desks.told(ANNA)
    assert (status, told["error"]) == (502, "entity_not_found")
    assert word(await desks.ask(ANNA, {"status_id": 2})) == "entity_not_found"
    assert uis.asked("update.employees") == []


async def test_uis_that_is_away_means_nothing_was_sent(desks: Desks) -> None:
    desks.company.served_by(GONE)
    status, told = await desks.told(ANNA)
    assert (status, told["error"]) == (502, RelayWord.NOT_SENT)
    assert word(await desks.ask(ANNA, {"status_id": 2})) == RelayWord.NOT_SENT


async def test_key_that_uis_does_not_take_is_told(desks: Desks, uis: PretendUis) -> None:
    blocked = refusal("access_token_blocked", -32001)
    uis.will_answer("get.employees", blocked, blocked)
    status, told = await desks.told(ANNA)
    assert (status, told["error"]) == (403, RelayWord.KEY_REFUSED)
    assert word(await desks.ask(ANNA, {"status_id": 2})) == RelayWord.KEY_REFUSED
    assert KEY not in json.dumps(desks.journal())


@on_both
async def test_company_without_access_to_uis_is_told_so(desks: Desks) -> None:
    status, told = await desks.told(ANNA)
    assert (status, told["error"]) == (403, RelayWord.NOT_SET_UP)
    assert word(await desks.ask(ANNA, {"status_id": 2})) == RelayWord.NOT_SET_UP


async def test_unknown_device_is_let_in_nowhere(desks: Desks, uis: PretendUis) -> None:
    assert (await desks.told("stranger"))[0] == 401
    assert word(await desks.ask("stranger", {"status_id": 2})) == RelayWord.TOKEN_REFUSED
    assert uis.requests == []


async def test_device_that_asks_too_often_is_told_when_to_ask_again(desks: Desks) -> None:
    for _ in range(Limits().call_api_per_minute):
        assert (await desks.told(ANNA))[0] == 403
    assert (await desks.told(ANNA))[1]["error"] == RelayWord.TOO_MANY
    assert (await desks.told(BORIS))[0] == 403
