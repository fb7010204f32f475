"""Small stand-ins that work: they fit the ports of the session.

A test looks at what they hold, not at which of their methods were called.
"""

from tests.fakes.call_api import FakeCallApi, StartedCall
from tests.fakes.journal import MemoryJournal
from tests.fakes.notifications import PaperNotifications
from tests.fakes.preferences import MemoryPreferences
from tests.fakes.relay import (
    FakeChecks,
    FakeCompanyBook,
    FakeDirectory,
    FakeEnrolling,
    FakeOwnStatus,
    FakeRecords,
    FakeTags,
)
from tests.fakes.screen import PaperScreen
from tests.fakes.secrets import MemoryPasswords, MemoryProfiles
from tests.fakes.stream import ScriptedStream

__all__ = [
    "FakeCallApi",
    "FakeChecks",
    "FakeCompanyBook",
    "FakeDirectory",
    "FakeEnrolling",
    "FakeOwnStatus",
    "FakeRecords",
    "FakeTags",
    "MemoryJournal",
    "MemoryPasswords",
    "MemoryPreferences",
    "MemoryProfiles",
    "PaperNotifications",
    "PaperScreen",
    "ScriptedStream",
    "StartedCall",
]
