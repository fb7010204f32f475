"""The tables of the journal; a new version is a new entry, never a changed one."""

from __future__ import annotations

_VERSION_1 = """
CREATE TABLE standing (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    epoch TEXT,
    after INTEGER NOT NULL,
    contacts_cursor INTEGER NOT NULL
) STRICT;
INSERT INTO standing VALUES (1, NULL, 0, 0);

CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    epoch TEXT NOT NULL,
    number INTEGER NOT NULL,
    call_session_id TEXT NOT NULL,
    received_us INTEGER NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (epoch, number)
) STRICT;
CREATE INDEX event_by_call ON event (call_session_id);
CREATE INDEX event_by_time ON event (received_us);

CREATE TABLE call (
    key TEXT PRIMARY KEY,
    started_us INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    missed_by_me INTEGER NOT NULL,
    seen INTEGER NOT NULL DEFAULT 0,
    number TEXT NOT NULL,
    words TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX call_by_time ON call (started_us, key);
CREATE INDEX call_missed ON call (started_us, key) WHERE missed_by_me;
CREATE INDEX call_unseen ON call (seen) WHERE missed_by_me AND NOT seen;
CREATE INDEX call_talked ON call (number, started_us) WHERE outcome = 'talked';

CREATE TABLE contact (
    id INTEGER PRIMARY KEY,
    source_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    words TEXT NOT NULL,
    numbers TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX contact_by_name ON contact (name, source_id);
CREATE TABLE contact_number (
    number TEXT NOT NULL,
    contact INTEGER NOT NULL,
    PRIMARY KEY (number, contact)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_number_by_contact ON contact_number (contact);
CREATE VIRTUAL TABLE contact_words USING fts5(
    words, content='', contentless_delete=1, prefix='1 2 3',
    tokenize='unicode61 remove_diacritics 0'
);
CREATE VIRTUAL TABLE contact_digits USING fts5(
    numbers, content='', contentless_delete=1, tokenize='trigram'
);
"""

# Not a column of "call": a row is written anew with each event, a note only by a person.
_VERSION_2 = """
CREATE TABLE note (
    call TEXT PRIMARY KEY,
    words TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX call_by_number ON call (number, started_us);
"""

# Which directory the contacts are of.
_VERSION_3 = "ALTER TABLE standing ADD COLUMN contacts_epoch TEXT;"

_VERSION_4 = """
DROP INDEX call_talked;
CREATE INDEX call_talks ON call (number, started_us)
    WHERE outcome IN ('talked', 'taken_by_colleague');
"""

_VERSION_5 = """
CREATE TABLE reminder (
    number TEXT PRIMARY KEY CHECK (number <> ''),
    due_us INTEGER NOT NULL,
    set_us INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT;
"""

# Filled by the program: only it knows which words a row has.  A row without an entry is
# entered when the journal is opened.
_VERSION_6 = """
ALTER TABLE call DROP COLUMN words;
ALTER TABLE note DROP COLUMN words;
CREATE TABLE call_index (
    id INTEGER PRIMARY KEY,
    call TEXT NOT NULL UNIQUE,
    words TEXT NOT NULL,
    numbers TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE call_words USING fts5(
    words, content='', contentless_delete=1, prefix='1 2 3',
    tokenize='unicode61 remove_diacritics 0'
);
CREATE VIRTUAL TABLE call_digits USING fts5(
    numbers, content='', contentless_delete=1, tokenize='trigram'
);
"""

# What of a call was opened in the CRM: a restart must not open it again.
_VERSION_7 = """
CREATE TABLE opened (
    call TEXT NOT NULL,
    moment TEXT NOT NULL,
    PRIMARY KEY (call, moment)
) STRICT, WITHOUT ROWID;
"""

_VERSION_8 = """
ALTER TABLE standing ADD COLUMN colleagues_version TEXT;
CREATE TABLE colleague (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    extension TEXT,
    words TEXT NOT NULL,
    numbers TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX colleague_by_extension ON colleague (extension);
"""

# When each event was where on its way, and what became of the card of a call.
_VERSION_9 = """
ALTER TABLE event ADD COLUMN sent_us INTEGER;
ALTER TABLE event ADD COLUMN heard_us INTEGER;
CREATE TABLE fate (
    call TEXT NOT NULL,
    fate TEXT NOT NULL,
    at_us INTEGER NOT NULL,
    PRIMARY KEY (call, fate)
) STRICT, WITHOUT ROWID;
"""

# The numbers calls may be placed from.
_VERSION_10 = """
ALTER TABLE standing ADD COLUMN lines_version TEXT;
CREATE TABLE line (
    place INTEGER PRIMARY KEY,
    phone_number TEXT NOT NULL UNIQUE,
    name TEXT
) STRICT;
"""

# The person's own contacts are told by their ids.  What one was before an import is kept,
# so that the import can be undone; nothing if it was not there.
_VERSION_11 = """
CREATE TABLE contact_import (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    at_us INTEGER NOT NULL,
    finished INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE imported (
    import INTEGER NOT NULL,
    source_id TEXT NOT NULL,
    before BLOB,
    PRIMARY KEY (import, source_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX imported_by_contact ON imported (source_id);
"""

# What this program has done to the person's status at UIS, and what it is to do yet.
_VERSION_12 = """
CREATE TABLE my_status (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    body BLOB NOT NULL
) STRICT;
"""

# The company's tags, and which of them the person wants on which call, or off it.
_VERSION_13 = """
ALTER TABLE standing ADD COLUMN tags_version TEXT;
CREATE TABLE tag (
    place INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
) STRICT;
CREATE TABLE tag_wish (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    call TEXT NOT NULL,
    tag TEXT NOT NULL,
    name TEXT NOT NULL,
    wanted INTEGER NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    UNIQUE (call, tag)
) STRICT;
CREATE INDEX tag_waiting ON tag_wish (number) WHERE state = 'waiting';
"""

# What the relay says of the settings, and which release has understood it so.
_VERSION_14 = """
ALTER TABLE standing ADD COLUMN policy BLOB;
ALTER TABLE standing ADD COLUMN policy_version TEXT;
ALTER TABLE standing ADD COLUMN policy_release TEXT;
"""

# The areas an administrator has ruled a number of ours for, as a JSON array.
_VERSION_15 = """
ALTER TABLE line ADD COLUMN areas TEXT NOT NULL DEFAULT '[]';
"""

# An import is known by its number, and few are kept: with that the key of the table finds
# a contact.  Ids come in any order, so that each page of an import wrote this index anew.
_VERSION_16 = """
DROP INDEX imported_by_contact;
"""

MIGRATIONS = (
    _VERSION_1,
    _VERSION_2,
    _VERSION_3,
    _VERSION_4,
    _VERSION_5,
    _VERSION_6,
    _VERSION_7,
    _VERSION_8,
    _VERSION_9,
    _VERSION_10,
    _VERSION_11,
    _VERSION_12,
    _VERSION_13,
    _VERSION_14,
    _VERSION_15,
    _VERSION_16,
)
