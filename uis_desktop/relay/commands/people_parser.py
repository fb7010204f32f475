"""``account``, ``employee``, ``invite`` and ``device`` as people type them."""

from __future__ import annotations

from argparse import ArgumentParser, _SubParsersAction

from uis_desktop.relay.commands.grammar import command, noun, waiting


def add_people(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Companies, who works there, and their desktops."""
    _account(commands)
    _employee(commands)
    _invite(commands)
    device = noun(commands, "device", "enrolled desktops")
    command(device, "list", "people_lists.list_devices", "every device")
    revoke = command(device, "revoke", "people.revoke_device", "shut a device out")
    revoke.add_argument("--device", required=True, metavar="ID")


def _account(commands: _SubParsersAction[ArgumentParser]) -> None:
    account = noun(commands, "account", "companies")
    add = command(account, "add", "people.add_account", "create a company", with_account=False)
    add.add_argument("name", metavar="NAME")
    add.add_argument("--timezone", default="Europe/Moscow", help="of UIS's times")
    add.add_argument(
        "--interactive-default",
        metavar="JSON",
        default='{"returned_code":"default"}',
        help="answer for a caller nobody is responsible for",
    )
    change = command(account, "set", "people.change_account", "change its name, time zone, rules")
    change.add_argument("--name")
    change.add_argument(
        "--timezone", metavar="ZONE", help="like Europe/Moscow; uis: the one UIS tells"
    )
    change.add_argument(
        "--line-rule",
        metavar="AREA=NUMBER",
        action="append",
        help="call numbers of this area (812, +375) from this one of ours; AREA=: forget it",
    )
    command(account, "list", "people_lists.list_accounts", "every company", with_account=False)


def _employee(commands: _SubParsersAction[ArgumentParser]) -> None:
    employee = noun(commands, "employee", "who works there")
    fetched = command(employee, "fetch", "fetching.fetch_employees", "from UIS: people and lines")
    waiting(fetched)
    command(employee, "list", "people_lists.list_employees", "everybody, with his desktops")
    add = command(employee, "add", "people.add_employee", "add or change an employee")
    add.add_argument("--id", required=True, help="UIS's id of the employee")
    add.add_argument("--name", required=True)
    add.add_argument("--extension")
    add.add_argument(
        "--line", action="append", default=[], metavar="NUMBER", help="his virtual numbers"
    )
    remove = command(employee, "remove", "people.remove_employee", "shut his desktops out, too")
    remove.add_argument("--id", required=True, help="UIS's id of the employee")


def _invite(commands: _SubParsersAction[ArgumentParser]) -> None:
    invite = command(commands, "invite", "people.invite", "a link that lets a desktop in")
    invite.add_argument("--employee", required=True, metavar="ID")
    invite.add_argument("--public-url", metavar="URL")
    invite.add_argument(
        "--uses",
        type=int,
        default=1,
        metavar="N",
        help="good N times: for a computer without a password store, which asks at every start",
    )
    invite.add_argument(
        "--valid-hours",
        type=_hours,
        metavar="N",
        help="at first 72, with --uses 720 (30 days)",
    )


def _hours(text: str) -> float:
    hours = float(text)
    if not 0 < hours <= 24 * 365:
        raise ValueError("between 0 and a year")
    return hours
