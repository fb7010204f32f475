"""What may change about a company after it was created, and how it goes."""

from __future__ import annotations

from datetime import datetime, timedelta

import apsw

from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.directory.devices import stamp
from uis_desktop.relay.directory.people import account_name, new_secret, zone
from uis_desktop.relay.directory.tables import DirectoryRefused


def rename_account(connection: apsw.Connection, account_id: str, name: str) -> None:
    """Call it something else; its id and its addresses stay.

    Raises:
        DirectoryRefused: no name, or another account has it.
    """
    name = account_name(name)
    with transaction(connection):
        taken = connection.execute(
            "SELECT 1 FROM account WHERE id != ?1 AND ?2 IN (id, name)", (account_id, name)
        ).get
        if taken is not None:
            raise DirectoryRefused(f"another account is called {name!r}")
        connection.execute("UPDATE account SET name = ? WHERE id = ?", (name, account_id))


def set_timezone(connection: apsw.Connection, account_id: str, timezone: str) -> None:
    """Read UIS's times in this zone from now on; what is stored stays as it was read.

    Raises:
        DirectoryRefused: no such zone.
    """
    zone(timezone)
    with transaction(connection):
        connection.execute("UPDATE account SET timezone = ? WHERE id = ?", (timezone, account_id))


def rotate_secret(
    connection: apsw.Connection, account_id: str, now: datetime, grace: timedelta
) -> None:
    """Give the account a new address; the old one works until the grace is over.

    An address that was in its grace already stops working at once.
    """
    with transaction(connection):
        connection.execute(
            "UPDATE account SET old_secret = iif(?1, secret, NULL), old_secret_until = iif(?1, ?2,"
            " NULL), secret = ?3 WHERE id = ?4",
            (grace > timedelta(), stamp(now + grace), new_secret(), account_id),
        )


def remove_employee(
    connection: apsw.Connection, account_id: str, employee_id: str, now: datetime
) -> int:
    """He has left: no events, no devices, no invites; history keeps his name.

    Returns:
        How many devices were revoked.

    Raises:
        DirectoryRefused: no such employee.
    """
    whose = (account_id, employee_id)
    with transaction(connection):
        known = connection.execute(
            "UPDATE employee SET removed_at = ? WHERE account = ? AND id = ?"
            " AND removed_at IS NULL RETURNING id",
            (stamp(now), *whose),
        ).fetchone()
        if known is None:
            raise DirectoryRefused(f"no employee {employee_id!r} in account {account_id}")
        connection.execute("DELETE FROM invite WHERE account = ? AND employee_id = ?", whose)
        connection.execute(
            "DELETE FROM token WHERE device IN"
            " (SELECT id FROM device WHERE account = ? AND employee_id = ?)",
            whose,
        )
        connection.execute(
            "UPDATE device SET revoked_at = ?"
            " WHERE account = ? AND employee_id = ? AND revoked_at IS NULL",
            (stamp(now), *whose),
        )
        return connection.changes()


def remove_account(connection: apsw.Connection, account_id: str, now: datetime) -> None:
    """Delete everything the directory knows of a company.

    Its events and journals are erased by the running relay (:mod:`relay.eraser`),
    which finds it in ``removed_account``.
    """
    with transaction(connection):
        connection.pragma("defer_foreign_keys", 1)
        connection.execute(
            "DELETE FROM token WHERE device IN (SELECT id FROM device WHERE account = ?)",
            (account_id,),
        )
        for (table,) in connection.execute(
            "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c"
            " WHERE m.type = 'table' AND c.name = 'account'"
        ).fetchall():
            connection.execute(f'DELETE FROM "{table}" WHERE account = ?', (account_id,))
        connection.execute("DELETE FROM account WHERE id = ?", (account_id,))
        connection.execute(
            "INSERT OR REPLACE INTO removed_account VALUES (?, ?)", (account_id, stamp(now))
        )


def removed_accounts(connection: apsw.Connection) -> list[str]:
    """Accounts that are gone and whose events are still to be erased."""
    return [str(id_) for (id_,) in connection.execute("SELECT id FROM removed_account")]


def account_erased(connection: apsw.Connection, account_id: str) -> None:
    """Nothing of a removed account is left."""
    with transaction(connection):
        connection.execute("DELETE FROM removed_account WHERE id = ?", (account_id,))
