"""A company's own numbers, as its desktops place calls from them."""

from __future__ import annotations

import apsw

from uis_desktop.core.lines import may_place_calls
from uis_desktop.relay.directory.account_settings import read_settings
from uis_desktop.relay.directory.list_versions import version_of
from uis_desktop.wire.frames import LineList, LineRecord


def line_list(connection: apsw.Connection, account: str, version: str | None) -> LineList:
    """The numbers a call may be placed from, or only the version if the desktop has it already.

    The directory has those that are active at UIS (:mod:`relay.uis.people`); without a
    key of UIS's Data API it has none.  A rule for a number that is not active any more
    does not count.
    """
    rules = read_settings(connection, account).line_rules
    rows = connection.execute(
        "SELECT phone_number, name FROM line WHERE account = ? ORDER BY phone_number", (account,)
    )
    lines = tuple(
        LineRecord(
            phone_number=number,
            name=name,
            areas=tuple(sorted(area for area, ours in rules.items() if ours == number)),
        )
        for number, name in rows
        if may_place_calls(number)
    )
    now = version_of(lines)
    return LineList(version=now, lines=None if version == now else lines)
