"""Tags on finished calls through the relay: whose call it was, and what UIS is asked."""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.pretend_uis import PretendUis, raw, refusal, result
from tests.relay.calls import ended, incoming, lost, talk_started, waiting
from tests.relay.company import ANNA, BORIS, VERA, Company, company
from tests.relay.noted import noted
from tests.relay.sharing import on_both
from tests.relay.uis_desk import ACME, uis_desk
from tests.simulator.stage import ENDED, listed, on_stage
from uis_desktop.core.ring_test import TEST_MARK
from uis_desktop.relay.directory.tags import tag_list
from uis_desktop.relay.secret_files import write_secret
from uis_desktop.relay.uis.people import employees_from_uis
from uis_desktop.relay.uis_keys import FOLDER
from uis_desktop.wire.call_api import TAGGING_PATH, RelayWord
from uis_desktop.wire.frames import TagList, TagRecord

pytestmark = pytest.mark.usefixtures("no_password_store")

Json = dict[str, Any]
KEY = "demo-key"
PUT, TAKE = "set.tag_communications", "unset.tag_communications"
CALL, COMMUNICATION = 700, 2233445566
GONE = "http://127.0.0.1:1/v2.0"


@dataclass
class Desks:
    """Desktops of one company, and its relay."""

    company: Company
    tokens: dict[str, str]

    async def ask(self, who: str, params: Json | None = None, method: str = PUT) -> Json:
        wanted = {"call_session_id": CALL, "tag_id": 5} if params is None else params
        request = {"jsonrpc": "2.0", "id": "d-1", "method": method, "params": wanted}
        async with self.company.http.post(
            self.company.relay.listening_url + TAGGING_PATH,
            json=request,
            headers={"Authorization": f"Bearer {self.tokens.get(who, 'unknown')}"},
        ) as answer:
            reply: Json = await answer.json()
            return reply

    async def hear(self, *events: Json) -> None:
        """UIS notifies of these."""
        for event in events:
            await self.company.notify(**event)


@pytest.fixture
async def desks(tmp_path: Path, shared_log: str | None) -> AsyncIterator[Desks]:
    async with company(tmp_path / "data", shared_log=shared_log) as acme:
        for employee, name in ((ANNA, "Anna"), (BORIS, "Boris"), (VERA, "Vera")):
            acme.employ(employee, name=name)
        write_secret(acme.data / FOLDER / acme.account.id, KEY)
        yield Desks(acme, {one: acme.token(one) for one in (ANNA, BORIS, VERA)})


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


def talk_of_anna(**more: object) -> tuple[Json, ...]:
    """Everybody of the line sees the call; she and Boris are rung, and she takes it."""
    return (
        incoming(CALL),
        waiting(CALL, ANNA, leg=1),
        waiting(CALL, BORIS, leg=2),
        talk_started(CALL, ANNA),
        {**ended(CALL), **more},
    )


def reported(communication: int = COMMUNICATION) -> list[Json]:
    return [{"id": CALL, "communication_id": communication}]


@on_both
async def test_tags_of_uis_reach_the_desktops_once(tmp_path: Path, shared_log: str | None) -> None:
    async with uis_desk(tmp_path, shared_log=shared_log) as desk:
        await employees_from_uis(desk.api, desk.directory, ACME)
        told = functools.partial(tag_list, account=ACME)
        first = await desk.read(functools.partial(told, version=None))
        at_uis = await desk.api.tagging.all()
        wanted = sorted((TagRecord(id=one.id, name=one.name) for one in at_uis), key=_name)
        assert first.tags == tuple(wanted)
        again = await desk.read(functools.partial(told, version=first.version))
        assert again == TagList(version=first.version, tags=None)


@on_both
async def test_tag_reaches_the_call_at_uis_and_can_be_taken_off_again(desks: Desks) -> None:
    async with on_stage() as stage:
        desks.company.served_by(stage.served.data_api)
        await desks.company.settled()
        call = await stage.start(
            {
                "type": "inbound",
                "contact": "79001234567",
                "line": "74950000001",
                "ring": [int(ANNA)],
                "talk_s": 5,
                "answers": {"employee": int(ANNA), "after_s": 1},
            }
        )
        story = await stage.receiver.story(call, until=ENDED)
        await desks.hear(*story)
        who = next(str(e["employee_id"]) for e in story if e.get("employee_id"))
        (tag, *_) = await listed(stage, "get.tags")
        wanted = {"call_session_id": call, "tag_id": tag["id"]}
        assert await desks.ask(who, wanted) == {"jsonrpc": "2.0", "id": "d-1", "result": {}}
        assert (await stage.state_of(call))["tags"] == [tag["name"]]
        assert "result" in await desks.ask(who, wanted)
        assert "result" in await desks.ask(who, wanted, TAKE)
        assert (await stage.state_of(call))["tags"] == []


@on_both
async def test_communication_is_taken_from_a_notification_that_tells_it(
    desks: Desks, uis: PretendUis
) -> None:
    await desks.hear(*talk_of_anna(communication_id=COMMUNICATION))
    uis.will_answer(PUT, result({}))
    assert "result" in await desks.ask(ANNA)
    assert uis.asked("get.calls_report") == []
    (sent,) = uis.asked(PUT)
    assert (sent["communication_id"], sent["communication_type"], sent["tag_id"]) == (
        COMMUNICATION, "call", 5
    )  # fmt: skip
    (entry,) = noted(desks.company)
    assert (entry["method"], entry["answer"], entry["who"], entry["tag_id"]) == (
        PUT, "ok", ANNA, "5"
    )  # fmt: skip


@on_both
async def test_communication_nobody_told_is_looked_up_in_the_report_once(
    desks: Desks, uis: PretendUis
) -> None:
    await desks.hear(*talk_of_anna(communication_id="{{communication_id}}"))
    uis.will_answer("get.calls_report", result(reported(), total_items=1))
    uis.will_answer(PUT, result({}), result({}))
    assert "result" in await desks.ask(ANNA)
    assert "result" in await desks.ask(ANNA, {"call_session_id": CALL, "tag_id": 6})
    (asked,) = uis.asked("get.calls_report")
    assert asked["filter"] == {"field": "id", "operator": "=", "value": CALL}
    assert {one["communication_id"] for one in uis.asked(PUT)} == {COMMUNICATION}


async def test_call_that_the_report_does_not_have_yet_is_to_be_asked_for_again(
    desks: Desks, uis: PretendUis
) -> None:
    await desks.hear(*talk_of_anna())
    uis.will_answer("get.calls_report", result([]))
    assert word(await desks.ask(ANNA)) == RelayWord.NOT_SENT
    assert uis.asked(PUT) == []


@on_both
async def test_only_who_took_part_may_tag_a_call(desks: Desks, uis: PretendUis) -> None:
    await desks.hear(*talk_of_anna(communication_id=COMMUNICATION))
    uis.will_answer(PUT, result({}), result({}))
    assert word(await desks.ask(VERA)) == "call_session_not_found"
    assert word(await desks.ask("stranger")) == RelayWord.TOKEN_REFUSED
    assert uis.requests == []
    assert "result" in await desks.ask(BORIS)


@on_both
async def test_who_was_rung_in_vain_may_tag_a_lost_call(desks: Desks, uis: PretendUis) -> None:
    await desks.hear(incoming(CALL), {**lost(CALL, [int(ANNA)]), "communication_id": COMMUNICATION})
    uis.will_answer(PUT, result({}))
    assert "result" in await desks.ask(ANNA)
    assert word(await desks.ask(BORIS)) == "call_session_not_found"


async def test_test_ring_and_unknown_call_are_nothing_uis_is_asked_about(
    desks: Desks, uis: PretendUis
) -> None:
    await desks.hear(*({**event, TEST_MARK: "1"} for event in talk_of_anna()))
    assert word(await desks.ask(ANNA)) == "call_session_not_found"
    assert word(await desks.ask(ANNA, {"call_session_id": 1, "tag_id": 5})) == (
        "call_session_not_found"
    )
    assert uis.requests == []


@pytest.mark.parametrize(
    ("params", "method", "expected"),
    [
        ({"call_session_id": CALL}, PUT, "data_type_error"),
        ({"call_session_id": CALL, "tag_id": "5"}, PUT, "data_type_error"),
        ({"call_session_id": CALL, "tag_id": 0}, PUT, "data_type_error"),
        ({"call_session_id": True, "tag_id": 5}, PUT, "data_type_error"),
        (
            {"call_session_id": CALL, "tag_id": 5, "communication_id": 1},
            PUT,
            "data_type_error",
        ),
        ({"call_session_id": CALL, "tag_id": 5}, "set.communications_tags", "method_not_found"),
    ],
)
async def test_nothing_but_one_tag_on_one_call_can_be_asked_for(
    desks: Desks, uis: PretendUis, params: Json, method: str, expected: str
) -> None:
    await desks.hear(*talk_of_anna())
    assert word(await desks.ask(ANNA, params, method)) == expected
    assert uis.requests == []


async def test_what_uis_refuses_and_what_nobody_knows_are_told_apart(
    desks: Desks, uis: PretendUis
) -> None:
    await desks.hear(*talk_of_anna(communication_id=COMMUNICATION))
    uis.will_answer(PUT, refusal("entity_not_found", field="tag_id"), raw("<html>", 502))
    assert word(await desks.ask(ANNA)) == "entity_not_found"
    assert word(await desks.ask(ANNA)) == RelayWord.OUTCOME_UNKNOWN
    assert len(uis.asked(PUT)) == 2
    assert [one["answer"] for one in noted(desks.company)] == [
        RelayWord.OUTCOME_UNKNOWN, "entity_not_found"
    ]  # fmt: skip


def _name(tag: TagRecord) -> tuple[str, str]:
    return tag.name, tag.id
