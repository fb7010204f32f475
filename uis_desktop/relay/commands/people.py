"""``account``, ``employee``, ``invite``, ``device``."""

from __future__ import annotations

from argparse import Namespace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw

from uis_desktop.core.invite import Invite
from uis_desktop.relay.commands.office import Office
from uis_desktop.relay.commands.output import answer
from uis_desktop.relay.config import ConfigRefused, checked_url
from uis_desktop.relay.directory import account_changes, devices, line_rules, people
from uis_desktop.relay.directory.account_settings import change_settings
from uis_desktop.relay.directory.invites import invite_validity
from uis_desktop.relay.directory.settings import PUBLIC_URL, read_setting
from uis_desktop.relay.directory.tables import Account

#: The time zone that is UIS's, not an administrator's choice.
FROM_UIS = "uis"


def add_account(data: Path, options: Namespace) -> int:
    """``account add NAME``."""
    with Office(data, options) as office:
        account = office.write(
            lambda directory: people.add_account(
                directory,
                options.name,
                timezone=options.timezone,
                interactive_default=options.interactive_default,
            )
        )
    answer(
        {
            "account": account.id,
            "hook_path": account.hook_path,
            "interactive_path": account.interactive_path,
        },
        [
            f"Account {account.id} is there.",
            f"Notifications:          {account.hook_path}",
            f"Interactive processing: {account.interactive_path}",
            f"Templates to paste:     uis-relay templates --account {account.id}",
        ],
        as_json=options.json,
    )
    return 0


def change_account(data: Path, options: Namespace) -> int:
    """``account set``: a time zone that is chosen here stays, whatever UIS tells."""

    def change(directory: apsw.Connection) -> Account:
        id_ = people.account(directory, options.account).id
        if options.name is not None:
            account_changes.rename_account(directory, id_, options.name)
        fixed = options.timezone is not None and options.timezone != FROM_UIS
        if fixed:
            account_changes.set_timezone(directory, id_, options.timezone)
        if options.timezone is not None:
            change_settings(directory, id_, timezone_fixed=fixed)
        if options.line_rule:
            line_rules.set_line_rules(directory, id_, options.line_rule)
        return people.account(directory, id_)

    with Office(data, options) as office:
        account = office.write(change)
    fixed, rules = account.settings.timezone_fixed, sorted(account.settings.line_rules.items())
    answer(
        {
            "account": account.id,
            "name": account.name,
            "timezone": account.zone.key,
            "timezone_fixed": fixed,
            "line_rules": dict(rules),
        },
        [
            f"Account {account.id}: {account.name}, time zone {account.zone.key}"
            f" ({'as set here' if fixed else 'as UIS tells it, once there is a key'}).",
            *(
                f"Numbers that begin with {area} are called from {number}."
                for area, number in rules
            ),
        ],
        as_json=options.json,
    )
    return 0


def add_employee(data: Path, options: Namespace) -> int:
    """``employee add``."""
    with Office(data, options) as office:
        employee = office.write(
            lambda directory: people.put_employee(
                directory,
                people.account(directory, options.account).id,
                id_=options.id,
                name=options.name,
                extension=options.extension,
                lines=options.line,
            )
        )
    lines = ", ".join(employee.lines) or "all lines"
    extension = f", extension {employee.extension}" if employee.extension else ""
    answer(
        employee,
        [f"Employee {employee.id}: {employee.name}{extension}, {lines}."],
        as_json=options.json,
    )
    return 0


def remove_employee(data: Path, options: Namespace) -> int:
    """``employee remove``."""
    with Office(data, options) as office:
        revoked = office.write(
            lambda directory: account_changes.remove_employee(
                directory,
                people.account(directory, options.account).id,
                options.id,
                datetime.now(UTC),
            )
        )
    answer(
        {"id": options.id, "removed": True, "devices_revoked": revoked},
        [f"Employee {options.id} is removed; {revoked} devices may no longer connect."],
        as_json=options.json,
    )
    return 0


def invite(data: Path, options: Namespace) -> int:
    """``invite``."""
    given = options.public_url and checked_url(options.public_url)
    now = datetime.now(UTC)
    hours = options.valid_hours
    expires_at = now + (invite_validity(options.uses) if hours is None else timedelta(hours=hours))

    def add(directory: apsw.Connection) -> tuple[str, str]:
        url = given or read_setting(directory, PUBLIC_URL)
        if url is None:
            raise ConfigRefused(
                "the relay's address is not known yet:"
                " start `uis-relay serve`, or pass --public-url"
            )
        account = people.account(directory, options.account)
        return url, devices.add_invite(
            directory, account.id, options.employee, expires_at=expires_at, uses=options.uses
        )

    with Office(data, options) as office:
        url, code = office.write(add)
    link = Invite(relay_url=url, code=code).link()
    until = devices.stamp(expires_at)
    answer(
        {"code": code, "link": link, "expires_at": until, "uses": options.uses},
        [link, f"Good {_times(options.uses)}, until {until}."],
        as_json=options.json,
    )
    return 0


def revoke_device(data: Path, options: Namespace) -> int:
    """``device revoke``."""
    with Office(data, options) as office:
        office.write(
            lambda directory: devices.revoke(
                directory,
                people.account(directory, options.account).id,
                options.device,
                datetime.now(UTC),
            )
        )
    answer(
        {"id": options.device, "revoked": True},
        [f"Device {options.device} may no longer connect."],
        as_json=options.json,
    )
    return 0


def _times(uses: int) -> str:
    return "once" if uses == 1 else f"{uses} times"
