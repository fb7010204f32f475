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
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from tests.end_to_end.conftest import ME
from tests.end_to_end.stage.company import Company
from tests.end_to_end.stage.desk import Desk, desk
from tests.end_to_end.stage.links import call_from_link
from tests.end_to_end.stage.stage import Stage
from tests.end_to_end.stage.traces import files_below, told_to_all, traces
from tests.end_to_end.stage.wiretap import Wiretap, wiretap
from uis_desktop.adapters.places import default_places, installation_name
from uis_desktop.core.preferences import Preferences
from uis_desktop.desk_doors import DeskDoors

WRONG_PASSWORD = "canary-wrong-passw0rd/+=&?"
STRANGER = "74951112233"
STRANGER_SHOWN = "+7 495 111-22-33"
SECRET = "canary-S3cret/+=&?«ы»"


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
    packing = (
        DeskDoors(places)
        .support()
        .pack(str(path), preferences=Preferences(), link=None, arrivals=None, session=None)
    )
    asyncio.run(packing)


@pytest.mark.end_to_end
@pytest.mark.timeout(180)
def test_no_secret_of_a_day_with_mishaps_is_left_anywhere(desktop: Stage, office: Company) -> None:
    before = resource.getrlimit(resource.RLIMIT_CORE)
    environment_of_a_crash()
    try:
        with wiretap(office.simulator["call_api"]) as tap, desk(desktop.home) as here:
            _day_with_mishaps(desktop, office, here, tap)
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)


def _day_with_mishaps(desktop: Stage, office: Company, here: Desk, tap: Wiretap) -> None:
    tapped = replace(office, simulator={**office.simulator, "call_api": tap.address})
    office.give_access(call_api=tap.address)
    office.relay_command("uis", "check", "--account", office.name)
    invite = office.invite(ME)
    assert here.sign_in(tapped, ME, password=WRONG_PASSWORD, invite=invite).returncode
    assert here.sign_in(tapped, ME, invite=invite).returncode == 0
    here.start()
    desktop.tray_says(here.pid, "На связи", within_s=30)
    here.second_start("tel:8-495-111-22-33")
    call_from_link(desktop, here.pid, STRANGER_SHOWN)
    desktop.eye.card(here.pid, STRANGER_SHOWN, "Разговор", within_s=30)
    running = told_to_all(here.pid) | told_to_all(office.relay.pid)
    assert (core_limit(here.pid), core_limit(office.relay.pid)) == ("0", "0")
    token = kept_token(desktop, here)
    os.kill(here.pid, signal.SIGABRT)
    assert here.wait(within_s=30) == -signal.SIGABRT
    support_archive(here, desktop.home.path / "support.zip")
    here.keep_log()
    call_tokens = set(re.findall(rb'"access_token":\s*"(\w{32,})"', tap.heard))
    assert len(call_tokens) > 1, "relay and desktop have been at UIS"
    secrets = {
        "the password": office.simulator["password"],
        "the password that was wrong": WRONG_PASSWORD,
        "the device's token": token,
        "the invite's code": invite.rpartition("/")[2].rpartition("=")[2],
        **{f"token {n} of a session": one.decode() for n, one in enumerate(call_tokens)},
    }
    assert all(len(secret) > 10 for secret in secrets.values())
    # The simulator says its password when it starts, so that it can be tried.
    said = list(desktop.home.logs.glob("simulator.*"))
    left = files_below(desktop.home.path) | files_below(desktop.home.logs, but=said)
    assert {"desk/data/log/desktop.log", "relay/log.sqlite3", "support.zip"} <= left.keys()
    assert traces(secrets, left | running) == []
    assert [name for name in left if Path(name).name.startswith("core")] == []
