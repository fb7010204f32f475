"""The relay's .deb on a machine on which nothing was installed."""

from __future__ import annotations

import configparser
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.end_to_end.stage.processes import Process
from tests.packages.clean_root import CleanRoot, clean_root
from tests.ports import free_port

pytestmark = [
    pytest.mark.packages,
    # The first run fetches the packages such a machine is made of.
    pytest.mark.timeout(600),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a root folder"),
]

_ENV = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
_AS_RELAY = ("setpriv", "--reuid=uis-relay", "--regid=uis-relay", "--clear-groups")
_CONFIG = "etc/uis-relay/relay.toml"
#: adduser and deluser keep the last version of each.
_ACCOUNTS = {f"etc/{name}{old}" for name in ("passwd", "group", "shadow", "gshadow", "subuid",
                                             "subgid") for old in ("", "-")}  # fmt: skip


@pytest.fixture
def machine(relay_deb: Path) -> Iterator[CleanRoot]:
    with clean_root(relay_deb) as made:
        yield made


def test_installed_it_serves_as_its_own_user_and_is_purged_without_remains(
    machine: CleanRoot, relay_deb: Path, tmp_path: Path
) -> None:
    before = machine.files()
    machine.install(relay_deb)
    config = machine.path / _CONFIG
    assert config.stat().st_mode & 0o777 == 0o640
    port = free_port()
    text = config.read_text().replace("127.0.0.1:8080", f"127.0.0.1:{port}")
    config.write_text(text)
    relay = (*_AS_RELAY, "env", f"UIS_RELAY_CONFIG=/{_CONFIG}", "uis-relay")
    account = json.loads(machine.run(*relay, "account", "add", "Ромашка", "--json", env=_ENV))
    serving = machine.argv(*relay, "serve")
    with Process("relay", serving, logs=tmp_path, env=_ENV) as process:
        assert json.loads(process.first_line(within_s=20))["event"] == "ready"
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http:
            assert http.get("/readyz").json() == {"status": "ready"}
            told = http.post(account["hook_path"], content=b'{"event":"something"}')
            assert told.is_success
            assert http.get("/admin").status_code < 500
    assert len(machine.run(*relay, "events", "--account", account["account"], env=_ENV)) > 0
    machine.run("apt-get", "purge", "-y", "uis-relay")
    after = machine.files()
    changed = {n for n in after.keys() | before.keys() if after.get(n) != before.get(n)}
    assert changed <= _ACCOUNTS
    assert "uis-relay" not in (machine.path / "etc/passwd").read_text()


def test_the_simulator_is_there_to_try_it_with(
    machine: CleanRoot, relay_deb: Path, tmp_path: Path
) -> None:
    machine.install(relay_deb)
    argv = machine.argv("uis-simulator", "serve", "--listen", "127.0.0.1:0")
    with Process("simulator", argv, logs=tmp_path, env=_ENV) as process:
        ready = json.loads(process.first_line(within_s=20))
        assert httpx.get(ready["web"], trust_env=False).status_code == 200


def test_its_unit_starts_what_is_in_the_package(relay_deb: Path, tmp_path: Path) -> None:
    subprocess.run(["dpkg-deb", "-x", relay_deb, tmp_path], check=True, timeout=60)
    file = tmp_path / "usr/lib/systemd/system/uis-relay.service"
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.read(file)
    program = unit["Service"]["ExecStart"].split()[0]
    assert (tmp_path / program.lstrip("/")).resolve().exists()
    config = next(line for line in file.read_text().splitlines() if "UIS_RELAY_CONFIG=" in line)
    assert config.endswith(f"=/{_CONFIG}")
    assert (tmp_path / _CONFIG).exists()
