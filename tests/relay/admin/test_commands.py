"""``uis-relay admin …``, as an administrator types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.relay.running import RelayProcess, command, send, told
from uis_desktop.relay.directory.tables import open_directory


@pytest.fixture
def password(tmp_path: Path) -> Path:
    file = tmp_path / "password"
    file.write_text("correct horse battery\nsecond line\n", encoding="utf-8")
    return file


def test_page_is_turned_on_and_off_while_the_relay_runs(tmp_path: Path, password: Path) -> None:
    relay = RelayProcess(tmp_path / "data")
    try:
        page = f"{relay.url}/admin/sign-in"
        assert send(page).status == 404
        told(relay.data, "admin", "password", "--password-file", str(password))
        assert send(page).status == 200
        link = told(relay.data, "admin", "link")["link"]
        assert str(link).startswith(f"{relay.url}/admin/link/")
        assert send(str(link)).status == 200
        told(relay.data, "admin", "off")
        assert send(page).status == 404
        assert send(str(link)).status == 404
    finally:
        assert relay.stop() == 0
    for secret in ("correct horse", str(link).rpartition("/")[2]):
        assert secret not in relay.log()


def test_password_is_kept_as_a_hash_and_the_link_too(tmp_path: Path, password: Path) -> None:
    data = tmp_path / "data"
    told(data, "admin", "password", "--password-file", str(password))
    link = str(told(data, "admin", "link", "--public-url", "https://relay.example")["link"])
    directory = open_directory(data)
    kept = str(directory.execute("SELECT value FROM setting WHERE name = 'admin_password'").get)
    hashed = directory.execute("SELECT key_hash FROM admin_key").get
    directory.close()
    assert isinstance(hashed, bytes)
    assert kept.startswith("scrypt:")
    assert "correct horse" not in kept
    assert link.rpartition("/")[2].encode() not in hashed


@pytest.mark.parametrize(
    ("content", "told_in_words"),
    [
        pytest.param("short\n", "10 to 1000 characters", id="too short"),
        pytest.param("\n", "its first line should be the password", id="empty"),
        pytest.param(None, "No such file", id="not there"),
    ],
)
def test_bad_password_file_is_told_in_words(
    tmp_path: Path, content: str | None, told_in_words: str
) -> None:
    file = tmp_path / "password"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    done = command(tmp_path / "data", "admin", "password", "--password-file", str(file))
    assert done.returncode == 1
    assert told_in_words in done.stderr


def test_link_without_a_page_says_how_to_turn_it_on(tmp_path: Path) -> None:
    done = command(tmp_path / "data", "admin", "link", "--public-url", "https://relay.example")
    assert done.returncode == 1
    assert "uis-relay admin password" in done.stderr
