"""What the system starts at the log-in: real files, and a stand-in for the registry."""

from __future__ import annotations

import os
import plistlib
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from uis_desktop.adapters.autostart import desktop_entry, of_this_system
from uis_desktop.adapters.autostart.macos import MacAutostart
from uis_desktop.adapters.autostart.of_this_system import login_items
from uis_desktop.adapters.autostart.registry import Root, system_registry
from uis_desktop.adapters.autostart.start_command import Running, running, start_command
from uis_desktop.adapters.autostart.windows import APPROVED, RUN, WindowsAutostart
from uis_desktop.adapters.autostart.xdg import XdgAutostart
from uis_desktop.adapters.places import Places, default_places
from uis_desktop.core.autostart import AtLogin
from uis_desktop.errors import AutostartRefused

#: Every letter that the specification has rules for.
AWKWARD = 'a "b" \\c $HOME `d` %f 100%% ы'


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / AWKWARD / "uis-desktop"
    path.parent.mkdir()
    path.write_text('#!/bin/sh\nprintf "%s\\n" "$@" >"$0.said"\n')
    path.chmod(0o755)
    return path


class Home:
    """A person's folders on Linux, and the administrator's."""

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self.config = folder / "config"
        self.shared = folder / "etc" / "autostart" / "uis-desktop.desktop"
        self.file = self.config / "autostart" / "uis-desktop.desktop"
        self.items = XdgAutostart(
            command,
            name="uis-desktop",
            environment={
                "XDG_CONFIG_HOME": str(self.config),
                "XDG_CONFIG_DIRS": f"{folder / 'none'}:{folder / 'etc'}",
                "XDG_CURRENT_DESKTOP": "ubuntu:GNOME",
                "PATH": os.environ["PATH"],
            },
            home=folder,
        )

    def write(self, path: Path, *lines: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(["[Desktop Entry]", "Type=Application", "Name=x", *lines]))


@pytest.fixture
def home(tmp_path: Path, program: Path) -> Home:
    return Home(tmp_path, [str(program), "--config-dir", AWKWARD])


def test_nothing_is_started_at_first_and_nothing_is_written(home: Home) -> None:
    assert home.items.state() is AtLogin.OFF
    assert not home.config.exists()


def test_what_was_put_is_there_until_it_is_taken_away(home: Home) -> None:
    home.items.put(on=True)
    assert home.items.state() is AtLogin.ON
    assert [one.name for one in home.file.parent.iterdir()] == ["uis-desktop.desktop"]
    home.items.put(on=False)
    home.items.put(on=False)
    assert home.items.state() is AtLogin.OFF
    assert not home.file.exists()


def test_command_of_the_entry_is_read_by_others_as_it_was_meant(home: Home, program: Path) -> None:
    home.items.put(on=True)
    entry = desktop_entry.read(home.file.read_text(encoding="utf-8"))
    assert desktop_entry.program(entry) == str(program)
    # The quotes of the specification are those of the shell.
    line = entry["Exec"].replace("%%", "%")
    subprocess.run(["sh", "-c", line], check=True, timeout=10)
    said = program.with_name("uis-desktop.said").read_text(encoding="utf-8")
    assert said.splitlines() == ["--config-dir", AWKWARD]


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="of desktop-file-utils")
def test_entries_are_valid_by_the_desktops_own_tool(home: Home) -> None:
    home.items.put(on=True)
    hiding = home.file.with_name("hiding.desktop")
    hiding.write_text(desktop_entry.hiding(), encoding="utf-8")
    for file in (home.file, hiding):
        done = subprocess.run(
            ["desktop-file-validate", str(file)], capture_output=True, text=True, timeout=10
        )
        assert done.stdout == ""


@pytest.mark.parametrize(
    "line",
    [
        "Hidden=true",
        "X-GNOME-Autostart-enabled=false",
        "OnlyShowIn=KDE;XFCE;",
        "NotShowIn=GNOME;",
    ],
)
def test_entry_that_the_systems_own_tools_switched_off_is_off(home: Home, line: str) -> None:
    home.items.put(on=True)
    home.file.write_text(home.file.read_text().replace("X-GNOME", "X-Was") + line + "\n")
    assert home.items.state() is AtLogin.OFF
    home.items.put(on=True)
    assert home.items.state() is AtLogin.ON


def test_entry_that_was_removed_is_off(home: Home) -> None:
    home.items.put(on=True)
    home.file.unlink()
    assert home.items.state() is AtLogin.OFF


def test_entry_whose_program_has_moved_is_told_from_one_that_works(
    home: Home, program: Path
) -> None:
    home.items.put(on=True)
    program.rename(program.with_name("elsewhere"))
    assert home.items.state() is AtLogin.LOST


def test_program_on_the_path_and_entry_for_another_desktop_are_understood(home: Home) -> None:
    home.write(home.file, "Exec=sh %u", "OnlyShowIn=GNOME;", "[Desktop Action x]", "Hidden=true")
    assert home.items.state() is AtLogin.ON
    home.write(home.file, "Exec=sh", "TryExec=/no/such/program")
    assert home.items.state() is AtLogin.LOST


def test_administrators_entry_counts_and_can_be_hidden_but_not_removed(home: Home) -> None:
    home.write(home.shared, "Exec=sh")
    assert home.items.state() is AtLogin.ON
    home.items.put(on=False)
    assert home.items.state() is AtLogin.OFF
    assert home.shared.exists()
    home.items.put(on=True)
    assert home.items.state() is AtLogin.ON


def test_folder_that_cannot_be_written_is_told(home: Home) -> None:
    home.config.write_text("a file where the folder should be")
    assert home.items.state() is AtLogin.OFF
    with pytest.raises(AutostartRefused, match="uis-desktop"):
        home.items.put(on=True)


def test_file_that_cannot_be_read_is_told(home: Home) -> None:
    home.file.mkdir(parents=True)
    with pytest.raises(AutostartRefused, match="directory"):
        home.items.state()


@dataclass
class PaperRegistry:
    """Values of both roots; nothing can be written while it ``refuses``."""

    values: dict[tuple[Root, str, str], object] = field(default_factory=dict)
    refuses: bool = False

    def value(self, root: Root, key: str, name: str) -> object:
        return self.values.get((root, key, name))

    def write_text(self, key: str, name: str, text: str) -> None:
        self._let()
        self.values[Root.USER, key, name] = text

    def remove(self, key: str, name: str) -> None:
        self._let()
        self.values.pop((Root.USER, key, name), None)

    def _let(self) -> None:
        if self.refuses:
            raise PermissionError(5, "Access is denied")


class Windows:
    """A person at Windows."""

    name = "UIS Desktop"

    def __init__(self, program: Path) -> None:
        self.registry = PaperRegistry()
        self.items = WindowsAutostart([str(program)], name=self.name, registry=self.registry)

    def task_manager(self, root: Root, first: int) -> None:
        self.registry.values[root, APPROVED, self.name] = bytes([first, *[0] * 11])


@pytest.fixture
def windows(tmp_path: Path) -> Windows:
    program = tmp_path / "Program Files" / "uis-desktop.exe"
    program.parent.mkdir()
    program.touch()
    return Windows(program)


def test_on_windows_the_run_key_starts_it_until_it_is_taken_away(
    windows: Windows, tmp_path: Path
) -> None:
    assert windows.items.state() is AtLogin.OFF
    windows.items.put(on=True)
    line = f'"{tmp_path}/Program Files/uis-desktop.exe"'
    assert windows.registry.values == {(Root.USER, RUN, "UIS Desktop"): line}
    assert windows.items.state() is AtLogin.ON
    windows.items.put(on=False)
    assert windows.registry.values == {}


def test_what_the_task_manager_switched_off_is_off_until_it_is_wished_again(
    windows: Windows,
) -> None:
    windows.items.put(on=True)
    windows.task_manager(Root.USER, 3)
    assert windows.items.state() is AtLogin.OFF
    windows.task_manager(Root.USER, 2)
    assert windows.items.state() is AtLogin.ON
    windows.task_manager(Root.USER, 7)
    windows.items.put(on=True)
    assert windows.items.state() is AtLogin.ON


def test_what_the_installer_starts_for_everybody_is_told_and_left_alone(windows: Windows) -> None:
    windows.registry.values[Root.MACHINE, RUN, "UIS Desktop"] = "C:\\x.exe"
    assert windows.items.state() is AtLogin.FOR_EVERYBODY
    with pytest.raises(AutostartRefused, match="everybody"):
        windows.items.put(on=False)
    windows.items.put(on=True)
    assert len(windows.registry.values) == 1
    windows.task_manager(Root.MACHINE, 3)
    assert windows.items.state() is AtLogin.OFF


def test_program_that_has_moved_and_registry_that_refuses_are_told(
    windows: Windows, tmp_path: Path
) -> None:
    windows.items.put(on=True)
    (tmp_path / "Program Files" / "uis-desktop.exe").unlink()
    assert windows.items.state() is AtLogin.LOST
    windows.registry.refuses = True
    with pytest.raises(AutostartRefused, match="denied"):
        windows.items.put(on=True)


def test_on_macos_a_launch_agent_starts_it_until_it_is_taken_away(
    tmp_path: Path, program: Path
) -> None:
    items = MacAutostart([str(program), "--x"], label="io.example.x", home=tmp_path)
    file = tmp_path / "Library" / "LaunchAgents" / "io.example.x.plist"
    assert items.state() is AtLogin.OFF
    items.put(on=True)
    agent = plistlib.loads(file.read_bytes())
    assert (agent["Label"], agent["RunAtLoad"]) == ("io.example.x", True)
    assert agent["ProgramArguments"] == [str(program), "--x"]
    assert items.state() is AtLogin.ON
    file.write_bytes(plistlib.dumps({**agent, "Disabled": True}))
    assert items.state() is AtLogin.OFF
    file.write_bytes(plistlib.dumps({**agent, "ProgramArguments": ["/gone"]}))
    assert items.state() is AtLogin.LOST
    file.write_bytes(b"<plist")
    assert items.state() is AtLogin.OFF
    items.put(on=False)
    assert list(file.parent.iterdir()) == []


def usual() -> Places:
    return default_places()


def test_bundle_starts_itself(tmp_path: Path) -> None:
    bundle = Running(executable=tmp_path / "uis-desktop", frozen=True, platform="linux")
    assert start_command(bundle, usual()) == [str(tmp_path / "uis-desktop")]


@pytest.mark.parametrize(
    ("platform", "script"), [("linux", "uis-desktop"), ("win32", "uis-desktop.exe")]
)
def test_installation_by_pip_has_its_program_started_or_else_its_module(
    tmp_path: Path, platform: str, script: str
) -> None:
    python = Running(executable=tmp_path / "python", frozen=False, platform=platform)
    module = [str(tmp_path / "python"), "-m", "uis_desktop"]
    assert start_command(python, usual()) == module
    (tmp_path / script).touch()
    assert start_command(python, usual()) == [str(tmp_path / script)]


def test_module_opens_no_console_on_windows(tmp_path: Path) -> None:
    (tmp_path / "pythonw.exe").touch()
    python = Running(executable=tmp_path / "python.exe", frozen=False, platform="win32")
    assert start_command(python, usual())[0] == str(tmp_path / "pythonw.exe")


def test_command_of_this_very_process_can_be_run() -> None:
    command = start_command(running(), usual())
    told = subprocess.run(
        [*command, "--version"], capture_output=True, text=True, check=True, timeout=15
    )
    assert told.stdout.startswith("uis-desktop ")


def test_installation_beside_the_persons_own_keeps_its_folders_and_its_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    beside = default_places(config=tmp_path / "c", data=tmp_path / "d")
    items = login_items(beside)
    items.put(on=True)
    assert items.state() is AtLogin.ON
    assert login_items(default_places()).state() is AtLogin.OFF
    (file,) = (tmp_path / "home" / "autostart").iterdir()
    assert f'"--config-dir" "{tmp_path / "c"}" "--data-dir" "{tmp_path / "d"}"' in file.read_text()


@pytest.mark.parametrize(
    ("platform", "kind"),
    [("linux", XdgAutostart), ("win32", WindowsAutostart), ("darwin", MacAutostart)],
)
def test_each_system_has_its_own_way(
    monkeypatch: pytest.MonkeyPatch, platform: str, kind: type
) -> None:
    monkeypatch.setattr(of_this_system, "system_registry", PaperRegistry)
    now = Running(executable=Path(sys.executable), frozen=False, platform=platform)
    assert type(login_items(usual(), now)) is kind


@pytest.mark.skipif(sys.platform == "win32", reason="there is one")
def test_system_without_a_registry_says_so() -> None:
    with pytest.raises(OSError, match="no registry"):
        system_registry()
