"""What the relay says of the settings, in the journal's tables: it counts offline, too."""

from __future__ import annotations

import msgspec

from uis_desktop import __version__
from uis_desktop.adapters.journal_file import Sql
from uis_desktop.core.policy import NO_RULES, Rules, Source
from uis_desktop.errors import HistoryUnreadable
from uis_desktop.wire.policy_rules import RulingRecord, read_records, records_of


def version(sql: Sql) -> str | None:
    """Of the rules that are kept; None if another release kept them: it understood others."""
    ((kept, release),) = sql.run("SELECT policy_version, policy_release FROM standing")
    return msgspec.convert(kept, str | None) if release == __version__ else None


def keep(sql: Sql, rules: Rules, version: str) -> None:
    """Keep these rules in place of those before."""
    sql.run(
        "UPDATE standing SET policy = ?, policy_version = ?, policy_release = ?",
        msgspec.json.encode(records_of(rules)),
        version,
        __version__,
    )


def every(sql: Sql) -> Rules:
    """The rules that are kept."""
    ((kept,),) = sql.run("SELECT policy FROM standing")
    if kept is None:
        return NO_RULES
    try:
        body = msgspec.convert(kept, bytes)
        records = msgspec.json.decode(body, type=dict[str, RulingRecord])
    except ValueError as error:
        raise HistoryUnreadable(f"journal: policy: {error}") from error
    return read_records(records, Source.RELAY).rules
