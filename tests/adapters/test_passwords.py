"""The password store: the real gnome-keyring and the one in memory."""

from __future__ import annotations

import gc
import shutil
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.secret_service import PrivateBus
from tests.adapters.unsafe_stores import PlainText
from tests.fakes import MemoryPasswords
from uis_desktop.errors import SecretsLocked, SecretsUnavailable
from uis_desktop.password_store import SystemPasswords
from uis_desktop.session.ports import Passwords

pytestmark = [
    pytest.mark.skipif(
        not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-daemon")),
        reason="needs dbus-daemon and gnome-keyring",
    ),
    # keyring leaves its D-Bus connection to the garbage collector when it fails.
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
async def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PrivateBus]:
    """A session bus with nobody on it."""
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    async with PrivateBus(tmp_path) as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        yield bus
    # While the warning about it is still expected.
    gc.collect()


@pytest.fixture(params=["gnome-keyring", "in memory"])
async def passwords(request: pytest.FixtureRequest, bus: PrivateBus) -> Passwords:
    if request.param == "in memory":
        return MemoryPasswords()
    await bus.start_keyring()
    return SystemPasswords()


@pytest.mark.parametrize("secret", ["simple", "Пароль с «ёлкой» и 💥", "a" * 1200, " \n\t"])
async def test_a_secret_comes_back_as_it_was(passwords: Passwords, secret: str) -> None:
    await passwords.write("uis-password", secret)
    assert await passwords.read("uis-password") == secret


async def test_a_secret_nobody_wrote_is_none(passwords: Passwords) -> None:
    assert await passwords.read("uis-password") is None


async def test_a_newer_secret_takes_the_place_of_the_older_one(passwords: Passwords) -> None:
    await passwords.write("uis-password", "old")
    await passwords.write("uis-password", "new")
    await passwords.write("relay-device-token", "other")
    assert await passwords.read("uis-password") == "new"
    assert await passwords.read("relay-device-token") == "other"


async def test_a_forgotten_secret_is_gone(passwords: Passwords) -> None:
    await passwords.write("uis-password", "secret")
    await passwords.delete("uis-password")
    assert await passwords.read("uis-password") is None
    await passwords.delete("uis-password")


async def test_installations_do_not_see_each_other_s_secrets(bus: PrivateBus) -> None:
    await bus.start_keyring()
    await SystemPasswords(scope="one").write("uis-password", "first")
    assert await SystemPasswords(scope="two").read("uis-password") is None
    assert await SystemPasswords().read("uis-password") is None
    assert await SystemPasswords(scope="one").read("uis-password") == "first"


async def test_a_locked_store_says_so(bus: PrivateBus) -> None:
    await bus.start_keyring()
    passwords = SystemPasswords(deadline_s=3)
    await passwords.write("uis-password", "secret")
    bus.lock()
    with pytest.raises(SecretsLocked):
        await passwords.read("uis-password")
    with pytest.raises(SecretsLocked):
        await passwords.check()


async def test_a_store_that_never_answers_is_given_up(bus: PrivateBus) -> None:
    hanging = await bus.start_hanging_store()
    passwords = SystemPasswords(deadline_s=0.5)
    for _ in range(3):
        with pytest.raises(SecretsLocked):
            await passwords.read("uis-password")
    waiting = [thread for thread in threading.enumerate() if thread.name == "password store"]
    assert len(waiting) == 1, "one question at a time"
    assert waiting[0].daemon, "or the program could not end"
    hanging.disconnect()
    waiting[0].join(5)
    assert not waiting[0].is_alive()


async def test_a_store_that_starts_later_is_found(bus: PrivateBus) -> None:
    passwords = SystemPasswords()
    with pytest.raises(SecretsUnavailable):
        await passwords.check()
    await bus.start_keyring()
    await passwords.write("uis-password", "secret")
    assert await passwords.read("uis-password") == "secret"


async def test_without_a_session_bus_there_is_no_store(
    bus: PrivateBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    with pytest.raises(SecretsUnavailable):
        await SystemPasswords().check()


@pytest.mark.parametrize(
    "store",
    [
        "keyring.backends.null.Keyring",
        "keyring.backends.fail.Keyring",
        "tests.adapters.unsafe_stores.PlainText",
        "no.such.module.Keyring",
        "keyring.backends.SecretService.NoSuchClass",
    ],
)
async def test_an_unsafe_store_is_no_store(
    bus: PrivateBus, monkeypatch: pytest.MonkeyPatch, store: str
) -> None:
    await bus.start_keyring()
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", store)
    passwords = SystemPasswords()
    with pytest.raises(SecretsUnavailable):
        await passwords.read("uis-password")
    with pytest.raises(SecretsUnavailable):
        await passwords.write("uis-password", "secret")


@pytest.mark.parametrize(
    "store",
    ["keyring.backends.SecretService.Keyring", "keyring.backends.chainer.ChainerBackend"],
)
async def test_a_safe_store_may_be_chosen_by_hand(
    bus: PrivateBus, monkeypatch: pytest.MonkeyPatch, store: str
) -> None:
    await bus.start_keyring()
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", store)
    passwords = SystemPasswords()
    await passwords.write("uis-password", "secret")
    assert await passwords.read("uis-password") == "secret"


async def test_an_unsafe_plug_in_is_passed_over_for_a_safe_store(bus: PrivateBus) -> None:
    assert PlainText.viable
    await bus.start_keyring()
    await SystemPasswords().write("uis-password", "secret")
    assert await SystemPasswords().read("uis-password") == "secret"
