"""Password, keys and tokens of a working day are found nowhere but in the password store."""

from __future__ import annotations

import asyncio
import base64
import os
import re
import resource
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from tests.end_to_end.conftest import ME
from tests.end_to_end.stage.company import Company, company
from tests.end_to_end.stage.desk import Desk, desk
from tests.end_to_end.stage.links import call_from_link
from tests.end_to_end.stage.stage import Stage
from tests.end_to_end.stage.traces import files_below, told_to_all, traces
from tests.end_to_end.stage.wiretap import wiretap
from uis_desktop.adapters.places import default_places, installation_name
from uis_desktop.adapters.settings_file import SettingsFile
from uis_desktop.core.crm_rules import CrmRule, Moment
from uis_desktop.core.policy import Policy, in_force
from uis_desktop.desk_doors import DeskDoors

WRONG_PASSWORD = "canary-wrong-passw0rd/+=&?"
WRONG_KEY = "canary-Key-of-the-company-0123456789"
PROXY_PASSWORD = "canary-passw0rd-of-the-proxy"
CRM_KEY = "canary-key-of-the-crm-0123456789"
STRANGER = "74951112233"
STRANGER_SHOWN = "+7 495 111-22-33"
SECRET = "canary-S3cret/+=&?«ы»"


@pytest.fixture
def office(desktop: Stage) -> Iterator[Company]:
    """As it is installed: what its programs were told when they started is looked at, too."""
    with company(desktop.home) as started:
        yield started


@pytest.mark.parametrize(
    "content",
    [
        SECRET.encode(),
        SECRET.encode("utf-16-le"),
        b"x" + base64.b64encode(b"Bearer " + SECRET.encode()),
        b"x" + base64.b64encode(b"login:" + SECRET.encode()),
        base64.urlsafe_b64encode(b"ab" + SECRET.encode() + b"c"),
        b"password=canary-S3cret%2F%2B%3D%26%3F%C2%AB%D1%8B%C2%BB",
        rb'{"password":"canary-S3cret/+=&?\u00ab\u044b\u00bb"}',
        SECRET.encode().hex().encode(),
    ],
)
def test_secret_that_lies_about_is_found(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "left").write_bytes(b"before " + content + b" behind")
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside", content)
    (tmp_path / "left.zip").write_bytes(packed.getvalue())
    found = traces({"it": SECRET, "another": "canary-0ther"}, files_below(tmp_path))
    assert found == ["it in left", "it in left.zip/inside"]


def environment_of_a_crash() -> None:
    """As on a machine where everybody may leave core files."""
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))


def core_limit(pid: int) -> str:
    limits = Path(f"/proc/{pid}/limits").read_text()
    found = re.search(r"Max core file size\s+(\S+)", limits)
    assert found is not None
    return found[1]


def kept_token(desktop: Stage, here: Desk) -> str:
    """This device's token, out of the password store."""
    places = default_places(config=here.config, data=here.data)
    service = f"uis_desktop:{installation_name(places)}"
    asked = subprocess.run(
        [sys.executable, "-m", "keyring", "get", service, "relay-device-token"],
        env=desktop.home.env,
        capture_output=True,
        text=True,
        check=True,
        timeout=20,
    )
    return asked.stdout.strip()


def support_archive(here: Desk, path: Path) -> None:
    places = default_places(config=here.config, data=here.data)
    chosen = in_force(SettingsFile(places.settings).load_choices(), Policy())
    assert CRM_KEY in chosen.crm_rules[0].target
    packing = (
        DeskDoors(places)
        .support()
        .pack(str(path), preferences=chosen, link=None, arrivals=None, session=None)
    )
    asyncio.run(packing)


def customers_open_by_a_key(here: Desk) -> None:
    """A rule for the CRM whose address lets in whoever knows it."""
    settings = SettingsFile(default_places(config=here.config, data=here.data).settings)
    address = f"https://crm.example/open?api_key={CRM_KEY}&phone={{number}}"
    rules = tuple(CrmRule(moment=moment, target=address) for moment in Moment)
    settings.save_choices({**settings.load_choices(), "crm_rules": rules})


def behind_a_dead_proxy(desktop: Stage) -> AbstractContextManager[Desk]:
    """The same desk where all goes through a proxy that wants a password, and is not there."""
    proxy = f"http://me:{PROXY_PASSWORD}@127.0.0.1:9"
    proxies = {"HTTP_PROXY": proxy, "HTTPS_PROXY": proxy}
    return desk(replace(desktop.home, env={**desktop.home.env, **proxies}))


def without_a_browser(desktop: Stage) -> AbstractContextManager[Desk]:
    """The same desk, where nothing opens a page, and whoever tries says so."""
    return desk(replace(desktop.home, env={**desktop.home.env, "PATH": str(desktop.home.path)}))


def refused_key(office: Company) -> str:
    """What is said of a company's key that UIS does not take."""
    office.give_access(key=WRONG_KEY)
    with pytest.raises(AssertionError) as refused:
        office.relay_command("uis", "check", "--account", office.name)
    return str(refused.value)


@pytest.mark.end_to_end
@pytest.mark.timeout(180)
def test_no_secret_of_a_day_with_mishaps_is_left_anywhere(desktop: Stage, office: Company) -> None:
    before = resource.getrlimit(resource.RLIMIT_CORE)
    environment_of_a_crash()
    try:
        with (
            wiretap(office.simulator["call_api"]) as calls,
            wiretap(office.simulator["data_api"]) as data,
            without_a_browser(desktop) as here,
        ):
            addresses = {"call_api": calls.address, "data_api": data.address}
            tapped = replace(office, simulator={**office.simulator, **addresses})
            _day_with_mishaps(desktop, tapped, here, lambda: calls.heard + data.heard)
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)


def _day_with_mishaps(
    desktop: Stage, office: Company, here: Desk, heard: Callable[[], bytes]
) -> None:
    said = {}
    office.give_access()
    office.relay_command("uis", "check", "--account", office.name)
    # Employees, lines and tags, by the relay that serves.
    office.relay_command("contacts", "sync", "--account", office.name, within_s=60)
    invite = office.invite(ME)
    assert here.sign_in(office, ME, password=WRONG_PASSWORD, invite=invite).returncode
    with behind_a_dead_proxy(desktop) as outside:
        refused = outside.sign_in(office, ME, invite=invite)
        assert refused.returncode
        said["a sign-in behind a proxy"] = (refused.stdout + refused.stderr).encode()
        assert here.sign_in(office, ME, invite=invite).returncode == 0
        outside.start()
        desktop.tray_says(outside.pid, "Нет связи", within_s=30)
    customers_open_by_a_key(here)
    here.start()
    desktop.tray_says(here.pid, "На связи", within_s=30)
    here.second_start("tel:8-495-111-22-33")
    call_from_link(desktop, here.pid, STRANGER_SHOWN)
    desktop.eye.card(here.pid, STRANGER_SHOWN, "Разговор", within_s=30)
    running = told_to_all(here.pid) | told_to_all(office.relay.pid)
    assert (core_limit(here.pid), core_limit(office.relay.pid)) == ("0", "0")
    token = kept_token(desktop, here)
    said["the check of a key"] = refused_key(office).encode()
    for crashing in (here, office.relay):
        os.kill(crashing.pid, signal.SIGABRT)
        assert crashing.wait(within_s=30) == -signal.SIGABRT
    support_archive(here, desktop.home.path / "support.zip")
    here.keep_log()
    session_tokens = set(re.findall(rb'"access_token":\s*"(\w{32,})"', heard()))
    assert len(session_tokens) > 3, "relay, its check and the desktop have been at UIS"
    secrets = {
        "the password": office.simulator["password"],
        "the password that was wrong": WRONG_PASSWORD,
        "the key that was wrong": WRONG_KEY,
        "the proxy's password": PROXY_PASSWORD,
        "the CRM's key": CRM_KEY,
        "the device's token": token,
        "the invite's code": invite.rpartition("/")[2].rpartition("=")[2],
        **{f"token {n} of a session": one.decode() for n, one in enumerate(session_tokens)},
    }
    assert all(len(secret) > 10 for secret in secrets.values())
    # The simulator says its password when it starts, so that it can be tried.
    its_own = list(desktop.home.logs.glob("simulator.*"))
    left = files_below(desktop.home.path) | files_below(desktop.home.logs, but=its_own)
    # The person has written the rule with the key there, and only he can read it.
    assert CRM_KEY.encode() in left.pop("desk/config/settings.json")
    assert {"desk/data/log/desktop.log", "relay/log.sqlite3", "support.zip"} <= left.keys()
    assert b"a customer was not opened" in left["desk.log"]
    assert traces(secrets, left | running | said) == []
    assert [name for name in left if Path(name).name.startswith("core")] == []
