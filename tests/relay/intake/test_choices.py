"""Mapping and additional parameters: on the command line, and in the running relay."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.relay import calls
from tests.relay.company import ANNA, company, kinds
from uis_desktop.relay.__main__ import main
from uis_desktop.relay.directory import choices
from uis_desktop.relay.limits import Limits


def command(data: Path, *words: str) -> int:
    return main([*words, "--data", str(data), "--account", "acme", "--json"])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    assert main(["account", "add", "acme", "--data", str(tmp_path)]) == 0
    return tmp_path


def printed(capsys: pytest.CaptureFixture[str]) -> object:
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_mapping_is_set_listed_and_removed(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(data, "mapping", "set", " Мой  ВЕБХУК ", "waiting") == 0
    assert command(data, "mapping", "list") == 0
    assert printed(capsys) == {"sign": "мой вебхук", "kind": "waiting"}
    assert command(data, "mapping", "remove", "мой вебхук") == 0
    capsys.readouterr()
    assert command(data, "mapping", "list") == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("mapping", "set", "x", "nonsense"), "choose one of incoming"),
        (("mapping", "set", "  ", "lost"), "at most 200 characters"),
        (("mapping", "set", "x" * 201, "lost"), "at most 200 characters"),
        (("mapping", "remove", "x"), "'x' is not mapped"),
        (("parameters", "set", "a=A", "no-label"), "is not NAME=LABEL"),
        (("parameters", "set", "a=A", "b="), "a label has 1 to 40"),
        (("parameters", "set", "=A"), "a parameter's name has"),
        (("parameters", "remove", "x"), "'x' is not shown"),
    ],
)
def test_nonsense_is_refused_with_a_reason_and_changes_nothing(
    data: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], complaint: str
) -> None:
    assert command(data, *words) == 1
    assert complaint in capsys.readouterr().err
    assert command(data, "parameters", "list") == 0
    assert printed(capsys) == {"parameters": []}


def test_parameters_keep_their_order_and_change_their_label(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(data, "parameters", "set", "order_id=Заказ", "city=Город", "a=b=c") == 0
    assert command(data, "parameters", "set", "order_id=Номер заказа") == 0
    assert command(data, "parameters", "remove", "city") == 0
    assert printed(capsys) == {
        "parameters": [
            {"name": "order_id", "label": "Номер заказа"},
            {"name": "a", "label": "b=c"},
        ]
    }


async def test_mapping_counts_from_the_next_notification_on(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        ring = {"event": "E4", "employee_id": int(ANNA), "color": "red"}
        async with acme.desktop(acme.token(ANNA)) as desktop:
            await desktop.resume()
            assert await desktop.until_live() == []
            await acme.notify(call_session_id=1, **ring)
            choices.map_kind(acme.directory, acme.account.id, "e4", "waiting")
            await acme.notify(call_session_id=2, **ring)
            assert kinds([await desktop.frame(), await desktop.frame()]) == ["other", "waiting"]


def _parameters(policy: object) -> object:
    """Beside them there is what is decided about settings."""
    assert isinstance(policy, dict)
    return policy["parameters"]


async def test_desktop_is_told_the_parameters_to_show(tmp_path: Path) -> None:
    async with company(tmp_path) as acme:
        acme.employ(ANNA)
        token = acme.token(ANNA)
        async with acme.desktop(token) as desktop:
            assert _parameters((await desktop.resume())["policy"]) == []
        choices.show_parameter(acme.directory, acme.account.id, "order_id", "Заказ")
        async with acme.desktop(token) as desktop:
            told = (await desktop.resume())["policy"]
            assert _parameters(told) == [{"name": "order_id", "label": "Заказ"}]


async def test_desktop_is_told_when_the_parameters_change(tmp_path: Path) -> None:
    async with company(tmp_path, Limits(ping_s=0.05)) as acme:
        acme.employ(ANNA)
        async with acme.desktop(acme.token(ANNA)) as desktop:
            await desktop.resume()
            assert await desktop.until_live() == []
            choices.show_parameter(acme.directory, acme.account.id, "city", "Город")
            told = await desktop.frame()
            assert told["type"] == "uis.stream.policy"
            assert _parameters(told["data"]) == [{"name": "city", "label": "Город"}]
            await acme.notify(**calls.waiting(5, ANNA, leg=1))
            assert kinds([await desktop.frame()]) == ["waiting"], "it is told once"
