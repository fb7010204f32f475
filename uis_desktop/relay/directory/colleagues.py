"""A company's employees as its desktops list them."""

from __future__ import annotations

import apsw
import msgspec

from uis_desktop.relay.directory.list_versions import version_of
from uis_desktop.relay.directory.notes import read_note
from uis_desktop.relay.directory.staff import UIS_STAFF, UisStaff
from uis_desktop.wire.frames import ColleagueList, ColleagueRecord


def colleague_list(
    connection: apsw.Connection, account: str, me: str, version: str | None
) -> ColleagueList:
    """Everybody who works there but me, or only the version if the desktop has it already.

    Only the number UIS rings first is told: the others may be private ones.
    """
    colleagues = _colleagues(connection, account, me)
    now = version_of(colleagues)
    return ColleagueList(version=now, colleagues=None if version == now else colleagues)


def _colleagues(connection: apsw.Connection, account: str, me: str) -> tuple[ColleagueRecord, ...]:
    noted = read_note(connection, account, UIS_STAFF, UisStaff) or UisStaff()
    gone = frozenset(noted.gone)
    rows = connection.execute(
        "SELECT id, name, extension, phone_numbers FROM employee"
        " WHERE account = ? AND removed_at IS NULL ORDER BY id",
        (account,),
    )
    return tuple(
        ColleagueRecord(id=id_, name=name, extension=extension, phone_number=_first(numbers))
        for id_, name, extension, numbers in rows
        if id_ not in gone and id_ != me
    )


def _first(stored: str) -> str | None:
    return next(iter(msgspec.json.decode(stored, type=list[str])), None)
