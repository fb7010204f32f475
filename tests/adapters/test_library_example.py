"""The example of the library's document, run against the real simulator process."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.adapters.office import Office

pytestmark = pytest.mark.timeout(40)

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "uis-api-library.md"
Example = Callable[[str, str, str], Awaitable[None]]


@pytest.fixture
def example() -> Example:
    (code,) = re.findall(r"^```python\n(.*?)^```$", DOCUMENT.read_text("utf-8"), re.DOTALL | re.M)
    namespace: dict[str, Example] = {}
    exec(compile(code, str(DOCUMENT), "exec"), namespace)
    return namespace["call"]


async def test_the_example_places_one_call(
    office: Office, example: Example, capsys: pytest.CaptureFixture[str]
) -> None:
    await example(office.ready.call_api, office.ready.data_api, "demo-key")
    (placed,) = await office.calls()
    assert (placed["external_id"], placed["contact_phone_number"]) == ("order-1042", "79001234567")
    said = capsys.readouterr().out.splitlines()
    assert said == [f"placed: {placed['call_session_id']}", "not now: invalid_state"]


async def test_the_example_tells_a_refusal(
    office: Office, example: Example, capsys: pytest.CaptureFixture[str]
) -> None:
    order = {"call_api": "refuse", "mnemonic": "no_active_phone_number", "times": 1}
    await office.order("faults", {**order, "method": "start.employee_call"})
    await example(office.ready.call_api, office.ready.data_api, "demo-key")
    assert capsys.readouterr().out.startswith("declined: no_active_phone_number")


async def test_the_example_settles_an_unknown_outcome(
    office: Office, example: Example, capsys: pytest.CaptureFixture[str]
) -> None:
    order = {"call_api": "disconnect_after", "times": 1, "method": "start.employee_call"}
    await office.order("faults", order)
    await example(office.ready.call_api, office.ready.data_api, "demo-key")
    (placed,) = await office.calls()
    assert capsys.readouterr().out.startswith(f"placed after all: {placed['call_session_id']}")
