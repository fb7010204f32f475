"""Builds the server out of its parts, starts it and takes it down."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import gc
import logging
import socket
from collections.abc import Callable, Coroutine, Iterable

from aiohttp import web

from uis_desktop.net.https import Https
from uis_desktop.relay.admin.ringing import TestRings
from uis_desktop.relay.call_proxy.building import build_call_proxy
from uis_desktop.relay.call_proxy.diary import Diary
from uis_desktop.relay.call_proxy.single_requests import SingleRequests
from uis_desktop.relay.call_tags.tagger import Tagger
from uis_desktop.relay.condition import Condition
from uis_desktop.relay.config import Config
from uis_desktop.relay.contact_saving.saver import ContactSaver
from uis_desktop.relay.database.storage import StorageUnusable
from uis_desktop.relay.directory.settings import PUBLIC_URL, write_setting
from uis_desktop.relay.directory.tables import open_directory
from uis_desktop.relay.express import Express
from uis_desktop.relay.fanout import Fanout
from uis_desktop.relay.guard import guarded
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.log.port import Log
from uis_desktop.relay.metrics import Metrics
from uis_desktop.relay.my_status.own_statuses import OwnStatuses
from uis_desktop.relay.occupancy import Occupancy
from uis_desktop.relay.parts import Parts
from uis_desktop.relay.patience import tell_the_guard
from uis_desktop.relay.phonebook import Phonebook
from uis_desktop.relay.quiet_http import quiet_logger
from uis_desktop.relay.refusals import refusals_as_json
from uis_desktop.relay.rooms import duties, express, rooms
from uis_desktop.relay.roster import Roster
from uis_desktop.relay.stores import open_stores
from uis_desktop.relay.tls import Certificate
from uis_desktop.relay.uis.clients import Clients
from uis_desktop.relay.uis_keys import UisKeys
from uis_desktop.relay.watchman import Watchman
from uis_desktop.wire.closing import CloseCode

_log = logging.getLogger(__name__)
_BACKLOG = 2048
_LONGEST_LINE = 96 * 1024
_SHUTDOWN_S = 5.0
#: aiohttp does not know of every request on a connection, so it may not call it idle.
_LEFT_TO_THE_GUARD_S = 24 * 3600.0


class Relay:
    """A relay that accepts connections between :meth:`start` and :meth:`stop`."""

    def __init__(self, config: Config, limits: Limits | None = None) -> None:
        self._config = config
        self._limits = limits or Limits()
        self._closing = contextlib.AsyncExitStack()
        self._certificate: Certificate | None = None
        self._fanout = Fanout(backlog=self._limits.backlog)
        #: Where the relay is reached by UIS and the desktops, and where it listens.
        self.url = self.listening_url = ""
        #: Done when the relay cannot go on: the disk has failed, or a part has died.
        self.failed: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    @property
    def log(self) -> Log:
        """The log of a started relay."""
        return self._fanout.log

    @property
    def open_streams(self) -> int:
        """How many desktops are connected."""
        return sum(1 for _ in self._fanout.channels())

    async def start(self) -> None:
        """Open the files, then the door.

        Raises:
            StorageUnusable: the data folder is taken or damaged, or the address is.
        """
        try:
            await self._open()
        except BaseException:
            await self._closing.aclose()
            raise

    async def stop(self) -> None:
        """Close the door, tell the desktops to come back soon, finish writing."""
        await self._closing.aclose()
        if not self.failed.done():
            self.failed.cancel()

    async def _open(self) -> None:
        data, closing = self._config.data, self._closing
        occupancy = Occupancy(data)
        closing.callback(occupancy.leave)
        listening = self._listen()
        closing.callback(listening.close)
        self._certificate = _certificate(self._config)
        self.listening_url = _url_of(listening, secure=self._certificate is not None)
        self.url = self._config.public_url or self.listening_url
        stores = await closing.enter_async_context(
            open_stores(self._config, on_stored=self._fanout.publish, on_broken=self._on_broken)
        )
        log, directory, journals = stores.log, stores.directory, stores.journals
        self._fanout.read_from(log)
        watched = open_directory(data)
        closing.callback(watched.close)
        await directory.write(functools.partial(write_setting, name=PUBLIC_URL, value=self.url))
        https = await closing.enter_async_context(Https())
        roster = Roster(watched, catch_up=directory.catch_up)
        keys = UisKeys(data, version_of=roster.key_version)
        metrics = Metrics()
        call_api = build_call_proxy(
            https=https, keys=keys, roster=roster, log=log, journals=journals, metrics=metrics
        )
        closing.push_async_callback(call_api.aclose)
        clients = Clients(https, keys)
        closing.push_async_callback(clients.aclose)
        requests = SingleRequests(Diary(journals, metrics))
        closing.push_async_callback(requests.settled)
        contact_saver = ContactSaver(
            clients=clients, roster=roster, directory=directory, requests=requests
        )
        own_statuses = OwnStatuses(clients=clients, directory=directory, requests=requests)
        tagger = Tagger(
            clients=clients, roster=roster, directory=directory, log=log, requests=requests
        )
        parts = Parts(
            config=self._config,
            limits=self._limits,
            url=self.url,
            metrics=metrics,
            log=log,
            fanout=self._fanout,
            roster=roster,
            directory=directory,
            journals=journals,
            phonebook=Phonebook(),
            rings=TestRings(
                log, self._fanout, https, self.url, several=self._config.log is not None
            ),
            https=https,
            uis_keys=keys,
            call_api=call_api,
            contact_saver=contact_saver,
            own_statuses=own_statuses,
            tagger=tagger,
        )
        await self._open_rooms(parts, listening)

    async def _open_rooms(self, parts: Parts, listening: socket.socket) -> None:
        """Put the rooms together and let requests in."""
        condition = Condition(
            log=parts.log,
            fanout=parts.fanout,
            metrics=parts.metrics,
            metrics_token=parts.config.metrics_token,
        )
        watchman = Watchman(
            roster=parts.roster,
            directory=parts.directory,
            phonebook=parts.phonebook,
            fanout=parts.fanout,
            journals=parts.journals,
            watch_s=parts.limits.watch_s,
            keep_days=parts.config.keep_days,
        )
        await watchman.look()
        app = web.Application(middlewares=[tell_the_guard, refusals_as_json])
        short_way = express(parts)
        for room in (short_way, *rooms(parts), condition):
            app.add_routes(room.routes())
        work = [watchman.watch, watchman.trim, *duties(parts)]
        if self._certificate is not None:
            work.append(self._certificate.watch)
        await self._serve(app, short_way, condition, work, listening)

    async def _serve(
        self,
        app: web.Application,
        short_way: Express,
        condition: Condition,
        work: Iterable[Callable[[], Coroutine[None, None, None]]],
        listening: socket.socket,
    ) -> None:
        runner = web.AppRunner(
            app,
            access_log=None,
            logger=quiet_logger(),
            keepalive_timeout=_LEFT_TO_THE_GUARD_S,
            max_line_size=_LONGEST_LINE,
            shutdown_timeout=_SHUTDOWN_S,
        )
        await runner.setup()
        self._closing.push_async_callback(runner.cleanup)
        if runner.server is None:
            raise RuntimeError("the runner has no server after its setup")
        server = await asyncio.get_running_loop().create_server(
            guarded(runner.server, short_way, self._limits),
            sock=listening,
            backlog=_BACKLOG,
            ssl=None if self._certificate is None else self._certificate.context,
        )
        for duty in work:
            self._keep_running(asyncio.create_task(duty()))
        gc.collect()
        gc.freeze()

        def leave() -> None:
            condition.leave()
            server.close()
            for channel in self._fanout.channels():
                channel.end(CloseCode.GOING_AWAY)

        async def said_goodbye() -> None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._fanout.emptied(), self._limits.closing_s + 1)

        async def answered() -> None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(short_way.idle(), _SHUTDOWN_S)

        self._closing.push_async_callback(answered)
        self._closing.push_async_callback(said_goodbye)
        self._closing.callback(leave)

    def _keep_running(self, duty: asyncio.Task[None]) -> None:
        """Hold a task; if it dies, the relay cannot go on."""
        duty.add_done_callback(self._on_duty_done)

        async def end() -> None:
            duty.remove_done_callback(self._on_duty_done)
            duty.cancel()
            await asyncio.gather(duty, return_exceptions=True)

        self._closing.push_async_callback(end)

    def _on_duty_done(self, duty: asyncio.Task[None]) -> None:
        error = None if duty.cancelled() else duty.exception()
        if error is not None:
            _log.error("a part of the relay has died", exc_info=error)
            self._fail(f"a part of the relay has died: {error}")

    def _on_broken(self, broken: asyncio.Future[str]) -> None:
        if not broken.cancelled():
            self._fail(broken.result())

    def _fail(self, why: str) -> None:
        if not self.failed.done():
            self.failed.set_result(why)

    def _listen(self) -> socket.socket:
        """The door, still shut; taken first, so that a second server notices early.

        Raises:
            StorageUnusable: the address is taken or not ours.
        """
        family = socket.AF_INET6 if ":" in self._config.host else socket.AF_INET
        try:
            door = socket.create_server(
                (self._config.host, self._config.port), family=family, backlog=_BACKLOG
            )
        except OSError as error:
            where = f"{self._config.host}:{self._config.port}"
            raise StorageUnusable(f"listen: cannot listen on {where}: {error.strerror}") from error
        door.setblocking(False)
        return door


def _certificate(config: Config) -> Certificate | None:
    if config.tls_certificate is None or config.tls_key is None:
        return None
    return Certificate(config.tls_certificate, config.tls_key)


def _url_of(listening: socket.socket, *, secure: bool) -> str:
    host, port = listening.getsockname()[:2]
    scheme = "https" if secure else "http"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"
