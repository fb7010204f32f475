"""The tray app as a folder that runs without Python."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.end_to_end.stage.company import Company
from tests.end_to_end.stage.desk import desk
from tests.end_to_end.stage.stage import Stage
from tests.packages.day import worked
from uis_desktop import __version__
from uis_desktop.wire.release_note import read_channel

pytestmark = [pytest.mark.packages, pytest.mark.timeout(180)]

_QT = {"Core", "DBus", "Gui", "Multimedia", "Network", "Widgets"}
#: What the windows stand on: X11, Wayland, and the frame Qt draws on GNOME's Wayland.
_UNDER_QT = {"Svg", "WaylandClient", "XcbQpa"}
#: What the player of recordings stands on, or its plug-in for FFmpeg would not load.
_UNDER_THE_PLAYER = {
    *("Concurrent", "OpenGL", "Qml", "QmlMeta", "QmlModels", "QmlWorkerScript", "Quick"),
    *("FFmpegStub-crypto", "FFmpegStub-ssl"),
    *("FFmpegStub-va", "FFmpegStub-va-drm", "FFmpegStub-va-x11"),
}


def test_it_tells_its_version(bundle: Path) -> None:
    told = subprocess.run(
        [str(bundle / "uis-desktop"), "--version"],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    ).stdout
    assert told == f"uis-desktop {__version__}\n"


def test_no_part_of_qt_is_in_it_that_the_program_does_not_use(bundle: Path) -> None:
    libraries = (bundle / "_internal/PySide6/Qt/lib").glob("libQt6*.so.*")
    named = {file.name[6:].partition(".so.")[0] for file in libraries}
    assert named == _QT | _UNDER_QT | _UNDER_THE_PLAYER
    bindings = (bundle / "_internal/PySide6").glob("Qt*.abi3.so")
    assert {file.name[2:-8] for file in bindings} == _QT


def test_it_does_not_carry_the_server(bundle: Path) -> None:
    there = {path.name for path in (bundle / "_internal").iterdir()}
    assert not there & {"aiohttp", "uvloop", "jinja2", "nats", "segno"}
    assert (bundle / "_internal/uis_desktop/_resources/translations").is_dir()
    assert not (bundle / "_internal/uis_desktop/_resources/admin").exists()


def test_it_can_check_who_signed_a_release_and_has_a_key_only_if_the_build_was_given_one(
    bundle: Path,
) -> None:
    assert list((bundle / "_internal/cryptography/hazmat/bindings").glob("_rust*"))
    told = bundle / "_internal/uis_desktop/_resources/updates/channel.json"
    given = Path("build/bundle/updates/channel.json")
    assert told.exists() == given.exists()
    assert not given.exists() or read_channel(told.read_bytes()).public_key


def test_every_library_it_needs_is_in_it_or_on_the_machine(bundle: Path) -> None:
    files = [file for file in bundle.rglob("*") if file.is_file() and ".so" in file.name]
    told = subprocess.run(
        ["ldd", *map(str, [bundle / "uis-desktop", *files])],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    ).stdout
    assert [line for line in told.splitlines() if "not found" in line] == []


def test_an_employee_works_with_it(desktop: Stage, office: Company, bundle: Path) -> None:
    with desk(desktop.home, program=[str(bundle / "uis-desktop")]) as here:
        worked(desktop, office, here)


def test_what_it_starts_does_not_take_its_libraries(
    desktop: Stage, office: Company, bundle: Path, tmp_path: Path
) -> None:
    told = tmp_path / "environment"
    player = tmp_path / "paplay"
    player.write_text(f"#!/bin/sh\nenv >{told}.part\nmv {told}.part {told}\n")
    player.chmod(0o755)
    desktop.home.env["PATH"] = f"{tmp_path}:{desktop.home.env['PATH']}"
    with desk(desktop.home, program=[str(bundle / "uis-desktop")]) as here:
        worked(desktop, office, here)
    environment = told.read_text().splitlines()
    assert f"HOME={desktop.home.path}" in environment
    assert [line for line in environment if "LD_LIBRARY_PATH" in line or str(bundle) in line] == []
