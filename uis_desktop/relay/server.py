"""Builds the server out of its parts, starts it and takes it down."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import socket

from aiohttp import web

from uis_desktop.relay.clerk import Clerk
from uis_desktop.relay.condition import Condition
from uis_desktop.relay.config import Config
from uis_desktop.relay.desk import Desk
from uis_desktop.relay.directory.settings import PUBLIC_URL
from uis_desktop.relay.directory.tables import open_directory
from uis_desktop.relay.fanout import Fanout
from uis_desktop.relay.hook import Hook
from uis_desktop.relay.interactive import Interactive
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.log.port import Log
from uis_desktop.relay.log.sqlite_log import SqliteLog
from uis_desktop.relay.metrics import Metrics
from uis_desktop.relay.occupancy import Occupancy
from uis_desktop.relay.patience import guarded, tell_the_guard
from uis_desktop.relay.phonebook import Phonebook
from uis_desktop.relay.quiet_http import quiet_logger
from uis_desktop.relay.refusals import refusals_as_json
from uis_desktop.relay.roster import Roster
from uis_desktop.relay.storage import StorageUnusable
from uis_desktop.relay.stream import Stream
from uis_desktop.relay.watchman import Watchman
from uis_desktop.wire.closing import CloseCode

_log = logging.getLogger(__name__)
_BACKLOG = 2048
_LONGEST_LINE = 96 * 1024
_SHUTDOWN_S = 5.0


class Relay:
    """A relay that accepts connections between :meth:`start` and :meth:`stop`."""

    def __init__(self, config: Config, limits: Limits | None = None) -> None:
        self._config = config
        self._limits = limits or Limits()
        self._closing = contextlib.AsyncExitStack()
        self._listening: asyncio.Server | None = None
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
        self.listening_url = _url_of(listening)
        self.url = self._config.public_url or self.listening_url
        log = SqliteLog(data, on_stored=self._fanout.publish)
        closing.push_async_callback(log.close)
        self._fanout.read_from(log)
        log.broken.add_done_callback(self._on_broken)
        directory = open_directory(data)
        closing.callback(directory.close)
        roster = Roster(directory)
        clerk = Clerk(data)
        closing.push_async_callback(clerk.close)
        await clerk.write_setting(PUBLIC_URL, self.url)
        await self._staff(log, roster, clerk, listening)

    async def _staff(
        self, log: SqliteLog, roster: Roster, clerk: Clerk, listening: socket.socket
    ) -> None:
        """Put the parts together and let requests in."""
        limits, metrics, phonebook = self._limits, Metrics(), Phonebook()
        condition = Condition(
            log=log,
            fanout=self._fanout,
            metrics=metrics,
            metrics_token=self._config.metrics_token,
        )
        watchman = Watchman(
            roster=roster,
            clerk=clerk,
            phonebook=phonebook,
            fanout=self._fanout,
            watch_s=limits.watch_s,
            keep_days=self._config.keep_days,
        )
        await watchman.look()
        app = web.Application(middlewares=[tell_the_guard, refusals_as_json])
        hook = Hook(roster=roster, log=log, metrics=metrics, limits=limits)
        interactive = Interactive(
            roster=roster, phonebook=phonebook, metrics=metrics, limits=limits
        )
        desk = Desk(
            roster=roster,
            clerk=clerk,
            metrics=metrics,
            limits=limits,
            stream_url="ws" + self.url.removeprefix("http") + "/v1/stream",
        )
        stream = Stream(roster=roster, fanout=self._fanout, metrics=metrics, limits=limits)
        for method in ("GET", "POST"):
            app.router.add_route(method, "/hook/{account}/{secret}", hook.notification)
            app.router.add_route(method, "/hook/{account}/{secret}/interactive", interactive.route)
        app.router.add_post("/v1/enrol", desk.enrol)
        app.router.add_get("/v1/contacts", desk.contacts, allow_head=False)
        app.router.add_get("/v1/stream", stream.follow, allow_head=False)
        app.router.add_get("/healthz", condition.healthz)
        app.router.add_get("/readyz", condition.readyz)
        app.router.add_get("/metrics", condition.metrics)
        await self._serve(app, condition, watchman, listening)

    async def _serve(
        self,
        app: web.Application,
        condition: Condition,
        watchman: Watchman,
        listening: socket.socket,
    ) -> None:
        runner = web.AppRunner(
            app,
            access_log=None,
            logger=quiet_logger(),
            keepalive_timeout=self._limits.keep_alive_s,
            max_line_size=_LONGEST_LINE,
            shutdown_timeout=_SHUTDOWN_S,
        )
        await runner.setup()
        self._closing.push_async_callback(runner.cleanup)
        if runner.server is None:
            raise RuntimeError("the runner has no server after its setup")
        server = await asyncio.get_running_loop().create_server(
            guarded(runner.server, self._limits.request_s), sock=listening, backlog=_BACKLOG
        )
        for duty in (watchman.watch(), watchman.trim()):
            self._keep_running(asyncio.create_task(duty))
        gc.collect()
        gc.freeze()

        def leave() -> None:
            condition.leave()
            server.close()
            for channel in self._fanout.channels():
                channel.end(CloseCode.GOING_AWAY)

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
            raise StorageUnusable(f"cannot listen on {where}: {error.strerror}") from error
        door.setblocking(False)
        return door


def _url_of(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
