"""What the packages are made of, and their hashes."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

pytestmark = [pytest.mark.packages, pytest.mark.timeout(60)]

_PACKAGES = Path("build/packages")


@pytest.mark.parametrize(
    ("part", "there", "not_there"),
    [
        (
            "desktop",
            {"pyside6-essentials", "pyside6-addons", "ffmpeg", "apsw", "python", "libssl3"},
            {"aiohttp", "pyinstaller"},
        ),
        (
            "relay",
            {"aiohttp", "apsw", "python", "libssl3"},
            {"pyside6-essentials", "ffmpeg", "pyinstaller"},
        ),
    ],
)
def test_the_list_names_what_is_in_the_bundle_and_nothing_else(
    part: str, there: set[str], not_there: set[str]
) -> None:
    file = max(_PACKAGES.glob(f"uis-{part}-*.cdx.json"), key=lambda path: path.stat().st_mtime)
    bom = json.loads(file.read_text())
    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.6")
    named = {component["name"]: component["version"] for component in bom["components"]}
    assert there <= named.keys()
    assert not not_there & named.keys()
    locked = dict(
        re.findall(r"^([a-z0-9-]+)==(\S+)", Path("packaging/lock/bundle.txt").read_text(), re.M)
    )
    assert {name: locked[name] for name in named if name in locked} == {
        name: version for name, version in named.items() if name in locked
    }


def test_every_package_has_its_hash(deb: Path, archive: Path, relay_deb: Path) -> None:
    lines = (_PACKAGES / "SHA256SUMS").read_text().splitlines()
    hashes = {name: digest for digest, name in (line.split("  ") for line in lines)}
    for file in (deb, archive, relay_deb):
        assert hashes[file.name] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert any(name.endswith(".whl") for name in hashes)
