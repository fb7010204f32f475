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

from uis_desktop.relay.log.port import Stored
from uis_desktop.relay.log.reading import read_after


class Lacking(NamedTuple):
    """The first ``limit`` events after ``seq`` that this employee may see."""

    account: str
    employee_id: str
    seq: int
    limit: int


def read_lacking(connection: apsw.Connection, lacking: Sequence[Lacking]) -> list[list[Stored]]:
    """The events of each, in their order: what :func:`read_after` gives for him alone."""
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
    most = sum(one.limit for one in lacking)
    employees = {one.employee_id for one in lacking}
    first = min(one.seq for one in lacking)
    events = read_after(connection, lacking[0].account, employees, first, most)
    found = _shared_out(events, lacking)
    if len(events) < most:
        return found
    # The walk may have ended before the log does, full of what some have too much of:
    # whoever did not get all he asked for is answered by himself.
    return [
        several
        if len(several) == one.limit
        else read_after(connection, one.account, {one.employee_id}, one.seq, one.limit)
        for one, several in zip(lacking, found, strict=True)
    ]


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
