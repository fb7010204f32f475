"""Times in which notifications may have been missed, until UIS was asked about them."""

from __future__ import annotations

from datetime import datetime, timedelta

import apsw
import msgspec

from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.directory.notes import read_note, write_note

_GAPS = "uis.gaps"
#: More of them are drawn together.
_MOST = 20
#: UIS's reports reach back three months (Data API, ``date_interval_limit_reached``).
_OLDEST = timedelta(days=90)
#: Notifications that UIS sends again tell more than its report: they go first.  Rows of
#: the report, and above all records, come late: it is asked again and again.
AFTER = (timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=3))
#: After a failure.
_TRY_AGAIN = timedelta(minutes=5)


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """Notifications may have been missed between these moments.

    Attributes:
        asked: how often UIS has been asked about it.
        next_at: when to ask the next time.
    """

    since: datetime
    until: datetime
    asked: int = 0
    next_at: datetime

    @property
    def last(self) -> bool:
        """It is asked about for the last time."""
        return self.asked + 1 >= len(AFTER)


def gaps(connection: apsw.Connection, account: str) -> list[Gap]:
    """Those UIS is still to be asked about, the oldest first."""
    return list(read_note(connection, account, _GAPS, tuple[Gap, ...]) or ())


def add_gap(connection: apsw.Connection, account: str, since: datetime, until: datetime) -> None:
    """UIS is to be asked about this time."""
    new = Gap(since=since, until=until, next_at=until + AFTER[0])
    with transaction(connection):
        found = [gap for gap in gaps(connection, account) if until - gap.until < _OLDEST]
        _keep(connection, account, _drawn_together([*found, new]))


def gap_asked(
    connection: apsw.Connection, account: str, asked: Gap, now: datetime, *, well: bool
) -> None:
    """UIS was asked; after the last time the gap is closed.

    A question that failed is asked again soon, as long as UIS can know the answer.
    """
    with transaction(connection):
        others = [gap for gap in gaps(connection, account) if gap != asked]
        after = _next(asked, now) if well else _later(asked, now)
        _keep(connection, account, [*others, *([after] if after is not None else [])])


def _next(gap: Gap, now: datetime) -> Gap | None:
    if gap.last:
        return None
    wait = AFTER[gap.asked + 1] - AFTER[gap.asked]
    return msgspec.structs.replace(gap, asked=gap.asked + 1, next_at=now + wait)


def _later(gap: Gap, now: datetime) -> Gap | None:
    if now - gap.until > _OLDEST:
        return None
    return msgspec.structs.replace(gap, next_at=now + _TRY_AGAIN)


def _drawn_together(found: list[Gap]) -> list[Gap]:
    """Not more than a list can hold; the oldest two become one."""
    ordered = sorted(found, key=lambda gap: gap.since)
    while len(ordered) > _MOST:
        one, other, *rest = ordered
        both = Gap(
            since=one.since,
            until=max(one.until, other.until),
            asked=min(one.asked, other.asked),
            next_at=min(one.next_at, other.next_at),
        )
        ordered = [both, *rest]
    return ordered


def _keep(connection: apsw.Connection, account: str, found: list[Gap]) -> None:
    ordered = tuple(sorted(found, key=lambda gap: gap.since))
    write_note(connection, account, _GAPS, ordered)
