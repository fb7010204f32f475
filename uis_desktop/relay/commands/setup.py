"""``templates`` and ``check-config``: what an administrator needs before the first call."""

from __future__ import annotations

import stat
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import apsw

from uis_desktop.errors import UisError
from uis_desktop.relay.commands.office import Office
from uis_desktop.relay.commands.options import config_of
from uis_desktop.relay.commands.output import answer
from uis_desktop.relay.config import ConfigRefused, checked_url
from uis_desktop.relay.directory import people
from uis_desktop.relay.directory.settings import PUBLIC_URL, read_setting
from uis_desktop.relay.directory.tables import open_directory
from uis_desktop.relay.log.sqlite_log import open_log
from uis_desktop.relay.templates import TEMPLATES

#: Older ones can damage a database that two connections write to (sqlite.org/wal.html).
_OLDEST_SQLITE = (3, 51, 3)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the administrator should know; an ``error`` keeps the relay from starting."""

    level: str
    message: str


def print_templates(data: Path, options: Namespace) -> int:
    """The two addresses and the eight templates."""
    with Office(data, options) as office:
        account = office.read(lambda directory: people.account(directory, options.account))
        known = office.read(lambda directory: read_setting(directory, PUBLIC_URL))
    url = checked_url(options.public_url) if options.public_url else known
    if url is None:
        raise ConfigRefused("the relay's address is not known yet: pass --public-url")
    notification, interactive = url + account.hook_path, url + account.interactive_path
    lines = [
        f"Notifications (POST):   {notification}",
        f"Interactive processing: {interactive}",
    ]
    for template in TEMPLATES:
        lines += ["", f"--- {template.title} / {template.title_en}", *template.text.splitlines()]
    answer(
        {
            "notification_url": notification,
            "interactive_url": interactive,
            "templates": [
                {
                    "kind": template.kind.value,
                    "title": template.title,
                    "title_en": template.title_en,
                    "template": template.text,
                }
                for template in TEMPLATES
            ],
        },
        lines,
        as_json=options.json,
    )
    return 0


def check_config(options: Namespace) -> int:
    """Whether ``serve`` would start, and what is unwise; starts nothing."""
    findings = list(_findings(options))
    ok = all(finding.level != "error" for finding in findings)
    answer(
        {"ok": ok, "findings": findings},
        [f"{finding.level}: {finding.message}" for finding in findings]
        + ["The relay can start." if ok else "The relay cannot start."],
        as_json=options.json,
    )
    return 0 if ok else 1


def _findings(options: Namespace) -> Iterator[Finding]:
    try:
        config = config_of(options)
    except ConfigRefused as error:
        yield Finding("error", error.detail)
        return
    if config.public_url is None:
        yield Finding("warning", "no public URL: invites and templates name the listening address")
    elif config.public_url.startswith("http:"):
        yield Finding("warning", "the public URL is not https: secrets and calls travel readable")
    if tuple(map(int, apsw.sqlite_lib_version().split("."))) < _OLDEST_SQLITE:
        yield Finding("warning", f"SQLite {apsw.sqlite_lib_version()} has a known fault")
    yield from _folder_findings(config.data)


def _folder_findings(data: Path) -> Iterator[Finding]:
    if not data.is_dir():
        yield Finding("warning", f"{data} does not exist yet: serve makes it")
        return
    if sys.platform != "win32" and stat.S_IMODE(data.stat().st_mode) & 0o077:
        yield Finding("error", f"{data} can be read by others: chmod 700 {data}")
    try:
        directory = open_directory(data)
        open_log(data).close()
        if not people.accounts(directory):
            yield Finding("warning", "there is no account yet: uis-relay account add NAME")
        directory.close()
    except UisError as error:
        yield Finding("error", error.detail)
