"""Every adapter and every fake fits the port of the session it is made for.

Strict typing proves it; nothing here needs to run for long.
"""

from __future__ import annotations

from pathlib import Path

from tests.fakes import (
    FakeCallApi,
    FakeChecks,
    FakeDirectory,
    FakeEnrolling,
    MemoryJournal,
    MemoryPasswords,
    MemoryPreferences,
    MemoryProfiles,
    PaperScreen,
    ScriptedStream,
)
from uis_desktop.adapters.autostart.of_this_system import login_items
from uis_desktop.adapters.journal_db import SqliteJournal
from uis_desktop.adapters.places import default_places
from uis_desktop.adapters.relay_call_api import ThroughRelay
from uis_desktop.adapters.relay_checks import RelayChecks as HttpChecks
from uis_desktop.adapters.relay_desk import RelayDesk, RelayDirectory
from uis_desktop.adapters.relay_door import RelayDoor
from uis_desktop.adapters.relay_stream import RelayStream
from uis_desktop.adapters.settings_file import SettingsFile
from uis_desktop.net.https import Https
from uis_desktop.password_store import SystemPasswords
from uis_desktop.session import ports
from uis_desktop.session.autostart import LoginItems
from uis_desktop.session.checking import RelayChecks
from uis_desktop.session.preferences import PreferenceStore
from uis_desktop.uis_api.access import Login
from uis_desktop.uis_api.calls import UisCallApi
from uis_desktop.uis_api.direct import Direct


def fakes() -> tuple[object, ...]:
    """The fakes, each assigned to its port."""
    call_api: ports.CallApi = FakeCallApi()
    directory: ports.Directory = FakeDirectory()
    enrolling: ports.Enrolling = FakeEnrolling()
    checks: RelayChecks = FakeChecks()
    journal: ports.Journal = MemoryJournal()
    passwords: ports.Passwords = MemoryPasswords()
    preferences: PreferenceStore = MemoryPreferences()
    profiles: ports.Profiles = MemoryProfiles()
    screen: ports.Screen = PaperScreen()
    stream: ports.EventStream = ScriptedStream()
    stores = (journal, passwords, preferences, profiles)
    return call_api, checks, directory, enrolling, *stores, screen, stream


def adapters(folder: Path) -> tuple[object, ...]:
    """The adapters, each assigned to its port; none of them opens anything."""
    https = Https()
    call_api: ports.CallApi = UisCallApi(
        Direct(https, address="https://callapi.example/v4.0", access=Login("l", "p"))
    )
    proxied: ports.CallApi = UisCallApi(
        ThroughRelay(https, relay_url="https://r.example", token="t")
    )
    door = RelayDoor(https, relay_url="https://r.example", token="t")
    checks: RelayChecks = HttpChecks(door)
    directory: ports.Directory = RelayDirectory(door)
    enrolling: ports.Enrolling = RelayDesk(https)
    journal: ports.Journal = SqliteJournal(folder / "journal.db")
    passwords: ports.Passwords = SystemPasswords()
    preferences: PreferenceStore = SettingsFile(folder / "settings.json")
    profiles: ports.Profiles = SettingsFile(folder / "settings.json")
    stream: ports.EventStream = RelayStream(address="wss://r.example/v1/stream", token="t")
    stores = (journal, passwords, preferences, profiles)
    items: LoginItems = login_items(default_places(config=folder, data=folder))
    return call_api, proxied, checks, directory, enrolling, items, *stores, stream


def test_making_an_adapter_opens_nothing(tmp_path: Path) -> None:
    assert len(adapters(tmp_path)) == 11
    assert list(tmp_path.iterdir()) == []


def test_every_fake_fits_its_port() -> None:
    assert len(fakes()) == 10
