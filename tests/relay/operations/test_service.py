"""The files an administrator installs the relay with."""

from __future__ import annotations

import configparser
import re
import subprocess
from pathlib import Path

from tests.relay.operations.proxies import EXAMPLES
from uis_desktop.relay.config import SETTINGS, read_config

_MOST_EXPOSED = 1.5


def test_the_unit_is_as_closed_as_it_can_be() -> None:
    told = subprocess.run(
        ["systemd-analyze", "security", "--no-pager", "--offline=true",
         str(EXAMPLES / "uis-relay.service")],
        capture_output=True,
        text=True,
        check=True,
        timeout=20,
    ).stdout  # fmt: skip
    level = re.search(r"Overall exposure level for uis-relay.service: ([\d.]+)", told)
    assert level is not None, told
    assert float(level[1]) <= _MOST_EXPOSED


def test_systemd_starts_the_relay_again_and_again() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.read(EXAMPLES / "uis-relay.service")
    assert unit["Service"]["Restart"] == "always"
    # Without it systemd gives up after five starts in ten seconds.
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"


def test_systemd_understands_every_line_of_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "uis-relay.service"
    text = (EXAMPLES / "uis-relay.service").read_text()
    unit.write_text(text.replace("/opt/uis-relay/bin/uis-relay", "/bin/true"))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--generators=no", str(unit)],
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_example_of_the_settings_is_read_and_names_every_setting() -> None:
    example = EXAMPLES / "relay.toml"
    config = read_config({"config": str(example)}, environment={})
    assert config.public_url == "https://relay.example"
    assert config.keep_days == 365
    text = example.read_text()
    missing = [s.name for s in SETTINGS if f"{s.name} =" not in text and not s.secret]
    assert missing == []


def test_all_settings_of_the_example_are_read_when_they_are_switched_on(tmp_path: Path) -> None:
    lines = (EXAMPLES / "relay.toml").read_text().splitlines()
    on = dict(line.removeprefix("# ").split(" = ", 1) for line in lines if " = " in line)
    file = tmp_path / "relay.toml"
    file.write_text("".join(f"{name} = {value}\n" for name, value in on.items()))
    config = read_config({"config": str(file)}, environment={})
    assert config.log == "nats://127.0.0.1:4222"
    assert config.tls_key is not None
    assert config.port == 443
