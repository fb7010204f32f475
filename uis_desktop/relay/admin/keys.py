"""Who may open the administrator's page: the password, one-time links, sessions."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

import apsw

from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.directory.devices import secret_hash, stamp
from uis_desktop.relay.directory.settings import read_setting, write_setting
from uis_desktop.relay.directory.tables import DirectoryRefused

_PASSWORD = "admin_password"

LINK_LIFE = timedelta(minutes=15)
#: A session nobody uses ends after that.
SESSION_IDLE = timedelta(hours=12)
#: A session is written again when it has been used for that long.
_RENEW_AFTER = timedelta(minutes=30)
#: However much a session is used, after that one signs in again.
SESSION_LIFE = timedelta(days=7)


def set_password(connection: apsw.Connection, kept: str) -> None:
    """Keep this hash; everybody who is signed in is signed out."""
    with transaction(connection):
        write_setting(connection, _PASSWORD, kept)
        connection.execute("DELETE FROM admin_key")


def remove_password(connection: apsw.Connection) -> None:
    """Without a password there is no page."""
    with transaction(connection):
        connection.execute("DELETE FROM setting WHERE name = ?", (_PASSWORD,))
        connection.execute("DELETE FROM admin_key")


def kept_password(connection: apsw.Connection) -> str | None:
    """The hash, or None while the page is off."""
    return read_setting(connection, _PASSWORD)


def add_link(connection: apsw.Connection, now: datetime) -> str:
    """A token that opens one session, soon.

    Raises:
        DirectoryRefused: the page is off.
    """
    if kept_password(connection) is None:
        raise DirectoryRefused(
            "the administrator's page is off: set a password with `uis-relay admin password`"
        )
    return _add(connection, "link", now, now + LINK_LIFE)


def use_link(connection: apsw.Connection, token: str, now: datetime) -> str | None:
    """A session's token for a link's, which is then used up; None: no such link."""
    with transaction(connection):
        used = connection.execute(
            "DELETE FROM admin_key WHERE key_hash = ? AND use = 'link' AND expires_at > ?"
            " RETURNING 1",
            (secret_hash(token), stamp(now)),
        ).fetchone()
        return None if used is None else _add(connection, "session", now, now + SESSION_IDLE)


def link_is_good(connection: apsw.Connection, token: str, now: datetime) -> bool:
    """The link can still be used; looking does not use it up."""
    return _until(connection, "link", token, now) is not None


def open_session(connection: apsw.Connection, verified: str, now: datetime) -> str | None:
    """A session's token, if the password is still the one that was verified."""
    with transaction(connection):
        if kept_password(connection) != verified:
            return None
        return _add(connection, "session", now, now + SESSION_IDLE)


def session_until(connection: apsw.Connection, token: str, now: datetime) -> str | None:
    """When the session ends if nobody uses it; None: it is over."""
    if _began(token) <= now - SESSION_LIFE:
        return None
    return _until(connection, "session", token, now)


def wants_renewal(until: str, now: datetime) -> bool:
    """The session has been used long enough since its end was written."""
    return until < stamp(now + SESSION_IDLE - _RENEW_AFTER)


def renew_session(connection: apsw.Connection, token: str, now: datetime) -> None:
    """Somebody is using it."""
    with transaction(connection):
        connection.execute(
            "UPDATE admin_key SET expires_at = ? WHERE key_hash = ? AND use = 'session'",
            (stamp(now + SESSION_IDLE), secret_hash(token)),
        )


def end_session(connection: apsw.Connection, token: str) -> None:
    """Signed out."""
    with transaction(connection):
        connection.execute("DELETE FROM admin_key WHERE key_hash = ?", (secret_hash(token),))


def end_all_sessions(connection: apsw.Connection) -> None:
    """Everybody is signed out, and no link is good any more."""
    with transaction(connection):
        connection.execute("DELETE FROM admin_key")


def _add(connection: apsw.Connection, use: str, now: datetime, until: datetime) -> str:
    token = f"{secrets.token_urlsafe(32)}.{int(now.timestamp()):x}"
    with transaction(connection):
        connection.execute("DELETE FROM admin_key WHERE expires_at <= ?", (stamp(now),))
        connection.execute(
            "INSERT INTO admin_key VALUES (?, ?, ?)", (secret_hash(token), use, stamp(until))
        )
    return token


def _until(connection: apsw.Connection, use: str, token: str, now: datetime) -> str | None:
    row = connection.execute(
        "SELECT expires_at FROM admin_key WHERE key_hash = ? AND use = ? AND expires_at > ?",
        (secret_hash(token), use, stamp(now)),
    ).fetchone()
    return None if row is None else str(row[0])


def _began(token: str) -> datetime:
    """When a token was made; it says so itself, and only its hash makes that believed."""
    try:
        return datetime.fromtimestamp(int(token.rpartition(".")[2], 16), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.min.replace(tzinfo=UTC)
