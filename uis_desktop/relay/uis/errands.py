"""What is to be fetched from UIS next, and when: pure rules over the directory's notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import apsw

from uis_desktop.relay.directory.tables import Account
from uis_desktop.relay.uis.gaps import Gap, gaps
from uis_desktop.relay.uis.problems import Problem
from uis_desktop.relay.uis.progress import last_fetch
from uis_desktop.relay.uis.wishes import Wanted, open_wishes

SYNC_EVERY = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Something to fetch for an account.

    Attributes:
        wish: the id of the wish it fulfils.
        gap: the gap it is about.
    """

    account: Account
    wanted: Wanted
    wish: str | None = None
    gap: Gap | None = None

    @property
    def records(self) -> bool:
        """Records, too: not at the first question about a gap, UIS may yet notify of them."""
        return self.gap is None or self.gap.asked > 0


def agenda(connection: apsw.Connection, accounts: list[Account], now: datetime) -> list[Errand]:
    """What is due now: one errand at most for each account."""
    due = (_due(connection, account, now) for account in accounts)
    return [errand for errand in due if errand is not None]


def _due(connection: apsw.Connection, account: Account, now: datetime) -> Errand | None:
    """Wishes first, then gaps, then the round of every 15 minutes."""
    for id_, wish in open_wishes(connection, account.id).items():
        return Errand(account=account, wanted=wish.wanted, wish=id_)
    if account.settings.uis is None:
        return None
    for gap in gaps(connection, account.id):
        if gap.next_at <= now:
            wanted = Wanted(what="backfill", since=gap.since, until=gap.until)
            return Errand(account=account, wanted=wanted, gap=gap)
    if account.settings.uis.sync_contacts and _round_is_due(connection, account.id, now):
        return Errand(account=account, wanted=Wanted(what="sync"))
    return None


def _round_is_due(connection: apsw.Connection, account: str, now: datetime) -> bool:
    last = last_fetch(connection, account, "sync")
    if last is None or last.again_at is None:
        return True
    # A clock that was wrong once must not stop the round for years.
    return last.again_at <= now or last.again_at > now + timedelta(days=2)


def again_at(wanted: Wanted, problem: Problem | None, now: datetime) -> datetime | None:
    """When the round comes by again; a used up budget is given its time."""
    if wanted.what != "sync":
        return None
    wait_s = 0.0 if problem is None or problem.retry_after_s is None else problem.retry_after_s
    return now + max(SYNC_EVERY, min(timedelta(seconds=wait_s), timedelta(days=1)))
