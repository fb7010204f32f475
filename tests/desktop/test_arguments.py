"""What an administrator may type, and what he is told."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from uis_desktop import __version__
from uis_desktop.sign_in_command import ExitCode


def started(*arguments: str, module: str = "uis_desktop") -> subprocess.CompletedProcess[str]:
    """Start the program as a shell would."""
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        capture_output=True,
        text=True,
        timeout=15,
        check=False,
    )


def test_version_is_told() -> None:
    assert started("--version").stdout == f"uis-desktop {__version__}\n"


@pytest.mark.parametrize("command", ["sign-in", "sign-out"])
def test_help_names_the_other_commands(command: str) -> None:
    assert command in started("--help").stdout


def test_every_exit_code_of_sign_in_is_documented() -> None:
    told = {
        int(code) for code in re.findall(r"^  (\d)  ", started("sign-in", "--help").stdout, re.M)
    }
    assert told == {int(code) for code in ExitCode}


def test_every_variable_of_the_environment_is_documented() -> None:
    source = Path(sys.modules["uis_desktop"].__file__ or "").parent / "__main__.py"
    read = set(re.findall(r'environ\.get\("(\w+)"\)', source.read_text(encoding="utf-8")))
    told = started("--help").stdout + started("sign-in", "--help").stdout
    assert read == {name for name in read if name in told}
    assert len(read) == 5


@pytest.mark.parametrize(
    "arguments",
    [
        ("sign-in", "--login", "anna"),
        ("--language", "tlh"),
        ("--log-level", "everything"),
        ("sign-in", "--invite", "x", "--login", "anna", "--number", "1", "--password", "p"),
    ],
)
def test_wrong_arguments_end_with_2(arguments: tuple[str, ...]) -> None:
    assert started(*arguments).returncode == 2


def test_signing_in_without_a_screen_loads_no_qt() -> None:
    code = (
        "import sys, uis_desktop.__main__, uis_desktop.sign_in_command;"
        "print(*[m for m in sys.modules if m.split('.')[0] in {'PySide6', 'shiboken6', 'qasync'}])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=15, check=True
    )
    assert done.stdout.strip() == ""
