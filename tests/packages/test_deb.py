"""The .deb and the archive of the tray app, as files."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

pytestmark = [pytest.mark.packages, pytest.mark.timeout(120)]

_MOST_BYTES = 90_000_000
_LINKS = {f"x-scheme-handler/{scheme}" for scheme in ("tel", "callto", "sip", "uis-desktop")}


def said(*argv: str | Path) -> str:
    done = subprocess.run(
        list(map(str, argv)), capture_output=True, text=True, check=False, timeout=110
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def opened(deb: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the .deb."""
    folder = tmp_path_factory.mktemp("deb")
    said("dpkg-deb", "--extract", deb, folder)
    return folder


def test_packages_are_small_enough(deb: Path, archive: Path) -> None:
    assert deb.stat().st_size <= _MOST_BYTES
    assert archive.stat().st_size <= _MOST_BYTES


def test_the_menu_understands_the_entry_and_its_links(opened: Path) -> None:
    entry = opened / "usr/share/applications/uis-desktop.desktop"
    assert said("desktop-file-validate", entry) == ""
    lines = dict(line.split("=", 1) for line in entry.read_text().splitlines()[1:])
    assert set(lines["MimeType"].strip(";").split(";")) == _LINKS
    assert lines["Exec"] == "uis-desktop %u"
    icons = opened / "usr/share/icons/hicolor"
    assert (icons / "48x48/apps" / f"{lines['Icon']}.png").exists()


def test_software_centres_understand_the_description(opened: Path) -> None:
    (metainfo,) = (opened / "usr/share/metainfo").iterdir()
    said("appstreamcli", "validate", "--no-net", metainfo)


def test_the_manual_page_tells_every_option(opened: Path, bundle: Path) -> None:
    page = opened / "usr/share/man/man1/uis-desktop.1.gz"
    shown = said("man", "--warnings", "--local-file", page)
    for option in ("--config-dir", "--password-stdin", "UIS_DESKTOP_LANGUAGE", "sign-out"):
        assert option in shown


def test_it_depends_on_no_library_that_it_brings_along(deb: Path) -> None:
    needs = said("dpkg-deb", "--field", deb, "Depends")
    assert "libc6 (>=" in needs
    for brought in ("libssl", "libxcb-cursor", "libqt6", "python"):
        assert brought not in needs


def test_archive_is_installed_for_one_person_and_removed(archive: Path, tmp_path: Path) -> None:
    said("tar", "-C", tmp_path, "-xf", archive)
    (folder,) = tmp_path.iterdir()
    home = tmp_path / "home"
    home.mkdir()
    here = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    install = folder / "install.sh"
    subprocess.run([install], env=here, check=True, timeout=60, capture_output=True)
    entry = (home / ".local/share/applications/uis-desktop.desktop").read_text()
    program = next(line for line in entry.splitlines() if line.startswith("Exec="))
    assert program == f'Exec="{home}/.local/opt/uis-desktop/uis-desktop" %u'
    assert said(home / ".local/bin/uis-desktop", "--version").startswith("uis-desktop ")
    subprocess.run([install, "--remove"], env=here, check=True, timeout=60, capture_output=True)
    left = {str(file.relative_to(home)) for file in home.rglob("*") if not file.is_dir()}
    assert left <= {".local/share/applications/mimeinfo.cache"}
