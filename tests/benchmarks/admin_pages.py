"""How long the administrator waits for his pages, with a large log."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tests.benchmarks.figures import percentile
from tests.benchmarks.report import Figure
from tests.end_to_end.stage.home import Home
from tests.relay.admin.visitor import Visitor, administered
from tests.relay.rendering import render
from uis_desktop.core.events import Kind
from uis_desktop.relay.intake.reading import read
from uis_desktop.relay.log.appending import Appender
from uis_desktop.relay.log.port import Draft
from uis_desktop.relay.log.sqlite_log import open_log
from uis_desktop.relay.templates import TEMPLATES
from uis_desktop.wire.codec import event_to_json

_EVENTS = 50_000
_PAGE_AIM_MS = 300.0
_KINDS = (Kind.INCOMING, Kind.WAITING, Kind.TALK_STARTED, Kind.CALL_ENDED)


def measure(home: Home, tell: Callable[[str], None], *, rounds: int) -> list[Figure]:
    """Each page so many times, over a log of 50,000 events."""
    data = home.path / "admin-pages"
    data.mkdir(mode=0o700)
    tell(f"admin pages: writing {_EVENTS} events")
    _fill(home)
    tell("admin pages: opening them")
    return asyncio.run(_open_pages(home, rounds))


def _fill(home: Home) -> None:
    log = open_log(home.path / "admin-pages")
    appender = Appender(log)
    texts = {one.kind: one for one in TEMPLATES}
    started = datetime.now(UTC) - timedelta(days=30)
    for first in range(0, _EVENTS, 200):
        batch = []
        for number in range(first, first + 200):
            template = texts[_KINDS[number % 4]]
            at = started + timedelta(seconds=number * 50)
            body = render(
                template.text,
                notification_name=template.title,
                call_session_id=500_000 + number // 4,
                contact_phone_number=f"7900{number // 40:07}",
            )
            found = read(body=body, query=b"", arrived_at=at, zone=UTC)
            assert found.event is not None
            batch.append(
                Draft(
                    account="acme",
                    received_at=at,
                    kind=found.kind,
                    call_session_id=found.event.call_session_id,
                    key=os.urandom(16),
                    normal=event_to_json(found.event),
                    repairs=(),
                    method="POST",
                    raw=body,
                    audience=lambda seen_by: seen_by | {"101"},
                )
            )
        appender.append(batch)
    log.close()


async def _open_pages(home: Home, rounds: int) -> list[Figure]:
    figures = []
    async with administered(home.path / "admin-pages") as (acme, visitor):
        company = f"/admin/a/{acme.account.id}"
        for name, path in (
            ("setup", f"{company}/setup"),
            ("calls", f"{company}/calls"),
            ("calls of a number", f"{company}/calls?number=%2B79000000010"),
            ("calls of an unknown number", f"{company}/calls?number=%2B79999999999"),
            ("one call", f"{company}/calls?call=500100"),
            ("employees", f"{company}/people"),
        ):
            first, later = await _opened(visitor, path, rounds)
            figures.append(Figure("admin", f"{name}, first", first, "ms", _PAGE_AIM_MS))
            figures.append(Figure("admin", f"{name}, again, p50", later, "ms", _PAGE_AIM_MS))
    return figures


async def _opened(visitor: Visitor, path: str, rounds: int) -> tuple[float, float]:
    took = []
    for _ in range(rounds + 1):
        started = time.perf_counter()
        page = await visitor.get(path)
        took.append((time.perf_counter() - started) * 1e3)
        if page.status != 200:
            raise RuntimeError(f"{path}: {page.status}")
    return took[0], percentile(took[1:], 0.5)
