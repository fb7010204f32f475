"""Who may see an event: every kind, with lines or without, whoever is named, whoever saw it."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.relay import calls
from tests.relay.company import ANNA, BORIS, VERA, RunningRelay, company, kinds
from uis_desktop.core.events import EVENT_TYPES, Employee, Kind
from uis_desktop.core.phone import Number
from uis_desktop.relay.audience import Colleagues, audience

LINE, OTHER_LINE = Number("+74950000001"), Number("+74950000002")
STRANGER = "999"
#: Anna has the line, Boris another one, Vera all of them; or nobody has been given any.
WITH_LINES = Colleagues(
    (
        Employee(id=ANNA, name="Анна", lines=(LINE,)),
        Employee(id=BORIS, name="Борис", lines=(OTHER_LINE,)),
        Employee(id=VERA, name="Вера"),
    )
)
WITHOUT = Colleagues(Employee(id=id_, name=id_) for id_ in (ANNA, BORIS, VERA))

#: Who is told by the words of the design, where nobody has seen the call yet: the
#: employee it names, or else these.
_LINE = "everybody on the line"
_NOBODY = "nobody"
TOLD_IF_NOBODY_IS_NAMED = {
    Kind.WAITING: _LINE,
    Kind.OUTGOING: _LINE,
    Kind.TALK_STARTED: _LINE,
    Kind.TALK_ENDED: _LINE,
    Kind.LOST: _LINE,
    Kind.CALL_ENDED: _LINE,
    Kind.RECORDED: _NOBODY,
    Kind.OTHER: _NOBODY,
}
#: Of a ring nobody is named for, whoever is on the line is told even if others have seen the call.
ALWAYS_THE_LINE = {Kind.WAITING, Kind.OUTGOING, Kind.TALK_STARTED, Kind.TALK_ENDED}


def expected(
    kind: Kind, employee: str | None, line: frozenset[str], seen: frozenset[str]
) -> set[str]:
    if kind is Kind.INCOMING:
        return {*line, *seen}
    if employee is not None:
        return {employee, *seen}
    if TOLD_IF_NOBODY_IS_NAMED[kind] == _NOBODY or (seen and kind not in ALWAYS_THE_LINE):
        return set(seen)
    return {*line, *seen}


@pytest.mark.parametrize("seen", [(), (BORIS,), (STRANGER,)], ids=["unseen", "Boris", "a stranger"])
@pytest.mark.parametrize("employee", [None, BORIS, STRANGER])
@pytest.mark.parametrize("lines", [True, False], ids=["lines", "no lines"])
@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_for_whom_the_design_says(
    kind: Kind, lines: bool, employee: str | None, seen: tuple[str, ...]
) -> None:
    event = EVENT_TYPES[kind](
        call_session_id="5",
        at=datetime(2024, 5, 17, tzinfo=UTC),
        virtual_phone_number=LINE,
        employee_id=employee,
    )
    line = frozenset({ANNA, VERA} if lines else {ANNA, BORIS, VERA})
    told = audience(event, WITH_LINES if lines else WITHOUT, frozenset(seen))
    assert told == expected(kind, employee, line, frozenset(seen))


@pytest.mark.parametrize("restart", [False, True], ids=["in one run", "over restarts"])
async def test_call_of_the_same_number_in_another_company_is_another_call(
    tmp_path: Path, restart: bool
) -> None:
    """Same call, same employee ids, same body: nobody sees anything of the other company."""
    async with company(tmp_path) as acme:
        other = acme.add_account("other")
        acme.employ(ANNA)
        acme.employ(ANNA, account=other)
        acme.employ(BORIS, account=other)

        async def step(*accounts: object, **fields: object) -> list[object]:
            if restart:
                await acme.relay.stop()
            async with RunningRelay(tmp_path) if restart else nullcontext(acme.relay) as acme.relay:
                chosen = {"acme": acme.account, "other": other}
                return [
                    (await acme.notify(chosen[str(name)], **fields))["status"] for name in accounts
                ]

        assert await step("acme", "other", **calls.waiting(5, ANNA)) == ["stored", "stored"]
        assert await step("other", **calls.waiting(5, BORIS, leg=2)) == ["stored"]
        assert await step("acme", **calls.lost(5)) == ["stored"]
        assert await step("acme", "other", **calls.waiting(5, ANNA)) == ["duplicate", "duplicate"]
        seen = {
            ("acme", ANNA): ["waiting", "lost"],
            ("other", ANNA): ["waiting", "waiting"],
            ("other", BORIS): ["waiting"],
        }
        async with RunningRelay(tmp_path) if restart else nullcontext(acme.relay) as acme.relay:
            for (name, employee), told in seen.items():
                account = other if name == "other" else acme.account
                async with acme.desktop(acme.token(employee, account=account)) as desktop:
                    await desktop.resume()
                    assert kinds(await desktop.until_live()) == told


@pytest.mark.parametrize("restart", [False, True], ids=["in one run", "over restarts"])
async def test_late_event_reaches_whoever_is_named_and_whoever_saw_the_call(
    tmp_path: Path, restart: bool
) -> None:
    """The end comes first, the ring and the arrival after it."""
    async with company(tmp_path) as acme:
        acme.employ(ANNA, lines=("74950000001",))
        acme.employ(BORIS, lines=("74950000002",))
        events = (
            {**calls.ended(5), "employee_id": int(BORIS)},
            calls.waiting(5, BORIS),
            calls.incoming(5),
            calls.talk_started(5, BORIS),
        )
        for fields in events:
            if restart:
                await acme.relay.stop()
            async with RunningRelay(tmp_path) if restart else nullcontext(acme.relay) as acme.relay:
                assert (await acme.notify(**fields))["status"] == "stored"
        seen = {
            ANNA: ["incoming", "talk_started"],
            BORIS: ["call_ended", "waiting", "incoming", "talk_started"],
        }
        async with RunningRelay(tmp_path) if restart else nullcontext(acme.relay) as acme.relay:
            for employee, told in seen.items():
                async with acme.desktop(acme.token(employee)) as desktop:
                    await desktop.resume()
                    assert kinds(await desktop.until_live()) == told
