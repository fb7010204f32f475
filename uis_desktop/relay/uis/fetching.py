"""One errand to UIS: what is asked, and what becomes of the answer."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from uis_desktop.errors import ServiceRefused, UisError
from uis_desktop.relay.database.port import Database
from uis_desktop.relay.directory.zones import ZoneDiffers
from uis_desktop.relay.metrics import Metrics
from uis_desktop.relay.uis.address_book import copy_address_book
from uis_desktop.relay.uis.backfill import Backfill, Missed
from uis_desktop.relay.uis.clients import Clients
from uis_desktop.relay.uis.errands import Errand, again_at
from uis_desktop.relay.uis.people import employees_from_uis
from uis_desktop.relay.uis.problems import Problem, problem_of
from uis_desktop.relay.uis.progress import LEASE, Fetched
from uis_desktop.uis_api.data import UisDataApi

#: Over before the lease is, so that no other relay begins the same.
_LONGEST_S = (LEASE - timedelta(minutes=1)).total_seconds()
#: UIS's reports reach back so far.
_LONGEST_BACKFILL = timedelta(days=93)


@dataclass(slots=True)
class _Done:
    """What has been done of an errand; what broke off is told, too."""

    figures: dict[str, int | float] = field(default_factory=dict)
    zone: ZoneDiffers | None = None


class Fetching:
    """Carries errands out."""

    def __init__(
        self, *, clients: Clients, directory: Database, metrics: Metrics, backfill: Backfill
    ) -> None:
        self._clients = clients
        self._directory = directory
        self._metrics = metrics
        self._backfill = backfill

    async def fetch(self, errand: Errand) -> Fetched:
        """Do it; the answer says how it went, whatever UIS said.

        Only a failure of our own is raised.
        """
        started = time.monotonic()
        done = _Done()
        problem: Problem | None = None
        try:
            async with asyncio.timeout(_LONGEST_S):
                await self._carry_out(errand, done)
        except TimeoutError:
            problem = Problem(code="too_long")
        except UisError as error:
            problem = problem_of(error)
        now = datetime.now(UTC)
        return Fetched(
            at=now,
            seconds=round(time.monotonic() - started, 3),
            figures=done.figures,
            problem=problem,
            again_at=again_at(errand.wanted, problem, now),
            zone=done.zone,
        )

    async def _carry_out(self, errand: Errand, done: _Done) -> None:
        account, wanted = errand.account, errand.wanted
        api = await self._clients.of(account)
        before = api.points
        try:
            if wanted.what in {"sync", "staff"}:
                taken = await employees_from_uis(api, self._directory, account.id)
                done.figures.update(taken.figures)
                done.zone = taken.zone
            if wanted.what == "sync":
                done.figures.update(await copy_address_book(api, self._directory, account.id))
            if wanted.what == "backfill":
                done.figures.update(await self._fill(api, errand))
        finally:
            done.figures["points"] = api.points - before

    async def _fill(self, api: UisDataApi, errand: Errand) -> dict[str, int]:
        """Ask about the missed time, in the zone UIS has for the account now."""
        wanted, now = errand.wanted, datetime.now(UTC)
        since, until = wanted.since or now, min(wanted.until or now, now)
        if until - since > _LONGEST_BACKFILL:
            raise ServiceRefused("date_interval_limit_reached")
        told = await api.account()
        zone = _zone(told.timezone, errand.account.zone)
        missed = Missed(since=since, until=until, records=errand.records)
        figures = await self._backfill.run(api, errand.account, zone, missed)
        for kind in ("call_ended", "lost", "recorded"):
            self._metrics.recovered[kind] += figures.get(kind, 0)
        return figures

    async def has_key(self, errand: Errand) -> bool:
        """This machine has a key for it."""
        return await self._clients.has_key(errand.account)

    async def aclose(self) -> None:
        """Say good-bye to UIS."""
        await self._clients.aclose()


def _zone(told: str | None, known: ZoneInfo) -> tzinfo:
    """UIS's own, whatever the administrator chose for notifications."""
    try:
        return ZoneInfo(told) if told else known
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return known
