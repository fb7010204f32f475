"""Who talks now: told to colleagues, and to nobody else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.relay.company import ANNA, BORIS, VERA, Company, company
from tests.relay.sharing import on_both

pytestmark = on_both

_NAMES = {
    "begins": "Начало разговора",
    "ends": "Окончание разговора",
    "rings": "Ожидание ответа",
    "over": "Завершение звонка",
}


@dataclass
class Office:
    """A company whose phones are busy."""

    acme: Company

    async def hears(self, what: str, call: int, employee: str | None = None) -> None:
        """UIS tells the relay."""
        legs: dict[str, object] = {"leg_ids": [1, 2]}
        if what == "rings":
            legs = {"leg_id": 2}
        elif what == "over":
            legs = {"total_time_duration": 20}
        who = {} if employee is None else {"employee_id": int(employee)}
        await self.acme.notify(
            notification_name=_NAMES[what],
            notification_time="2026-05-18 10:00:00",
            call_session_id=call,
            virtual_phone_number="74950000001",
            contact_phone_number="79001234567",
            direction="in",
            **legs,
            **who,
        )

    async def talking(self, asks: str = VERA) -> set[str]:
        """What the desktop of this employee is told."""
        url = f"{self.acme.relay.listening_url}/v1/colleagues/talking"
        headers = {"Authorization": f"Bearer {self.acme.token(asks)}"}
        async with self.acme.http.get(url, headers=headers) as response:
            assert response.status == 200
            assert response.headers["Cache-Control"] == "no-store"
            told = await response.json()
        assert set(told) == {"employee_ids"}
        return set(told["employee_ids"])


@pytest.fixture
async def office(tmp_path: Path, shared_log: str | None) -> AsyncIterator[Office]:
    async with company(tmp_path, shared_log=shared_log) as acme:
        for employee in (ANNA, BORIS, VERA):
            acme.employ(employee)
        await acme.settled()
        yield Office(acme)


async def test_talk_counts_from_its_beginning_to_its_end(office: Office) -> None:
    assert await office.talking() == set()
    await office.hears("rings", 1, ANNA)
    assert await office.talking() == set()
    await office.hears("begins", 1, ANNA)
    await office.hears("begins", 2, BORIS)
    assert await office.talking() == {ANNA, BORIS}
    await office.hears("ends", 1, ANNA)
    assert await office.talking() == {BORIS}


async def test_who_asks_is_not_told_of_himself(office: Office) -> None:
    await office.hears("begins", 1, ANNA)
    assert await office.talking(ANNA) == set()


async def test_end_of_a_call_ends_every_talk_of_it_and_no_other(office: Office) -> None:
    for call, employee in ((1, ANNA), (1, BORIS), (2, BORIS)):
        await office.hears("begins", call, employee)
    await office.hears("over", 1)
    assert await office.talking() == {BORIS}


async def test_nobody_of_another_company_is_told(office: Office) -> None:
    rival = office.acme.add_account("rival")
    await office.acme.settled()
    await office.acme.notify(
        rival,
        notification_name=_NAMES["begins"],
        notification_time="2026-05-18 10:00:00",
        call_session_id=7,
        employee_id=int(ANNA),
        leg_ids=[1, 2],
    )
    assert await office.talking() == set()
