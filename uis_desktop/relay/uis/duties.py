"""What the relay does with UIS by itself, put together."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable

from uis_desktop.relay.filing import Filing
from uis_desktop.relay.parts import Parts
from uis_desktop.relay.uis.backfill import Backfill
from uis_desktop.relay.uis.clients import Clients
from uis_desktop.relay.uis.fetching import Fetching
from uis_desktop.relay.uis.messenger import Messenger
from uis_desktop.relay.uis.outages import Outages


def uis_duties(parts: Parts) -> Iterable[Callable[[], Coroutine[None, None, None]]]:
    """Notices outages, and fetches what is due."""
    filing = Filing(roster=parts.roster, log=parts.log, metrics=parts.metrics, limits=parts.limits)
    yield Outages(
        data=parts.config.data,
        roster=parts.roster,
        directory=parts.directory,
        log=parts.log,
        metrics=parts.metrics,
    ).watch
    fetching = Fetching(
        clients=Clients(parts.https, parts.uis_keys),
        directory=parts.directory,
        metrics=parts.metrics,
        backfill=Backfill(log=parts.log, filing=filing),
    )
    yield Messenger(
        fetching=fetching,
        roster=parts.roster,
        directory=parts.directory,
        journals=parts.journals,
        metrics=parts.metrics,
        data=parts.config.data,
        several=parts.config.log is not None,
    ).run
