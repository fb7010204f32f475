"""``admin password | link | off``: who may open the administrator's page."""

from __future__ import annotations

import getpass
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

import apsw

from uis_desktop.relay.admin import keys, passwords
from uis_desktop.relay.commands.office import Office
from uis_desktop.relay.commands.output import answer
from uis_desktop.relay.config import ConfigRefused, checked_url
from uis_desktop.relay.directory.settings import PUBLIC_URL, read_setting


def set_password(data: Path, options: Namespace) -> int:
    """``admin password``: asks twice, or reads a file; everybody is signed out."""
    kept = passwords.hashed(_from_file(options.password_file) or _asked())
    with Office(data, options) as office:
        office.write(lambda directory: keys.set_password(directory, kept))
    answer(
        {"password": "set"},
        [
            "The password is set; whoever was signed in is signed out.",
            "The page is at /admin of the relay's address.",
        ],
        as_json=options.json,
    )
    return 0


def print_link(data: Path, options: Namespace) -> int:
    """``admin link``: opens the page once, within a quarter of an hour."""
    given = options.public_url and checked_url(options.public_url)
    now = datetime.now(UTC)

    def add(directory: apsw.Connection) -> str:
        token = keys.add_link(directory, now)
        url = given or read_setting(directory, PUBLIC_URL)
        if url is None:
            raise ConfigRefused(
                "the relay's address is not known yet:"
                " start `uis-relay serve`, or pass --public-url"
            )
        return f"{url}/admin/link/{token}"

    with Office(data, options) as office:
        link = office.write(add)
    minutes = round(keys.LINK_LIFE.total_seconds() / 60)
    answer(
        {"link": link, "expires_at": (now + keys.LINK_LIFE).isoformat(timespec="seconds")},
        [link, f"Good once, for {minutes} minutes. Whoever has it can open the page."],
        as_json=options.json,
    )
    return 0


def turn_off(data: Path, options: Namespace) -> int:
    """``admin off``: no password, no page."""
    with Office(data, options) as office:
        office.write(keys.remove_password)
    answer({"password": None}, ["The administrator's page is off."], as_json=options.json)
    return 0


def _from_file(name: str | None) -> str | None:
    """The first line of a file that others cannot see on the command line.

    Raises:
        ConfigRefused
    """
    if name is None:
        return None
    try:
        text = Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise ConfigRefused(f"{name}: {reason}") from error
    lines = text.splitlines()
    if not lines or not lines[0]:
        raise ConfigRefused(f"{name}: its first line should be the password")
    return lines[0]


def _asked() -> str:
    """Raises ConfigRefused: not typed the same twice, or nobody to ask."""
    try:
        password = getpass.getpass("New password: ")
        again = getpass.getpass("Once more: ")
    except (EOFError, KeyboardInterrupt) as error:
        raise ConfigRefused("no password was typed; or pass --password-file") from error
    if password != again:
        raise ConfigRefused("the two passwords differ; nothing was changed")
    return password
