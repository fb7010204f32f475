"""Who may see what: the rules, and the rules after a restart."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.relay import calls
from tests.relay.company import ANNA, BORIS, VERA, RunningRelay, company, kinds
from uis_desktop.core.events import (
    CallEnded,
    CallEvent,
    CallIncoming,
    CallLost,
    CallOutgoing,
    CallRecorded,
    CallWaiting,
    Direction,
    Employee,
    OtherEvent,
    TalkStarted,
)
from uis_desktop.core.phone import Number
from uis_desktop.relay.audience import Colleagues, audience

AT = datetime(2024, 5, 17, tzinfo=UTC)
SALES, SERVICE = Number("+74950000001"), Number("+74950000002")
PEOPLE = (
    Employee(id=ANNA, name="Иванова Анна", extension="101", lines=(SALES,)),
    Employee(id=BORIS, name="Семёнов Борис", extension="102", lines=(SERVICE,)),
    Employee(id=VERA, name="Вера", extension="103"),
)
NOBODY: frozenset[str] = frozenset()


def waiting(**more: str | Direction | None) -> CallWaiting:
    return CallWaiting(call_session_id="5", at=AT, virtual_phone_number=SALES, **more)  # type: ignore[arg-type]  # keywords of mixed types


@pytest.mark.parametrize(
    ("event", "seen_by", "told"),
    [
        pytest.param(
            CallIncoming(call_session_id="5", at=AT, virtual_phone_number=SALES),
            NOBODY, {ANNA, VERA}, id="incoming: everybody on the line",
        ),
        pytest.param(
            CallIncoming(call_session_id="5", at=AT), NOBODY, {ANNA, BORIS, VERA},
            id="incoming on a line nobody told us",
        ),
        pytest.param(
            CallIncoming(call_session_id="5", at=AT, virtual_phone_number=Number("+74950000009")),
            NOBODY, {VERA}, id="incoming on nobody's line: who has all lines",
        ),
        pytest.param(waiting(employee_id=ANNA), NOBODY, {ANNA}, id="waiting: that employee"),
        pytest.param(
            waiting(employee_id=BORIS), frozenset({ANNA}), {ANNA, BORIS},
            id="waiting: and whoever saw the call before",
        ),
        pytest.param(waiting(extension_phone_number="102"), NOBODY, {BORIS}, id="by extension"),
        pytest.param(waiting(employee_phone_number="103"), NOBODY, {VERA}, id="by phone"),
        pytest.param(
            waiting(employee_full_name="семенов  борис"), NOBODY, {BORIS}, id="by full name"
        ),
        pytest.param(waiting(), NOBODY, {ANNA, VERA}, id="nothing fits: the line"),
        pytest.param(
            waiting(employee_full_name="Чужой"), frozenset({BORIS}), {ANNA, BORIS, VERA},
            id="nothing fits: the line, and whoever saw the call",
        ),
        pytest.param(
            waiting(direction=Direction.OUT), frozenset({BORIS}), {BORIS},
            id="the contact's leg of a click-to-call",
        ),
        pytest.param(waiting(employee_id="999"), NOBODY, {"999"}, id="somebody we do not know"),
        pytest.param(
            CallOutgoing(call_session_id="5", at=AT, employee_id=VERA), NOBODY, {VERA},
            id="outgoing: who dials",
        ),
        pytest.param(
            TalkStarted(call_session_id="5", at=AT, employee_id=BORIS), frozenset({ANNA}),
            {ANNA, BORIS}, id="a talk tells him whose phone rang in vain",
        ),
        pytest.param(
            CallLost(call_session_id="5", at=AT, employee_ids=(ANNA, VERA)), frozenset({BORIS}),
            {ANNA, BORIS, VERA}, id="lost: who was rung and who saw it",
        ),
        pytest.param(
            CallLost(call_session_id="5", at=AT, employee_ids=(ANNA,), employee_id=VERA), NOBODY,
            {ANNA, VERA}, id="lost: whom it names in either way",
        ),
        pytest.param(
            CallLost(call_session_id="5", at=AT, employee_ids=("999",)), frozenset({BORIS}),
            {BORIS, "999"}, id="lost by somebody we do not know",
        ),
        pytest.param(
            CallEnded(call_session_id="5", at=AT, employee_id=ANNA), frozenset({BORIS}),
            {ANNA, BORIS}, id="the end names the last employee too",
        ),
        pytest.param(
            CallRecorded(call_session_id="5", at=AT, employee_id=ANNA), NOBODY, {ANNA},
            id="a record of his talk",
        ),
        pytest.param(
            CallLost(call_session_id="5", at=AT, virtual_phone_number=SERVICE), NOBODY,
            {BORIS, VERA}, id="lost that nobody saw: the line",
        ),
        pytest.param(
            CallEnded(call_session_id="5", at=AT), frozenset({VERA}), {VERA},
            id="the end: who saw the call",
        ),
        pytest.param(CallRecorded(call_session_id="5", at=AT), NOBODY, set(), id="a record"),
        pytest.param(OtherEvent(call_session_id="", at=AT), NOBODY, set(), id="something else"),
    ],
)  # fmt: skip
def test_event_is_for(event: CallEvent, seen_by: frozenset[str], told: set[str]) -> None:
    assert audience(event, Colleagues(PEOPLE), seen_by) == told


def test_call_on_a_line_nobody_has_is_for_everybody() -> None:
    anna, boris, _ = PEOPLE
    call = CallIncoming(call_session_id="5", at=AT, virtual_phone_number=Number("+74950000009"))
    assert audience(call, Colleagues((anna, boris)), NOBODY) == {ANNA, BORIS}
    assert audience(call, Colleagues(()), NOBODY) == NOBODY


async def test_who_saw_a_call_is_remembered_over_a_restart(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        acme.employ(BORIS)
        token = acme.token(ANNA)
        await acme.notify(**calls.waiting(5, ANNA, leg=1))
        await acme.relay.stop()
        async with RunningRelay(tmp_path) as restarted:
            acme.relay = restarted
            await acme.notify(**calls.waiting(5, BORIS, leg=2))
            await acme.notify(**calls.talk_started(5, BORIS))
            await acme.notify(**calls.waiting(6, BORIS, leg=3))
            async with acme.desktop(token) as desktop:
                await desktop.resume()
                assert kinds(await desktop.until_live()) == ["waiting", "waiting", "talk_started"]


async def test_replay_obeys_the_same_rules_as_live(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA, lines=("74950000001",))
        acme.employ(BORIS, lines=("74950000002",))
        await acme.notify(**calls.incoming(1, line="74950000001"))
        await acme.notify(**calls.incoming(2, line="74950000002"))
        await acme.notify(**calls.waiting(1, BORIS, leg=2))
        await acme.notify(**calls.lost(2))
        for employee, subjects in ((ANNA, ["1", "1"]), (BORIS, ["2", "1", "2"])):
            async with acme.desktop(acme.token(employee)) as desktop:
                await desktop.resume()
                assert [frame["subject"] for frame in await desktop.until_live()] == subjects


async def test_employee_added_while_the_relay_runs_gets_the_next_event(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        await acme.notify(**calls.incoming(1))
        acme.employ(BORIS)
        async with acme.desktop(acme.token(BORIS)) as desktop:
            await desktop.resume()
            assert await desktop.until_live() == []
            await acme.notify(**calls.incoming(2))
            assert (await desktop.frame())["subject"] == "2"


@pytest.mark.parametrize("restart", [False, True], ids=["in one run", "over restarts"])
async def test_whole_call_reaches_whom_it_concerns(tmp_path: Path, restart: bool) -> None:
    """Rings Anna's line, then Boris who joined meanwhile, then a stranger; nobody answers."""
    async with company(tmp_path) as acme:
        acme.employ(ANNA, lines=("74950000001",))
        acme.employ(VERA, lines=("74950000002",))

        async def step(**fields: object) -> None:
            """One notification, by another relay process each time if wanted."""
            if not restart:
                await acme.notify(**fields)
                return
            await acme.relay.stop()
            async with RunningRelay(tmp_path) as acme.relay:
                await acme.notify(**fields)

        await step(**calls.incoming(5, line="74950000001"))
        acme.employ(BORIS, lines=("74950000002",))
        await step(**calls.waiting(5, BORIS, leg=1))
        await step(**calls.waiting(5, "999", leg=2))
        await step(**calls.lost(5, [int(BORIS), 999, int(VERA)]))
        await step(**calls.lost(6))
        acme.employ("999")
        seen = {
            ANNA: ["incoming", "waiting", "waiting", "lost", "lost"],
            BORIS: ["waiting", "waiting", "lost"],
            VERA: ["lost"],
            "999": ["waiting", "lost"],
        }
        async with RunningRelay(tmp_path) if restart else nullcontext(acme.relay) as acme.relay:
            for employee, told in seen.items():
                async with acme.desktop(acme.token(employee)) as desktop:
                    await desktop.resume()
                    assert kinds(await desktop.until_live()) == told, employee


async def test_end_of_a_call_reaches_nobody_who_came_later(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        await acme.notify(**calls.incoming(1))
        acme.employ(BORIS)
        await acme.notify(**calls.lost(1))
        async with acme.desktop(acme.token(BORIS)) as desktop:
            await desktop.resume()
            assert await desktop.until_live() == []
