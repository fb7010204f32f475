"""What an administrator may type, and what he is told."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from uis_desktop import __version__
from uis_desktop.core import requests
from uis_desktop.core.cards import CardState
from uis_desktop.sign_in_command import ExitCode

DOCS = Path(__file__).parents[2] / "docs"


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


@pytest.mark.parametrize("command", ["call", "status", "history", "sign-in", "sign-out"])
def test_help_names_the_other_commands(command: str) -> None:
    assert command in started("--help").stdout


def test_every_exit_code_of_sign_in_is_documented() -> None:
    told = {
        int(code) for code in re.findall(r"^  (\d)  ", started("sign-in", "--help").stdout, re.M)
    }
    assert told == {int(code) for code in ExitCode}


@pytest.mark.parametrize("document", ["command-line.md", "command-line.ru.md"])
def test_every_exit_code_of_a_command_is_documented(document: str) -> None:
    known = {int(code) for code in requests.ExitCode}
    text = (DOCS / document).read_text(encoding="utf-8")
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", text, re.M)} == known
    for command in ("call", "status", "history"):
        told = started(command, "--help").stdout
        assert {int(code) for code in re.findall(r"^  (\d+) +\S", told, re.M)} == known


def test_every_state_of_a_click_is_documented() -> None:
    text = (DOCS / "command-line.md").read_text(encoding="utf-8")
    ours = {CardState.RINGING_LINE, CardState.RINGING_ME, CardState.RINGING_COLLEAGUE}
    ours |= {CardState.LOST, CardState.TAKEN}
    assert [state for state in set(CardState) - ours if f"`{state}`" not in text] == []


def test_every_variable_of_the_environment_is_documented() -> None:
    source = Path(sys.modules["uis_desktop"].__file__ or "").parent / "command_line.py"
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


def test_the_screen_leaves_the_import_of_the_program_as_it_is() -> None:
    code = (
        "import builtins, linecache; before = builtins.__import__; import uis_desktop.ui;"
        "import sys, email.message;"
        "print(builtins.__import__ is before, 'PySide6.QtCore' in sys.modules,"
        " email.message.__file__ in linecache.cache)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=50, check=True
    )
    assert done.stdout.split() == ["True", "True", "False"]


def test_signing_in_without_a_screen_loads_no_qt() -> None:
    code = (
        "import sys, uis_desktop.__main__, uis_desktop.sign_in_command;"
        "print(*[m for m in sys.modules if m.split('.')[0] in {'PySide6', 'shiboken6', 'qasync'}])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=15, check=True
    )
    assert done.stdout.strip() == ""
