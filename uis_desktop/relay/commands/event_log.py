"""The log's events for a command, whether a relay serves beside it or not."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing, contextmanager

import apsw

from uis_desktop.relay.config import Config
from uis_desktop.relay.log.replica import open_replica
from uis_desktop.relay.log.sqlite_log import open_log
from uis_desktop.relay.occupancy import Occupancy, Occupied
from uis_desktop.relay.stores import open_cluster, open_shared_log


@contextmanager
def open_events(config: Config) -> Iterator[apsw.Connection]:
    """The log, or this machine's copy of a shared one, which is brought up to date first.

    Raises:
        StorageUnusable
    """
    if config.log is not None:
        _bring_up_to_date(config)
    log = open_log(config.data) if config.log is None else open_replica(config.data)
    with closing(log):
        yield log


def _bring_up_to_date(config: Config) -> None:
    """Play what has come; a relay that serves this folder does so all the time."""
    try:
        occupancy = Occupancy(config.data)
    except Occupied:
        return
    try:
        asyncio.run(_play(config))
    finally:
        occupancy.leave()


async def _play(config: Config) -> None:
    async with open_cluster(config) as cluster:
        if cluster is not None:
            log = await open_shared_log(config, cluster, on_stored=lambda _stored: None)
            await log.close()
