"""What can be tried here of the packages for Windows and macOS; they are built elsewhere."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.end_to_end.stage.stage import Stage

pytestmark = [pytest.mark.packages, pytest.mark.timeout(120)]

_DESKTOP = Path("packaging/desktop")


def _made(folder: Path, **environment: str) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """An installer of a program that does nothing."""
    (folder / "bundle/_internal").mkdir(parents=True)
    for name in ("uis-desktop.exe", "uis-desktop-console.exe", "_internal/python311.dll"):
        (folder / "bundle" / name).write_bytes(b"MZ")
    out = folder / "uis-desktop-windows-x64.exe"
    icon = Path("build/bundle/icons/uis-desktop.ico").absolute()
    done = subprocess.run(
        [_DESKTOP / "windows/installer.sh", folder / "bundle", icon, out],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    return out, done


@pytest.fixture(scope="module")
def installer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out, done = _made(tmp_path_factory.mktemp("windows"))
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def test_the_installer_for_windows_is_made_without_a_warning(installer: Path) -> None:
    assert installer.read_bytes()[:2] == b"MZ"


def test_installer_and_uninstaller_are_signed(tmp_path: Path) -> None:
    log = tmp_path / "signed"
    out, done = _made(tmp_path, SIGN=f'echo "%1" >>{log}')
    assert done.returncode == 0, done.stdout + done.stderr
    uninstaller, signed = log.read_text().splitlines()
    assert Path(signed) == out
    assert uninstaller != signed


def test_no_installer_is_made_whose_signature_fails(tmp_path: Path) -> None:
    _, done = _made(tmp_path, SIGN='false "%1"')
    assert done.returncode != 0


def test_the_installer_takes_away_every_key_it_writes() -> None:
    text = (_DESKTOP / "windows/installer.nsi").read_text(encoding="utf-8")
    written = set(re.findall(r'WriteReg\w+ SHCTX "([^"]+)"', text))
    deleted = tuple(re.findall(r'DeleteRegKey SHCTX "([^"]+)"', text))
    values = set(re.findall(r'DeleteRegValue SHCTX "([^"]+)"', text))
    defined = dict(re.findall(r'!define (\w+) "([^"]*)"', text))

    def plain(key: str) -> str:
        while "${" in key:
            key = re.sub(r"\$\{(\w+)\}", lambda found: defined[found[1]], key)
        return key

    roots = tuple(map(plain, deleted))
    left = {plain(key) for key in written if not plain(key).startswith(roots)}
    assert left == set(map(plain, values))


def test_winget_gets_the_hash_of_the_installer_for_both_scopes(
    installer: Path, tmp_path: Path
) -> None:
    address = "https://example.org/uis-desktop.exe"
    script = str(_DESKTOP / "windows/winget.py")
    argv = ["python3", script, "1.2.3", address, str(installer), str(tmp_path)]
    subprocess.run(argv, check=True, timeout=30)
    files = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in tmp_path.iterdir()]
    by_kind = {file["ManifestType"]: file for file in files}
    assert by_kind.keys() == {"version", "defaultLocale", "installer"}
    assert {file["PackageVersion"] for file in files} == {"1.2.3"}
    offered = by_kind["installer"]["Installers"]
    digest = hashlib.sha256(installer.read_bytes()).hexdigest().upper()
    assert {one["InstallerSha256"] for one in offered} == {digest}
    switches = {one["Scope"]: one["InstallerSwitches"]["Custom"] for one in offered}
    assert switches == {"user": "/CurrentUser", "machine": "/AllUsers"}


def test_every_system_builds_starts_and_keeps_what_it_made() -> None:
    jobs = yaml.safe_load(Path(".github/workflows/packages.yml").read_text())["jobs"]
    assert jobs.keys() == {"linux", "windows", "macos", "release"}
    for system in ("linux", "windows", "macos"):
        steps = jobs[system]["steps"]
        commands = " ".join(step.get("run", "") for step in steps)
        assert "try_start.py" in commands
        assert any(step.get("uses", "").startswith("actions/upload-artifact") for step in steps)
        for script in re.findall(r"packaging/[\w/.]+\.(?:sh|py|spec|txt)", commands):
            assert Path(script).exists()


def test_try_start_tells_a_program_that_starts_from_one_that_does_not(
    desktop: Stage, bundle: Path
) -> None:
    env = desktop.home.env
    started = subprocess.run(
        ["python3", "packaging/try_start.py", bundle / "uis-desktop"],
        env=env, check=False, timeout=90,
    )  # fmt: skip
    assert started.returncode == 0
    argv = ["python3", "packaging/try_start.py", "/bin/false"]
    assert subprocess.run(argv, env=env, check=False, timeout=90).returncode == 1


def test_icon_files_hold_pictures_in_their_sizes() -> None:
    ico = Path("build/bundle/icons/uis-desktop.ico").read_bytes()
    count = int.from_bytes(ico[4:6], "little")
    assert ico[:4] == b"\0\0\1\0"
    sizes = [ico[6 + 16 * place] or 256 for place in range(count)]
    assert sizes == [16, 24, 32, 48, 64, 256]
    icns = Path("build/bundle/icons/uis-desktop.icns").read_bytes()
    assert icns[:4] == b"icns"
    assert int.from_bytes(icns[4:8], "big") == len(icns)
