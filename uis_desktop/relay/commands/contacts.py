"""``contacts import``."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from uis_desktop.relay.commands.office import Office
from uis_desktop.relay.commands.output import answer
from uis_desktop.relay.config import ConfigRefused
from uis_desktop.relay.contact_files import read_contacts
from uis_desktop.relay.contact_files.rows import FileRefused
from uis_desktop.relay.directory import people
from uis_desktop.relay.directory.contacts import put_contacts


def import_contacts(data: Path, options: Namespace) -> int:
    """All contacts of the file, or none and every bad line."""
    with Office(data, options) as office:
        return _import(office, options)


def _import(office: Office, options: Namespace) -> int:
    account = office.read(lambda directory: people.account(directory, options.account))
    employees = office.read(people.employees).get(account.id, {})
    try:
        contacts = read_contacts(Path(options.file), employees)
    except OSError as error:
        raise ConfigRefused(f"{options.file}: {error.strerror}") from error
    except FileRefused as error:
        answer(
            {"errors": error.lines},
            [
                "Nothing was imported.",
                *(f"{options.file}:{bad.line}: {bad.message}" for bad in error.lines),
            ],
            as_json=options.json,
        )
        return 1
    done = office.write(
        lambda directory: put_contacts(directory, account.id, contacts, replace=options.replace)
    )
    answer(
        done,
        [f"{done.imported} contacts imported, {done.removed} removed."],
        as_json=options.json,
    )
    return 0
