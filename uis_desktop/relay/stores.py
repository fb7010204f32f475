"""Log, directory and journals, opened as the settings say.

Without ``log`` they are files of this machine; with it this machine has copies
of what all relays share over NATS.  Only then is the library for NATS loaded: it takes
longer than most commands do.
"""

from __future__ import annotations

from asyncio import Future
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from uis_desktop.relay.config import Config
from uis_desktop.relay.database.local import LocalDatabase
from uis_desktop.relay.database.port import Database
from uis_desktop.relay.database.storage import StorageUnusable, open_database
from uis_desktop.relay.directory import tables as directory_tables
from uis_desktop.relay.journals import tables as journal_tables
from uis_desktop.relay.journals.journals import Journals
from uis_desktop.relay.log.port import EventReader, Log, Stored
from uis_desktop.relay.log.readable import ReadableLog
from uis_desktop.relay.log.replica import open_replica
from uis_desktop.relay.log.sqlite_log import SqliteLog, has_events, open_log

if TYPE_CHECKING:
    from uis_desktop.relay.cluster.connection import Cluster
    from uis_desktop.relay.database.replicated import ReplicatedDatabase
    from uis_desktop.relay.log.jetstream_log import JetstreamLog

OnBroken = Callable[[Future[str]], None]

_CLUSTER = "uis_desktop.relay.cluster.connection"
_REPLICATED = "uis_desktop.relay.database.replicated"
_JETSTREAM = "uis_desktop.relay.log.jetstream_log"


class Readable(Protocol):
    """Stores that can be read."""

    @property
    def log(self) -> EventReader:
        """The events."""
        ...

    @property
    def directory(self) -> Database:
        """Accounts, employees, devices, contacts."""
        ...

    @property
    def journals(self) -> Journals:
        """What the relay did by itself."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class StoresBeside:
    """Those of a command beside the relay that serves, which alone writes the log."""

    log: EventReader
    directory: Database
    journals: Journals


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """Those of a running relay, or of a command while none serves."""

    log: Log
    directory: Database
    journals: Journals


@asynccontextmanager
async def open_stores(
    config: Config, *, on_stored: Callable[[Stored], None], on_broken: OnBroken
) -> AsyncIterator[Stores]:
    """All three; ``on_broken`` hears when one of them cannot go on.

    The log is opened last, and nothing is awaited behind it: ``on_stored`` is not
    called before the caller has the log.

    Raises:
        StorageUnusable
    """
    async with AsyncExitStack() as closing:
        cluster = await closing.enter_async_context(open_cluster(config))
        directory = await open_directory_of(config, cluster, on_broken)
        closing.push_async_callback(directory.close)
        journals = Journals(await open_journals_of(config, cluster, on_broken))
        closing.push_async_callback(journals.close)
        log = await _open_log_of(config, cluster, on_stored)
        closing.push_async_callback(log.close)
        log.broken.add_done_callback(on_broken)
        yield Stores(log=log, directory=directory, journals=journals)


@asynccontextmanager
async def open_stores_beside(config: Config) -> AsyncIterator[StoresBeside]:
    """All three, while a relay serves this folder.

    Raises:
        StorageUnusable
    """
    async with AsyncExitStack() as closing:
        cluster = await closing.enter_async_context(open_cluster(config))
        directory = await open_directory_of(config, cluster)
        closing.push_async_callback(directory.close)
        journals = Journals(await open_journals_of(config, cluster))
        closing.push_async_callback(journals.close)
        log = ReadableLog(open_log(config.data) if cluster is None else open_replica(config.data))
        closing.push_async_callback(log.close)
        yield StoresBeside(log=log, directory=directory, journals=journals)


@asynccontextmanager
async def open_cluster(config: Config, *, moving: bool = False) -> AsyncIterator[Cluster | None]:
    """The connection to NATS; None where nothing is shared.

    Raises:
        StorageUnusable: also for a folder with a log of its own, unless that is
            ``moving``: nothing of it may be shared before its log is.
    """
    if config.log is None:
        yield None
        return
    if not moving and has_events(config.data):
        raise StorageUnusable(
            f"the log of {config.data} has events that the shared one has not:"
            " bring them there with `uis-relay log migrate`"
        )
    cluster: Cluster = await import_module(_CLUSTER).Cluster.connect(
        config.log, config.nats_credentials
    )
    try:
        yield cluster
    finally:
        await cluster.close()


async def open_directory_of(
    config: Config, cluster: Cluster | None, on_broken: OnBroken | None = None
) -> Database:
    """Accounts, employees, devices, contacts.

    Raises:
        StorageUnusable
    """
    return await _open_database(
        config,
        cluster,
        "directory",
        directory_tables.FILE_NAME,
        directory_tables.MIGRATIONS,
        on_broken,
    )


async def open_journals_of(
    config: Config, cluster: Cluster | None, on_broken: OnBroken | None = None
) -> Database:
    """What the relay did by itself.

    Raises:
        StorageUnusable
    """
    return await _open_database(
        config,
        cluster,
        "journals",
        journal_tables.FILE_NAME,
        journal_tables.MIGRATIONS,
        on_broken,
    )


async def _open_database(
    config: Config,
    cluster: Cluster | None,
    name: str,
    file_name: str,
    migrations: Sequence[str],
    on_broken: OnBroken | None,
) -> Database:
    file = config.data / file_name
    if cluster is None:
        return LocalDatabase(open_database(file, migrations=migrations), name=name)
    shared: ReplicatedDatabase = await import_module(_REPLICATED).ReplicatedDatabase.open(
        cluster, file, migrations=migrations, name=name
    )
    if on_broken is not None:
        shared.broken.add_done_callback(on_broken)
    return shared


async def open_shared_log(
    config: Config, cluster: Cluster, on_stored: Callable[[Stored], None]
) -> JetstreamLog:
    """The log of all relays, played on this machine as far as it goes.

    Raises:
        StorageUnusable
    """
    log: JetstreamLog = await import_module(_JETSTREAM).JetstreamLog.open(
        cluster, config.data, on_stored=on_stored
    )
    return log


async def _open_log_of(
    config: Config, cluster: Cluster | None, on_stored: Callable[[Stored], None]
) -> Log:
    if cluster is None:
        return SqliteLog(config.data, on_stored=on_stored)
    return await open_shared_log(config, cluster, on_stored)
