"""However UIS and the network fail: no click dials twice, and none is forgotten or misreported.

``python -m tests.benchmarks clicks`` does the same with 10,000 clicks.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.clicking import Clicker, MoodyCallApi, day_of_clicks
from tests.faults.moody_uis import Mood
from uis_desktop.errors import OutcomeUnknown, ServiceUnreachable
from uis_desktop.uis_api.call_starts import StartCall

CLICKS = 200


@pytest.mark.timeout(120)
async def test_no_click_dials_twice_and_every_outcome_is_told_and_kept(tmp_path: Path) -> None:
    day = await day_of_clicks(tmp_path, CLICKS, clicker=Clicker(seed=20261128))
    assert set(day.moods.values()) == set(Mood), "every mood was there"
    assert day.double_dials == []
    assert day.wrongly_told == {}
    assert day.forgotten == set()
    assert len(day.rows) == CLICKS


class Impatient(MoodyCallApi):
    """Control: asks again when it does not know what became of the first request."""

    async def start(self, call: StartCall) -> str:
        try:
            return await super().start(call)
        except OutcomeUnknown:
            return await super().start(call)


class Confident(MoodyCallApi):
    """Control: takes no answer for no call."""

    async def start(self, call: StartCall) -> str:
        try:
            return await super().start(call)
        except OutcomeUnknown as error:
            raise ServiceUnreachable(error.detail) from error


async def test_control_double_dials_of_an_impatient_client_are_seen(tmp_path: Path) -> None:
    clicker = Clicker(seed=1, moods=(Mood.GARBAGE, Mood.ANSWERS))
    day = await day_of_clicks(tmp_path, 20, clicker=clicker, client=Impatient)
    assert day.double_dials


async def test_control_calls_that_are_denied_are_seen(tmp_path: Path) -> None:
    clicker = Clicker(seed=1, moods=(Mood.FAULT_AFTER, Mood.ANSWERS))
    day = await day_of_clicks(tmp_path, 20, clicker=clicker, client=Confident)
    assert day.wrongly_told
