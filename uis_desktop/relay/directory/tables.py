"""The tables of the directory and what their rows mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import apsw

from uis_desktop.errors import UisError
from uis_desktop.relay.database.storage import open_database
from uis_desktop.relay.directory.account_settings import AccountSettings

FILE_NAME = "directory.sqlite3"

_FIRST = """
CREATE TABLE account (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    secret TEXT NOT NULL,
    timezone TEXT NOT NULL,
    interactive_default TEXT NOT NULL,
    contacts_change INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE employee (
    account TEXT NOT NULL REFERENCES account,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    extension TEXT,
    lines TEXT NOT NULL,
    PRIMARY KEY (account, id)
) WITHOUT ROWID;
CREATE TABLE invite (
    code_hash BLOB PRIMARY KEY,
    account TEXT NOT NULL,
    employee_id TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT,
    FOREIGN KEY (account, employee_id) REFERENCES employee (account, id)
) WITHOUT ROWID;
CREATE TABLE device (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    employee_id TEXT NOT NULL,
    name TEXT NOT NULL,
    enrolled_at TEXT NOT NULL,
    revoked_at TEXT,
    FOREIGN KEY (account, employee_id) REFERENCES employee (account, id)
) WITHOUT ROWID;
CREATE TABLE token (
    token_hash BLOB PRIMARY KEY,
    device TEXT NOT NULL REFERENCES device
) WITHOUT ROWID;
CREATE TABLE contact (
    account TEXT NOT NULL REFERENCES account,
    id TEXT NOT NULL,
    change INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    full_name TEXT NOT NULL,
    company TEXT,
    phone_numbers TEXT NOT NULL,
    employee_id TEXT,
    PRIMARY KEY (account, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX contact_by_change ON contact (account, change);
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

_SECOND = """
ALTER TABLE account ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
ALTER TABLE employee ADD COLUMN phone_numbers TEXT NOT NULL DEFAULT '[]';
ALTER TABLE contact ADD COLUMN source TEXT NOT NULL DEFAULT 'file';
ALTER TABLE account ADD COLUMN old_secret TEXT;
ALTER TABLE account ADD COLUMN old_secret_until TEXT;
ALTER TABLE employee ADD COLUMN removed_at TEXT;
ALTER TABLE invite ADD COLUMN uses INTEGER NOT NULL DEFAULT 1;
ALTER TABLE invite ADD COLUMN used INTEGER NOT NULL DEFAULT 0;
UPDATE invite SET used = 1 WHERE used_at IS NOT NULL;
ALTER TABLE token ADD COLUMN unused INTEGER NOT NULL DEFAULT 0;
CREATE TABLE removed_account (id TEXT PRIMARY KEY, removed_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE employee_group (
    account TEXT NOT NULL REFERENCES account,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    phone_number TEXT,
    members TEXT NOT NULL,
    PRIMARY KEY (account, id)
) WITHOUT ROWID;
CREATE TABLE line (
    account TEXT NOT NULL REFERENCES account,
    phone_number TEXT NOT NULL,
    name TEXT,
    PRIMARY KEY (account, phone_number)
) WITHOUT ROWID;
CREATE TABLE progress (
    account TEXT NOT NULL REFERENCES account,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (account, name)
) WITHOUT ROWID;
CREATE TABLE admin_key (
    key_hash BLOB PRIMARY KEY,
    use TEXT NOT NULL CHECK (use IN ('link', 'session')),
    expires_at TEXT NOT NULL
) WITHOUT ROWID;
"""

_THIRD = """
CREATE TABLE tag (
    account TEXT NOT NULL REFERENCES account,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (account, id)
) WITHOUT ROWID;
"""

#: See :func:`relay.database.storage.open_database`.
MIGRATIONS = (_FIRST, _SECOND, _THIRD)


class DirectoryRefused(UisError):
    """The directory understood and declined: unknown, taken or not valid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A company.

    Attributes:
        secret: the part of the notification address that nobody else knows.
        old_secret: the one before, still good until ``old_secret_until`` (UTC).
        zone: where a time without an offset is read.
        interactive_default: the answer to a caller nobody is responsible for.
        settings: what the administrator has chosen.
    """

    id: str
    name: str
    secret: str = field(repr=False)
    zone: ZoneInfo
    interactive_default: bytes
    settings: AccountSettings = field(default_factory=AccountSettings)
    old_secret: str | None = field(default=None, repr=False)
    old_secret_until: datetime | None = None

    @property
    def hook_path(self) -> str:
        """Where UIS sends notifications."""
        return f"/hook/{self.id}/{self.secret}"

    @property
    def interactive_path(self) -> str:
        """Where UIS asks who should take a call."""
        return f"{self.hook_path}/interactive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A desktop that has been enrolled.

    Attributes:
        token_hash: of the token it has shown; empty where none was.
        token_unused: it is the first time that token is shown.
    """

    id: str
    account: str
    employee_id: str
    name: str
    enrolled_at: str
    revoked_at: str | None
    token_hash: bytes = field(default=b"", repr=False)
    token_unused: bool = False


def open_directory(data: Path) -> apsw.Connection:
    """The directory's database.

    Raises:
        StorageUnusable
    """
    return open_database(data / FILE_NAME, migrations=MIGRATIONS)
