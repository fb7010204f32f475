"""``contacts import``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import apsw

from uis_desktop.contact_files import LARGEST_FILE, read_contacts
from uis_desktop.contact_files.rows import MOST_BAD_LINES, BadLine, FileRefused, Staff
from uis_desktop.core.events import Employee
from uis_desktop.relay.commands.office import Office
from uis_desktop.relay.commands.output import answer
from uis_desktop.relay.config import ConfigRefused
from uis_desktop.relay.directory import people
from uis_desktop.relay.directory.contacts import Imported, put_contacts, record
from uis_desktop.wire.frames import ContactRecord

_SHOWN = 10


class _OnlyTried(Exception):
    """Leave the directory as it was."""

    def __init__(self, done: Imported) -> None:
        super().__init__("tried")
        self.done = done


def import_contacts(data: Path, options: Namespace) -> int:
    """All contacts of the file, or none and every bad line."""
    with Office(data, options) as office:
        account = office.read(lambda directory: people.account(directory, options.account))
        employees = office.read(people.employees).get(account.id, {})
        try:
            contacts, bad = _read(options, employees)
        except FileRefused as error:
            return _refused(error, options)
        done = _put(office, account.id, contacts, options)
    _tell(done, contacts, bad, options)
    return 0


def _read(
    options: Namespace, employees: Mapping[str, Employee]
) -> tuple[Sequence[ContactRecord], Sequence[BadLine]]:
    """The file's contacts that are wanted, and its bad lines.

    Raises:
        FileRefused, ConfigRefused
    """
    file = Path(options.file)
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST_FILE + 1)
    except OSError as error:
        raise ConfigRefused(f"{options.file}: {error.strerror}") from error
    contents = read_contacts(file.name, content, Staff(employees.values()))
    wanted = contents.good() if options.skip_bad else contents.all()
    return list(map(record, wanted)), contents.bad


def _put(
    office: Office, account: str, contacts: Sequence[ContactRecord], options: Namespace
) -> Imported:
    """Import them, or find out what would be imported."""

    def put(directory: apsw.Connection) -> Imported:
        done = put_contacts(directory, account, contacts, replace=options.replace)
        if options.dry_run:
            raise _OnlyTried(done)
        return done

    try:
        return office.write(put)
    except _OnlyTried as tried:
        return tried.done


def _refused(error: FileRefused, options: Namespace) -> int:
    answer(
        {"errors": _for_programs(error.lines), "more_errors": error.more},
        ["Nothing was imported.", *_bad_lines(error.lines, error.more, options)],
        as_json=options.json,
    )
    return 1


def _tell(
    done: Imported,
    contacts: Sequence[ContactRecord],
    all_bad: Sequence[BadLine],
    options: Namespace,
) -> None:
    bad = all_bad[:MOST_BAD_LINES]
    more = len(all_bad) - len(bad)
    told: dict[str, object] = {
        "imported": done.imported,
        "removed": done.removed,
        "cursor": done.cursor,
    }
    lines = [f"{done.imported} contacts imported, {done.removed} removed."]
    if options.dry_run:
        shown = contacts[:_SHOWN]
        told |= {"dry_run": True, "contacts": shown}
        lines = [
            f"{done.imported} contacts would be imported, {done.removed} removed. The first:",
            *map(_spoken, shown),
        ]
    if options.skip_bad:
        told |= {"errors": _for_programs(bad), "more_errors": more}
        lines += _bad_lines(bad, more, options)
    answer(told, lines, as_json=options.json)


def _for_programs(bad: Sequence[BadLine]) -> list[dict[str, object]]:
    return [{"line": one.line, "message": one.message} for one in bad]


def _bad_lines(bad: Sequence[BadLine], more: int, options: Namespace) -> Iterator[str]:
    for one in bad:
        yield f"{options.file}:{one.line}: {one.message}"
    if more:
        yield f"... and {more} more bad lines."


def _spoken(contact: ContactRecord) -> str:
    parts = (
        contact.full_name,
        contact.company,
        ", ".join(contact.phone_numbers),
        contact.employee_id and f"employee {contact.employee_id}",
    )
    return "  " + " | ".join(part for part in parts if part)
