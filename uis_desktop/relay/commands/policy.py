"""``policy``: which settings of the desktops are decided for everybody, and how."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from uis_desktop.relay.commands.office import Office
from uis_desktop.relay.commands.output import answer
from uis_desktop.relay.directory import people
from uis_desktop.relay.directory.account_settings import DesktopPolicy
from uis_desktop.relay.directory.desktop_policy import decided_lines, read_policy, set_policy
from uis_desktop.relay.directory.tables import DirectoryRefused

_LARGEST_FILE = 1_000_000


def set_from_file(data: Path, options: Namespace) -> int:
    """``policy set FILE``: what the file says, in place of what was decided before."""
    settings = read_policy(_text(options.file))
    with Office(data, options) as office:
        policy = office.write(lambda directory: set_policy(directory, options.account, settings))
    _print(policy, options)
    return 0


def show(data: Path, options: Namespace) -> int:
    """``policy show``."""
    with Office(data, options) as office:
        account = office.read(lambda directory: people.account(directory, options.account))
    _print(account.settings.policy, options)
    return 0


def remove(data: Path, options: Namespace) -> int:
    """``policy remove``: everybody chooses for himself again."""
    with Office(data, options) as office:
        policy = office.write(lambda directory: set_policy(directory, options.account, {}))
    _print(policy, options)
    return 0


def _text(file: str) -> str:
    """What the file holds.

    Raises:
        DirectoryRefused: it cannot be read.
    """
    try:
        with sys.stdin.buffer if file == "-" else Path(file).open("rb") as opened:
            body = opened.read(_LARGEST_FILE + 1)
        if len(body) > _LARGEST_FILE:
            raise DirectoryRefused(f"{file}: longer than {_LARGEST_FILE} bytes")
        return body.decode()
    except (OSError, UnicodeDecodeError) as error:
        raise DirectoryRefused(f"{file}: {error}") from error


def _print(policy: DesktopPolicy, options: Namespace) -> None:
    lines = [
        f"{one.rule}: {one.key}" + (f" = {one.value}" if one.value else "")
        for one in decided_lines(policy)
    ]
    answer(
        {"version": policy.version, "settings": policy.settings},
        lines or ["Nothing is decided: everybody chooses for himself."],
        as_json=options.json,
    )
