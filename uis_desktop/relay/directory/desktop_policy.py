"""What the administrator has decided about the settings of all desktops of a company."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import apsw
import msgspec

from uis_desktop.core.policy import Rule, Source
from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.directory.account_settings import NO_POLICY, DesktopPolicy, change_settings
from uis_desktop.relay.directory.people import account
from uis_desktop.relay.directory.tables import DirectoryRefused
from uis_desktop.wire.policy_rules import RulingRecord, SettingsPolicy, read_toml, records_of


def read_policy(text: str) -> Mapping[str, RulingRecord]:
    """The rules in a file of the administrator's; all of them make sense.

    Raises:
        DirectoryRefused: each entry that does not is named.
    """
    try:
        read = read_toml(text, Source.RELAY)
    except ValueError as error:
        raise DirectoryRefused(f"the file is no TOML: {error}") from error
    if read.problems:
        raise DirectoryRefused("; ".join(map(str, read.problems)))
    return records_of(read.rules)


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """One decision as an administrator reads it; ``value`` is JSON, empty if it is free."""

    key: str
    rule: str
    value: str


def decided_lines(policy: DesktopPolicy) -> list[DecidedLine]:
    """Everything that is decided, by the name of the setting."""
    return [
        DecidedLine(key, one.rule, "" if one.rule == Rule.FREE else _json(one.value))
        for key, one in sorted(policy.settings.items())
    ]


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def set_policy(
    connection: apsw.Connection, account_id: str, settings: Mapping[str, RulingRecord]
) -> DesktopPolicy:
    """Decide this, in place of everything decided before.

    Raises:
        DirectoryRefused: there is no such account.
    """
    policy = DesktopPolicy.of(settings) if settings else NO_POLICY
    with transaction(connection):
        change_settings(connection, account(connection, account_id).id, policy=policy)
    return policy


def policy_told(connection: apsw.Connection, account: str, version: str | None) -> SettingsPolicy:
    """What desktops are told, or only the version if the desktop has it already."""
    policy = _policy(connection, account)
    known = policy.version == version
    return SettingsPolicy(version=policy.version, settings=None if known else policy.settings)


def _policy(connection: apsw.Connection, account_id: str) -> DesktopPolicy:
    return account(connection, account_id).settings.policy
