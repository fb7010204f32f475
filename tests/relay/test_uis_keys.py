"""The accounts' keys of UIS: where they come from, and that they stay there."""

from __future__ import annotations

import gc
import shutil
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.secret_service import PrivateBus
from tests.fakes import MemoryPasswords
from uis_desktop.errors import SecretsLocked, SecretsUnavailable
from uis_desktop.password_store import SystemPasswords
from uis_desktop.relay.secret_files import read_secret, write_secret
from uis_desktop.relay.uis_credentials import (
    Credentials,
    CredentialsRefused,
    both,
    read_credentials,
    write_credentials,
)
from uis_desktop.relay.uis_keys import UisKeys, variable_of
from uis_desktop.uis_api.access import AccessKey, Login

KEY, OTHER = AccessKey("canary-key"), AccessKey("other-key")
ANNA = Login("anna@example.com", "пароль «с ёлкой»")


class NoStore:
    """A server without a password store."""

    async def read(self, name: str) -> str | None:
        raise SecretsUnavailable("none")

    async def write(self, name: str, secret: str) -> None:
        raise SecretsUnavailable("none")

    async def delete(self, name: str) -> None:
        raise SecretsUnavailable("none")


class LockedStore(NoStore):
    """A store nobody has opened."""

    async def read(self, name: str) -> str | None:
        raise SecretsLocked("locked")

    async def write(self, name: str, secret: str) -> None:
        raise SecretsLocked("locked")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("canary-key", both(KEY)),
        (" canary-key\n", both(KEY)),
        ("appid_4711-canary-key", both(KEY)),
        ('{"key": "canary-key"}', both(KEY)),
        ('{"login": "a", "password": "{}"}', both(Login("a", "{}"))),
        (
            '{"call_api": {"key": "canary-key"}, "data_api": {"login": "a", "password": "b"}}',
            Credentials(KEY, Login("a", "b")),
        ),
    ],
)
def test_credentials_are_read_in_every_form(text: str, expected: Credentials) -> None:
    assert read_credentials(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "canary key",
        "канарейка",
        "canary\x00",
        "c" * 1025,
        "{canary",
        "{}",
        '{"key": "canary", "login": "a"}',
        '{"login": "canary"}',
        '{"password": "canary"}',
        '{"login": "", "password": "canary"}',
        '{"key": 5}',
        '{"key": "canary", "more": 1}',
        '{"call_api": {"key": "canary"}}',
    ],
)
def test_what_is_no_key_is_refused_without_quoting_it(text: str) -> None:
    with pytest.raises(CredentialsRefused) as refused:
        read_credentials(text)
    assert "canary" not in repr(refused.value) + str(refused.value.__cause__)


@pytest.mark.parametrize("credentials", [both(KEY), both(ANNA), Credentials(KEY, ANNA)])
def test_written_credentials_are_read_again(credentials: Credentials) -> None:
    assert read_credentials(write_credentials(credentials)) == credentials
    assert "canary" not in repr(credentials)
    assert "ёлкой" not in repr(credentials)


async def test_without_a_store_a_file_of_our_own_takes_its_place(tmp_path: Path) -> None:
    keys = UisKeys(tmp_path, environment={}, store=NoStore())
    assert await keys.call_api("acme") is None
    await keys.keep("acme", Credentials(KEY, ANNA))
    assert (await keys.call_api("acme"), await keys.data_api("acme")) == (KEY, ANNA)
    file = tmp_path / "secrets" / "acme"
    assert await keys.where("acme") == f"file {file}"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [entry.name for entry in file.parent.iterdir()] == ["acme"]
    await keys.forget("acme")
    assert await keys.call_api("acme") is None
    assert list(file.parent.iterdir()) == []


async def test_store_is_preferred_and_the_file_goes(tmp_path: Path) -> None:
    await UisKeys(tmp_path, environment={}, store=NoStore()).keep("acme", both(OTHER))
    store = MemoryPasswords()
    keys = UisKeys(tmp_path, environment={}, store=store)
    await keys.keep("acme", both(KEY))
    assert list((tmp_path / "secrets").iterdir()) == []
    assert await keys.call_api("acme") == KEY
    assert await keys.where("acme") == "password store of the system"
    await keys.forget("acme")
    assert await keys.call_api("acme") is None


async def test_locked_store_is_told_and_no_file_written(tmp_path: Path) -> None:
    keys = UisKeys(tmp_path, environment={}, store=LockedStore())
    with pytest.raises(SecretsLocked):
        await keys.call_api("acme")
    with pytest.raises(SecretsLocked):
        await keys.keep("acme", both(KEY))
    assert not (tmp_path / "secrets" / "acme").exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o777])
async def test_file_others_can_reach_is_refused(tmp_path: Path, mode: int) -> None:
    keys = UisKeys(tmp_path, environment={}, store=NoStore())
    await keys.keep("acme", both(KEY))
    file = tmp_path / "secrets" / "acme"
    file.chmod(mode)
    with pytest.raises(SecretsUnavailable, match="chmod 600"):
        await keys.call_api("acme")


def test_secret_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "secrets" / "acme"
    write_secret(file, "a" * 4000)
    write_secret(file, "b")
    assert read_secret(file) == "b"
    write_secret(file, "c" * 20_000)
    with pytest.raises(SecretsUnavailable, match="far too long"):
        read_secret(file)


def test_secret_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    file = tmp_path / "acme"
    file.mkdir()
    (file / "kept").write_text("x")
    with pytest.raises(SecretsUnavailable):
        write_secret(file, "new")
    assert [entry.name for entry in tmp_path.iterdir()] == ["acme"]


async def test_environment_goes_before_the_file(tmp_path: Path) -> None:
    environment: dict[str, str] = {}
    keys = UisKeys(tmp_path, environment=environment, store=NoStore())
    await keys.keep("my-acme", both(OTHER))
    given = tmp_path / "given"
    write_secret(given, '{"login": "a", "password": "b"}\n')
    environment["UIS_RELAY_UIS_KEY_MY_ACME_FILE"] = str(given)
    fresh = UisKeys(tmp_path, environment=environment, store=NoStore())
    assert await fresh.call_api("my-acme") == Login("a", "b")
    environment[variable_of("my-acme")] = "canary-key\n"
    fresh = UisKeys(tmp_path, environment=environment, store=NoStore())
    assert await fresh.call_api("my-acme") == KEY
    assert await fresh.where("my-acme") == "environment variable UIS_RELAY_UIS_KEY_MY_ACME"


async def test_systemd_hands_a_credential_in(tmp_path: Path) -> None:
    folder = tmp_path / "credentials"
    folder.mkdir()
    (folder / "uis_key_acme").write_text("canary-key\n")
    (folder / "uis_key_acme").chmod(0o440)
    environment = {"CREDENTIALS_DIRECTORY": str(folder)}
    keys = UisKeys(tmp_path, environment=environment, store=NoStore())
    assert await keys.call_api("acme") == KEY
    assert await keys.where("acme") == "systemd credential uis_key_acme"
    assert await keys.call_api("other") is None


async def test_given_file_must_be_there_and_ours(tmp_path: Path) -> None:
    given = tmp_path / "given"
    environment = {"UIS_RELAY_UIS_KEY_ACME_FILE": str(given)}
    keys = UisKeys(tmp_path, environment=environment, store=NoStore())
    with pytest.raises(SecretsUnavailable, match="there is no file"):
        await keys.call_api("acme")
    given.write_text("canary-key")
    given.chmod(0o644)
    with pytest.raises(SecretsUnavailable, match="others can read it"):
        await keys.call_api("acme")


async def test_bad_key_is_named_by_its_place_and_not_quoted(tmp_path: Path) -> None:
    environment = {"UIS_RELAY_UIS_KEY_ACME": '{"login": "canary"}'}
    keys = UisKeys(tmp_path, environment=environment, store=NoStore())
    with pytest.raises(SecretsUnavailable, match="UIS_RELAY_UIS_KEY_ACME: either") as refused:
        await keys.call_api("acme")
    assert "canary" not in repr(refused.value)


async def test_key_is_read_again_when_somebody_has_set_another(tmp_path: Path) -> None:
    version = 1
    serving = UisKeys(
        tmp_path, environment={}, store=NoStore(), version_of=lambda _account: version
    )
    assert await serving.call_api("acme") is None
    await UisKeys(tmp_path, environment={}, store=NoStore()).keep("acme", both(KEY))
    assert await serving.call_api("acme") is None
    version = 2
    assert await serving.call_api("acme") == KEY


@pytest.fixture
async def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PrivateBus]:
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    async with PrivateBus(tmp_path) as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        yield bus
    # While the warning about keyring's own connection is still expected.
    gc.collect()


@pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-daemon")),
    reason="needs dbus-daemon and gnome-keyring",
)
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_real_keyring_keeps_keys_of_relays_apart(tmp_path: Path, bus: PrivateBus) -> None:
    one, two = UisKeys(tmp_path / "one", environment={}), UisKeys(tmp_path / "two", environment={})
    await one.keep("acme", both(KEY))
    # Nothing on the bus yet: a file.
    assert await one.where("acme") == f"file {tmp_path / 'one' / 'secrets' / 'acme'}"
    await bus.start_keyring()
    await one.keep("acme", Credentials(KEY, ANNA))
    assert await one.where("acme") == "password store of the system"
    assert not (tmp_path / "one" / "secrets" / "acme").exists()
    again = UisKeys(tmp_path / "one", environment={})
    assert (await again.call_api("acme"), await again.data_api("acme")) == (KEY, ANNA)
    assert await two.call_api("acme") is None
    assert await SystemPasswords().read("uis-key acme") is None
    await again.forget("acme")
    assert await again.where("acme") is None
