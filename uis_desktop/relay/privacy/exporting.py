"""All that concerns a phone number in one file: a zip of JSON lines."""

from __future__ import annotations

import functools
import os
import zipfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from uis_desktop.relay.intake.ladder import as_text
from uis_desktop.relay.journals.entries import Entry
from uis_desktop.relay.log.port import Record
from uis_desktop.relay.privacy.contacts import contacts_with
from uis_desktop.relay.privacy.events import events_about
from uis_desktop.relay.stores import Readable


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """How much there was."""

    events: int
    contacts: int
    journal_entries: int


async def export(stores: Readable, account: str, phone_number: str, file: Path) -> Exported:
    """Write it; nobody but the one who asks may read the file.

    ``events.jsonl``, ``contacts.jsonl``, ``journals.jsonl`` hold an object a
    line, ``about.json`` says what was looked for and when.

    Raises:
        OSError: the file exists, or cannot be written; then there is none.
    """
    with _new_archive(file) as archive:
        done = Exported(
            events=await _write(archive, "events", _events(stores, account, phone_number)),
            contacts=await _write(archive, "contacts", _contacts(stores, account, phone_number)),
            journal_entries=await _write(
                archive, "journals", _entries(stores, account, phone_number)
            ),
        )
        about = {"account": account, "phone": phone_number, "at": datetime.now(UTC)}
        archive.writestr("about.json", msgspec.json.encode({**about, "found": done}))
    return done


@contextmanager
def _new_archive(file: Path) -> Iterator[zipfile.ZipFile]:
    """A file that was not there before, and is not there if something goes wrong."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with (
            os.fdopen(descriptor, "wb") as opened,
            zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            yield archive
    except BaseException:
        file.unlink()
        raise


async def _write(archive: zipfile.ZipFile, name: str, lines: AsyncIterator[object]) -> int:
    count = 0
    with archive.open(f"{name}.jsonl", "w") as member:
        async for line in lines:
            member.write(msgspec.json.encode(line) + b"\n")
            count += 1
    return count


async def _events(stores: Readable, account: str, phone_number: str) -> AsyncIterator[object]:
    async for record in events_about(stores, account, phone_number):
        yield _told(record)


async def _contacts(stores: Readable, account: str, phone_number: str) -> AsyncIterator[object]:
    work = functools.partial(contacts_with, account=account, phone_number=phone_number)
    for found in await stores.directory.read(work):
        yield {"source": found.source, **msgspec.structs.asdict(found.contact)}


async def _entries(stores: Readable, account: str, phone_number: str) -> AsyncIterator[object]:
    mentions = await stores.log.mentions(account, phone_number)
    for entry in await stores.journals.about(account, phone_number, mentions.calls):
        yield _noted(entry)


def _told(record: Record) -> dict[str, object]:
    return {
        "seq": record.seq,
        "received_at": record.received_at,
        "kind": record.kind,
        "call_session_id": record.call_session_id or None,
        "event": msgspec.Raw(record.normal or b"null"),
        "audience": sorted(record.audience),
        "method": record.method,
        "raw": as_text(record.raw),
    }


def _noted(entry: Entry) -> dict[str, object]:
    return {
        "journal": entry.sort.value,
        "at": entry.at,
        "call_session_id": entry.call_session_id,
        "employee_id": entry.employee_id,
        "phone_number": entry.phone_number,
        "detail": entry.detail,
    }
