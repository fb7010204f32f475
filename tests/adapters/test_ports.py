"""Every adapter and every fake fits the port of the session it is made for.

Strict typing proves it; nothing here needs to run for long.
"""

from __future__ import annotations

from tests.fakes import (
    FakeCallApi,
    FakeDirectory,
    FakeEnrolling,
    MemoryJournal,
    MemoryPasswords,
    MemoryProfiles,
    PaperScreen,
    ScriptedStream,
)
from uis_desktop.session import ports


def fakes() -> tuple[object, ...]:
    """The fakes, each assigned to its port."""
    call_api: ports.CallApi = FakeCallApi()
    directory: ports.Directory = FakeDirectory()
    enrolling: ports.Enrolling = FakeEnrolling()
    journal: ports.Journal = MemoryJournal()
    passwords: ports.Passwords = MemoryPasswords()
    profiles: ports.Profiles = MemoryProfiles()
    screen: ports.Screen = PaperScreen()
    stream: ports.EventStream = ScriptedStream()
    return call_api, directory, enrolling, journal, passwords, profiles, screen, stream


async def test_every_fake_fits_its_port() -> None:
    assert len(fakes()) == 8
