"""Contacts of the interactive benchmark, and the process that changes all of them.

``python -m tests.benchmarks.contact_import DATA PAUSE_S`` changes every contact of the
relay's directory twice, with a pause before each time.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from uis_desktop.relay.directory.contacts import put_contacts
from uis_desktop.relay.directory.tables import open_directory
from uis_desktop.wire.frames import ContactRecord

ACCOUNT = "acme"
EMPLOYEES = 200
FIRST_EMPLOYEE, FIRST_EXTENSION = 200_000, 1000
_CONTACTS = 20_000


def contacts(suffix: str = "") -> list[ContactRecord]:
    """All of them; ``suffix`` makes their names other names."""
    return [
        ContactRecord(
            id=f"file:{n}",
            full_name=f"Контакт {n}{suffix}",
            company=f"Компания {n % 997}",
            phone_numbers=(f"+7900{n:07}",),
            employee_id=str(FIRST_EMPLOYEE + n % EMPLOYEES),
        )
        for n in range(_CONTACTS)
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Change them; see the module."""
    data, pause_s = sys.argv[1:] if arguments is None else arguments
    directory = open_directory(Path(data))
    for times in range(2):
        time.sleep(float(pause_s))
        put_contacts(directory, ACCOUNT, contacts(f" ({times})"))
    directory.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
