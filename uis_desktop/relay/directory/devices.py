"""Invites and devices: codes and tokens are kept only as their hash."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime

import apsw

from uis_desktop.errors import InviteRefused
from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.directory.tables import Device, DirectoryRefused

_LONGEST_NAME = 100
#: Of one invite.
MOST_USES = 10_000


@dataclass(frozen=True, slots=True)
class NewDevice:
    """A device with its token, which is told once."""

    device: Device
    token: str = field(repr=False)


def secret_hash(secret: str) -> bytes:
    """What is kept of a code or a token; both are random, so plain SHA-256 is enough."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def stamp(at: datetime) -> str:
    """A moment as the directory keeps it; comparable as text."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def add_invite(
    connection: apsw.Connection,
    account: str,
    employee_id: str,
    *,
    expires_at: datetime,
    uses: int = 1,
) -> str:
    """A code for a device of this employee, or for as many as ``uses``.

    Raises:
        DirectoryRefused: no such employee, or too many uses.
    """
    code = base64.b32encode(secrets.token_bytes(15)).decode().lower()
    if not 1 <= uses <= MOST_USES:
        raise DirectoryRefused(f"an invite is good for 1 to {MOST_USES} devices, not {uses}")
    known = connection.execute(
        "SELECT 1 FROM employee WHERE account = ? AND id = ? AND removed_at IS NULL",
        (account, employee_id),
    ).get
    if known is None:
        raise DirectoryRefused(f"no employee {employee_id!r} in account {account}")
    with transaction(connection):
        connection.execute(
            "INSERT INTO invite (code_hash, account, employee_id, expires_at, uses)"
            " VALUES (?, ?, ?, ?, ?)",
            (secret_hash(code), account, employee_id, stamp(expires_at), uses),
        )
    return code


def enrol(connection: apsw.Connection, code: str, device_name: str, now: datetime) -> NewDevice:
    """Exchange a code for a device; the code is then used up, or has one use less.

    Raises:
        InviteRefused: unknown, used or expired; which of them is not told.
    """
    at = stamp(now)
    with transaction(connection):
        row = connection.execute(
            "UPDATE invite SET used_at = ?1, used = used + 1 WHERE code_hash = ?2"
            " AND used < uses AND expires_at > ?1 RETURNING account, employee_id",
            (at, secret_hash(code.strip())),
        ).fetchone()
        if row is None:
            raise InviteRefused("unknown, used or expired invite")
        device = Device(
            id=secrets.token_hex(6),
            account=row[0],
            employee_id=row[1],
            name=device_name.strip()[:_LONGEST_NAME],
            enrolled_at=at,
            revoked_at=None,
        )
        connection.execute(
            "INSERT INTO device VALUES (?, ?, ?, ?, ?, NULL)",
            (device.id, device.account, device.employee_id, device.name, at),
        )
        return NewDevice(device, _add_token(connection, device.id, unused=False))


def rotate_token(connection: apsw.Connection, device_id: str, shown: bytes) -> str:
    """A further token for a device; the old one dies when this one is first used.

    ``shown`` is the hash of the token that is used to ask.  A further token that
    was never used, because its answer got lost, dies now.

    Raises:
        DirectoryRefused: the device has been revoked.
    """
    with transaction(connection):
        token_used(connection, shown)
        known = connection.execute(
            "SELECT 1 FROM device WHERE id = ? AND revoked_at IS NULL", (device_id,)
        ).get
        if known is None:
            raise DirectoryRefused("the device has been revoked")
        connection.execute("DELETE FROM token WHERE device = ? AND unused", (device_id,))
        return _add_token(connection, device_id, unused=True)


def token_used(connection: apsw.Connection, token_hash: bytes) -> None:
    """A new token has arrived where it belongs: the device's other ones die."""
    with transaction(connection):
        row = connection.execute(
            "UPDATE token SET unused = 0 WHERE token_hash = ? AND unused RETURNING device",
            (token_hash,),
        ).fetchone()
        if row is not None:
            connection.execute(
                "DELETE FROM token WHERE device = ? AND token_hash != ?", (row[0], token_hash)
            )


def _add_token(connection: apsw.Connection, device_id: str, *, unused: bool) -> str:
    token = secrets.token_urlsafe(32)
    connection.execute(
        "INSERT INTO token (token_hash, device, unused) VALUES (?, ?, ?)",
        (secret_hash(token), device_id, int(unused)),
    )
    return token


def rename(connection: apsw.Connection, account: str, device_id: str, name: str) -> None:
    """Call a device something else.

    Raises:
        DirectoryRefused: no such device in this account, or no name.
    """
    name = name.strip()
    if not name or len(name) > _LONGEST_NAME:
        raise DirectoryRefused(f"a device needs a name of at most {_LONGEST_NAME} characters")
    with transaction(connection):
        known = connection.execute(
            "UPDATE device SET name = ? WHERE id = ? AND account = ? RETURNING id",
            (name, device_id, account),
        ).fetchone()
    if known is None:
        raise _no_device(account, device_id)


def revoke(connection: apsw.Connection, account: str, device_id: str, now: datetime) -> None:
    """The device's tokens are worth nothing from now on; again is no error.

    Raises:
        DirectoryRefused: no such device in this account.
    """
    with transaction(connection):
        known = connection.execute(
            "UPDATE device SET revoked_at = coalesce(revoked_at, ?)"
            " WHERE id = ? AND account = ? RETURNING id",
            (stamp(now), device_id, account),
        ).fetchone()
        if known is None:
            raise _no_device(account, device_id)
        connection.execute("DELETE FROM token WHERE device = ?", (device_id,))


def devices(connection: apsw.Connection, account: str) -> list[Device]:
    """The account's devices, revoked ones too."""
    rows = connection.execute(
        "SELECT id, account, employee_id, name, enrolled_at, revoked_at FROM device"
        " WHERE account = ? ORDER BY enrolled_at, id",
        (account,),
    )
    return [_device(row) for row in rows]


def devices_by_token(connection: apsw.Connection) -> dict[bytes, Device]:
    """Every device that may connect, by the hash of its token."""
    rows = connection.execute(
        "SELECT t.token_hash, t.unused,"
        " d.id, d.account, d.employee_id, d.name, d.enrolled_at, d.revoked_at"
        " FROM token t JOIN device d ON d.id = t.device WHERE d.revoked_at IS NULL"
    )
    return {
        bytes(row[0]): _device(row[2:], token_hash=bytes(row[0]), token_unused=bool(row[1]))
        for row in rows
    }


def _device(
    row: tuple[str, str, str, str, str, str | None],
    *,
    token_hash: bytes = b"",
    token_unused: bool = False,
) -> Device:
    id_, account, employee_id, name, enrolled_at, revoked_at = row
    return Device(
        id=id_,
        account=account,
        employee_id=employee_id,
        name=name,
        enrolled_at=enrolled_at,
        revoked_at=revoked_at,
        token_hash=token_hash,
        token_unused=token_unused,
    )


def _no_device(account: str, device_id: str) -> DirectoryRefused:
    return DirectoryRefused(f"no device {device_id!r} in account {account}")
