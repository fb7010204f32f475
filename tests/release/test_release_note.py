"""The commands that write and sign the note on a release, and tell a build whom to believe."""

from __future__ import annotations

import base64
import json
import runpy
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.stage.traces import files_below, traces
from tests.fakes import MemoryPreferences
from tests.release_notes import PAGE, Key
from uis_desktop.adapters.places import Places
from uis_desktop.adapters.release_notes import ReleaseNotes
from uis_desktop.core.updates import Platform
from uis_desktop.session.preferences import PreferenceBook
from uis_desktop.update_doors import updates
from uis_desktop.wire.release_note import read_channel

_PACKAGING = Path(__file__).parents[2] / "packaging"
NAMES = {
    "uis-desktop-1.2.3-windows-x64.exe",
    "uis-desktop-1.2.3-macos-arm64.dmg",
    "uis-desktop-1.2.3-macos-x86_64.dmg",
    "uis-desktop-1.2.3-linux-x86_64.tar.xz",
    "uis-desktop_1.2.3_amd64.deb",
}


def run(script: str, *arguments: str) -> int:
    """Its exit code."""
    code: int = runpy.run_path(str(_PACKAGING / script))["main"](arguments)
    return code


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    packages = tmp_path / "packages"
    packages.mkdir()
    for name in {*NAMES, "uis-relay_1.2.3_amd64.deb", "uis-desktop_1.2.2_amd64.deb"}:
        (packages / name).write_text(name)
    (tmp_path / "news.txt").write_text("Быстрее.\n---\nFaster.\n", encoding="utf-8")
    return packages


def write(folder: Path, version: str = "1.2.3", page: str = PAGE) -> int:
    news = str(folder.parent / "news.txt")
    return run("release_note.py", version, str(folder), "--page", page, "--news", news)


@pytest.mark.parametrize("password", [None, b"correct horse"])
def test_note_that_is_written_and_signed_is_believed_by_a_build_with_the_public_key(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    password: bytes | None,
) -> None:
    key = Key(password)
    pem = folder.parent / "key.pem"
    pem.write_bytes(key.pem)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: (password or b"").decode())
    assert write(folder) == 0
    assert run("sign_release.py", str(pem), str(folder)) == 0
    environment = {
        "UPDATE_NOTE_URL": "https://releases.example/release.json",
        "UPDATE_PUBLIC_KEY": key.public_pem.decode(),
    }
    (channel,) = put_channel(folder.parent / "updates", environment)
    text, signature = (folder / "release.json", folder / "release.json.sig")
    notes = ReleaseNotes(read_channel(channel.read_bytes()))
    told = notes.read(text.read_bytes(), signature.read_bytes())
    assert {file.name for file in told.files} == NAMES
    assert {file.platform for file in told.files} == set(Platform)
    assert dict(told.summary) == {"ru": "Быстрее.", "en": "Faster."}
    assert signed_by_openssl(folder, key)
    secrets = {"the key": key.pem.decode().splitlines()[1]}
    if password is not None:
        secrets["its password"] = password.decode()
    left = files_below(folder.parent, but=[pem])
    assert traces(secrets, left | {"said": "".join(capsys.readouterr()).encode()}) == []


def signed_by_openssl(folder: Path, key: Key) -> bool:
    """As an administrator can check it without our program."""
    openssl = shutil.which("openssl")
    assert openssl
    (folder / "public.pem").write_bytes(key.public_pem)
    raw = base64.b64decode((folder / "release.json.sig").read_bytes())
    (folder / "raw.sig").write_bytes(raw)
    command = [openssl, "pkeyutl", "-verify", "-pubin", "-inkey", "public.pem", "-rawin"]
    command += ["-in", "release.json", "-sigfile", "raw.sig"]
    return subprocess.run(command, cwd=folder, check=False, timeout=15).returncode == 0


def test_what_nobody_would_believe_is_not_written_or_signed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pem = folder.parent / "key.pem"
    pem.write_bytes(Key().pem)
    assert write(folder, page="http://releases.example/") == 1
    assert write(folder, version="9.9.9") == 1
    assert write(folder) == 0
    (folder / "uis-desktop_1.2.3_amd64.deb").write_text("another one")
    assert run("sign_release.py", str(pem), str(folder)) == 1
    assert "uis-desktop_1.2.3_amd64.deb is not the one" in capsys.readouterr().err
    note = json.loads((folder / "release.json").read_text())
    note["version"] = "1.2.3~dev.20261128.1a2b3c4"
    note["files"] = []
    (folder / "release.json").write_text(json.dumps(note))
    assert run("sign_release.py", str(pem), str(folder)) == 1
    assert "is no release" in capsys.readouterr().err
    assert not (folder / "release.json.sig").exists()


def put_channel(folder: Path, environment: dict[str, str]) -> list[Path]:
    module: dict[str, Any] = runpy.run_path(str(_PACKAGING / "update_channel.py"))
    written: list[Path] = module["put_channel"](folder, environment)
    return written


def test_build_without_a_key_asks_nobody_and_forgets_the_one_before(tmp_path: Path) -> None:
    left = tmp_path / "channel.json"
    left.write_text("{}")
    assert put_channel(tmp_path, {}) == []
    assert not left.exists()
    with pytest.raises(ValueError, match="both"):
        put_channel(tmp_path, {"UPDATE_NOTE_URL": "https://releases.example/release.json"})


def test_program_asks_only_where_its_build_has_a_channel_that_makes_sense(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    places = Places(config=tmp_path, data=tmp_path, log=tmp_path)
    book = PreferenceBook(MemoryPreferences())
    environment = {
        "UPDATE_NOTE_URL": "https://releases.example/release.json",
        "UPDATE_PUBLIC_KEY": Key().public_pem.decode(),
    }
    (channel,) = put_channel(tmp_path / "updates", environment)
    assert updates(channel, places, book) is not None
    channel.write_text("{}")
    assert updates(channel, places, book) is None
    assert "updates are not asked for" in caplog.text


def test_source_tree_has_no_key() -> None:
    assert not (_PACKAGING.parent / "resources" / "updates").exists()
