"""What many desktops lack of one log, read in one walk.

An employee's events lie among those of everybody else, and a walk along the numbers
passes them all.  With ten thousand desktops that come back at the same time, each
with a walk of its own, nearly all of the time went there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import apsw
import msgspec

from uis_desktop.relay.log.port import Stored
from uis_desktop.relay.log.reading import read_after
from uis_desktop.relay.log.tables import STORED_COLUMNS, stored_from


class Lacking(NamedTuple):
    """The first ``limit`` events after ``seq`` that this employee may see."""

    account: str
    employee_id: str
    seq: int
    limit: int


def read_lacking(connection: apsw.Connection, lacking: Sequence[Lacking]) -> list[list[Stored]]:
    """The events of each, in their order: what :func:`read_after` gives."""
    by_account: defaultdict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(lacking):
        by_account[one.account].append(place)
    found: list[list[Stored]] = [[] for _ in lacking]
    for places in by_account.values():
        for place, events in zip(
            places, _of_one_account(connection, [lacking[n] for n in places]), strict=True
        ):
            found[place] = events
    return found


def _of_one_account(connection: apsw.Connection, lacking: Sequence[Lacking]) -> list[list[Stored]]:
    if len(lacking) == 1:
        return [read_after(connection, *lacking[0])]
    most = sum(one.limit for one in lacking)
    events = _walk(connection, lacking, most)
    found = _shared_out(events, lacking)
    if len(events) < most:
        return found
    # The walk may have ended before the log does, full of what some have too much of:
    # whoever did not get all he asked for is answered by himself.
    return [
        several if len(several) == one.limit else read_after(connection, *one)
        for one, several in zip(lacking, found, strict=True)
    ]


def _walk(connection: apsw.Connection, lacking: Sequence[Lacking], most: int) -> list[Stored]:
    """The first events any of them may see.

    One statement, so that the log is seen as it is at one moment: with an event passed
    over and a later one found, the first would never be sent.
    """
    account = lacking[0].account
    rows = connection.execute(
        f"SELECT {STORED_COLUMNS} FROM event e JOIN circle c ON c.id = e.circle"
        " WHERE e.account = ? AND e.seq > ? AND e.circle IN"
        " (SELECT circle FROM circle_member WHERE account = ? AND employee_id IN"
        " (SELECT value FROM json_each(?)))"
        " ORDER BY e.seq LIMIT ?",
        (account, min(one.seq for one in lacking), account, _ids(lacking), most),
    )
    return [stored_from(row) for row in rows]


def _ids(lacking: Iterable[Lacking]) -> str:
    return msgspec.json.encode({one.employee_id for one in lacking}).decode()


def _shared_out(events: Iterable[Stored], lacking: Sequence[Lacking]) -> list[list[Stored]]:
    """To each the events he asked for."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(lacking):
        places[one.employee_id].append(place)
    found: list[list[Stored]] = [[] for _ in lacking]
    for event in events:
        for employee_id in places.keys() & event.audience:
            for place in places[employee_id]:
                one = lacking[place]
                if event.seq > one.seq and len(found[place]) < one.limit:
                    found[place].append(event)
    return found
