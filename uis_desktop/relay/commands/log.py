"""``log migrate | new-epoch``: the log moves into NATS, or begins to count anew."""

from __future__ import annotations

import asyncio
import secrets
import sys
import time
from argparse import Namespace
from contextlib import closing
from pathlib import Path

from uis_desktop.errors import UisError
from uis_desktop.relay.cluster.connection import Cluster, ClusterAway
from uis_desktop.relay.commands.options import config_of
from uis_desktop.relay.commands.output import answer
from uis_desktop.relay.config import Config, ConfigRefused
from uis_desktop.relay.database import replicated
from uis_desktop.relay.directory import tables as directory_tables
from uis_desktop.relay.journals import tables as journal_tables
from uis_desktop.relay.log import replica, sqlite_log
from uis_desktop.relay.log.epochs import renew_epoch, renew_shared_epoch
from uis_desktop.relay.log.moving import Moved, Source, is_free, move_log
from uis_desktop.relay.occupancy import Occupancy, Occupied
from uis_desktop.relay.stores import open_cluster, open_directory_of, open_journals_of

_MIGRATED = ".migrated"
_TELL_EVERY = 10_000


def new_epoch(data: Path, options: Namespace) -> int:
    """``log new-epoch``: after a restored backup desktops learn that events may be missing."""
    config = config_of(options)
    epoch = secrets.token_hex(8)
    if config.log is None:
        occupancy = _only_one(data)
        try:
            with closing(sqlite_log.open_log(data)) as log:
                renew_epoch(log, epoch)
        finally:
            occupancy.leave()
    else:
        asyncio.run(_renew_shared(config, epoch))
    answer(
        {"epoch": epoch},
        [
            f"The log's epoch is now {epoch}.",
            "Desktops get what the log has, and are told that some of it may be missing.",
            *(["Relays that run stop now: start them again."] if config.log else []),
        ],
        as_json=options.json,
    )
    return 0


def migrate(data: Path, options: Namespace) -> int:
    """``log migrate``: log, directory and journals of this folder into an empty NATS."""
    config = config_of(options)
    if config.log is None:
        raise ConfigRefused("say where to: --log nats://HOST:PORT, or log in the settings")
    occupancy = _only_one(data)
    try:
        started = time.monotonic()
        moved = asyncio.run(_migrate(config))
        seconds = round(time.monotonic() - started, 1)
        _put_aside(data)
    finally:
        occupancy.leave()
    answer(
        {
            "epoch": moved.epoch,
            "accounts": moved.accounts,
            "events": moved.events,
            "brought": moved.brought,
            "seconds": seconds,
        },
        [
            f"{moved.events} events of {moved.accounts} companies are in NATS,"
            f" {moved.brought} of them brought now in {seconds} s.",
            "Directory and journals are shared. Start the relays with the same --log.",
        ],
        as_json=options.json,
    )
    return 0


def _only_one(data: Path) -> Occupancy:
    """The folder for us alone.

    Raises:
        ConfigRefused: a relay serves it.
    """
    try:
        return Occupancy(data)
    except Occupied as error:
        raise ConfigRefused(f"stop the relay first: {error.detail}") from error


async def _renew_shared(config: Config, epoch: str) -> None:
    async with open_cluster(config) as cluster:
        if cluster is not None:
            await renew_shared_epoch(cluster, epoch)


async def _migrate(config: Config) -> Moved:
    source = _source(config.data)
    try:
        async with open_cluster(config, moving=True) as cluster:
            if cluster is None:
                raise ConfigRefused("there is no NATS")
            try:
                await is_free(cluster, source.connection)
                await _share_databases(config, cluster)
                return await move_log(cluster, source, told=_tell)
            except ClusterAway as error:
                raise UisError(f"{error.detail}: nothing is lost; run it again") from error
    finally:
        source.connection.close()


def _source(data: Path) -> Source:
    """This machine's log, or its copy of a shared one that NATS has lost."""
    if sqlite_log.has_events(data) or not (data / replica.FILE_NAME).exists():
        return Source(connection=sqlite_log.open_log(data))
    copy = replica.open_replica(data)
    applied, floor = replica.read_state(copy)
    return Source(connection=copy, behind=applied, floor=floor)


async def _share_databases(config: Config, cluster: Cluster) -> None:
    """Have directory and journals of this folder be what is shared."""
    for name, tables in (("directory", directory_tables), ("journals", journal_tables)):
        await replicated.free_copy(
            cluster, config.data / tables.FILE_NAME, migrations=tables.MIGRATIONS, name=name
        )
    for opening in (open_directory_of, open_journals_of):
        await (await opening(config, cluster)).close()


def _put_aside(data: Path) -> None:
    """What was brought there is kept; our copy of what is there now is made anew."""
    old = data / sqlite_log.FILE_NAME
    if old.exists():
        old.rename(old.with_name(old.name + _MIGRATED))
    replica.discard_replica(data)


def _tell(there: int, total: int) -> None:
    if there % _TELL_EVERY < 100 or there == total:
        sys.stderr.write(f"{there} of {total} events\n")
