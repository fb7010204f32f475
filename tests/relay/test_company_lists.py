"""What desktops keep of their company: told once, and anew when somebody changes it anywhere."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import apsw
import pytest

from tests.relay.company import ANNA, BORIS, Company, company, listening
from tests.relay.sharing import on_both
from uis_desktop.relay.directory.desktop_policy import read_policy, set_policy
from uis_desktop.relay.directory.from_uis import Office, take_in
from uis_desktop.relay.directory.line_rules import set_line_rules
from uis_desktop.relay.directory.people import put_employee
from uis_desktop.relay.limits import Limits

pytestmark = on_both

Json = dict[str, Any]
Work = Callable[[apsw.Connection], object]
LINE = "+74950000001"


@pytest.fixture
async def acme(tmp_path: Path, shared_log: str | None) -> AsyncIterator[Company]:
    quick = Limits(ping_s=0.05, watch_s=0.05)
    async with company(tmp_path, quick, shared_log=shared_log) as acme:
        acme.employ(ANNA)
        yield acme


@dataclass(frozen=True)
class Kept:
    """One list: its address, its name there, how it is changed, and what is told then."""

    path: str
    name: str
    change: Work
    told: object


def _employ(connection: apsw.Connection) -> None:
    put_employee(connection, "acme", id_=BORIS, name="Boris", extension="102", lines=())


def _told_by_uis(lines: Mapping[str, str | None], tags: Mapping[str, str]) -> Work:
    at_uis = Office(people=(), teams=(), lines=lines, timezone=None, tags=tags)
    return partial(take_in, account="acme", office=at_uis)


def _rule(connection: apsw.Connection) -> None:
    _told_by_uis({LINE: "Main"}, {})(connection)
    set_line_rules(connection, "acme", [f"812={LINE}"])


KEPT = (
    Kept(
        "/v1/colleagues",
        "colleagues",
        _employ,
        [{"id": BORIS, "name": "Boris", "extension": "102", "phone_number": None}],
    ),
    Kept(
        "/v1/lines",
        "lines",
        _rule,
        [{"phone_number": LINE, "name": "Main", "areas": ["+7812"]}],
    ),
    Kept("/v1/tags", "tags", _told_by_uis({}, {"5": "Sale"}), [{"id": "5", "name": "Sale"}]),
    Kept(
        "/v1/policy",
        "settings",
        partial(set_policy, account_id="acme", settings=read_policy("[locked]\nvolume = 40")),
        {"volume": {"rule": "locked", "value": 40}},
    ),
)


async def test_list_is_told_once_and_again_as_soon_as_it_is_changed(acme: Company) -> None:
    token = acme.token(ANNA)

    async def ask(kept: Kept, version: object = "") -> Json:
        headers = {"Authorization": f"Bearer {token}"}
        url = f"{acme.relay.listening_url}{kept.path}?version={version}"
        async with acme.http.get(url, headers=headers) as answer:
            assert answer.status == 200
            told: Json = await answer.json()
            return told

    for kept in KEPT:
        before = await ask(kept)
        assert not before[kept.name]
        assert await ask(kept, before["version"]) == {**before, kept.name: None}
        acme.keeper.write(kept.change)
        # Nothing is waited for: whoever has been told that it is done may rely on it.
        after = await ask(kept, before["version"])
        assert after[kept.name] == kept.told
        assert after["version"] != before["version"]


async def test_policy_is_told_to_desktops_that_are_connected(acme: Company) -> None:
    async with acme.desktop(acme.token(ANNA)) as desktop:
        welcome = await desktop.resume()
        before = welcome["policy"]
        assert isinstance(before, dict)
        await desktop.until_live()
        async with listening(desktop) as frames:
            policy = acme.keeper.write(
                partial(set_policy, account_id="acme", settings=read_policy('free = ["flash"]'))
            )
            told = await frames.get()
    assert told["type"] == "uis.stream.policy"
    assert told["data"] == {**before, "settings": policy.version}
    assert policy.version != before["settings"]
