"""When each desktop was connected last.

Not in the directory: every change there makes the servers read it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import apsw

from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.log.tables import microseconds, moment


def put_seen(connection: apsw.Connection, devices: Mapping[str, str], at: datetime) -> None:
    """These devices are connected; their accounts by their ids."""
    with transaction(connection):
        connection.executemany(
            "INSERT INTO seen (device, account, at) VALUES (?, ?, ?)"
            " ON CONFLICT (device) DO UPDATE SET at = max(at, excluded.at)",
            [(device, account, microseconds(at)) for device, account in devices.items()],
        )


def read_seen(connection: apsw.Connection, account: str) -> dict[str, datetime]:
    """When each device of the account was connected last."""
    rows = connection.execute("SELECT device, at FROM seen WHERE account = ?", (account,))
    return {str(device): moment(int(at)) for device, at in rows}
