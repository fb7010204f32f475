"""The pretend UIS on its port."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass

from aiohttp import web

from uis_desktop.simulator.api_doors import ApiDoor
from uis_desktop.simulator.clock import Clock
from uis_desktop.simulator.control import Control, only_from_here
from uis_desktop.simulator.control_account import AccountControl
from uis_desktop.simulator.page.desk import Desk
from uis_desktop.simulator.page.show import Page
from uis_desktop.simulator.scenario import Scenario
from uis_desktop.simulator.simulator import Simulator, running_simulator

#: Answers that hang on purpose are cut when the program ends.
_LAST_WORDS_S = 1.0


@dataclass(frozen=True, slots=True)
class Served:
    """A simulator that accepts connections at ``web``."""

    simulator: Simulator
    web: str

    @property
    def call_api(self) -> str:
        """The Call API's address."""
        return f"{self.web}v4.0"

    @property
    def data_api(self) -> str:
        """The Data API's address."""
        return f"{self.web}v2.0"


@contextlib.asynccontextmanager
async def served(scenario: Scenario, clock: Clock, host: str, port: int) -> AsyncIterator[Served]:
    """A simulator that accepts connections; its timeline has begun unless it is held.

    Raises:
        OSError: the address cannot be listened on.
    """
    with _listening(host, port) as listener:
        shown_host = f"[{host}]" if ":" in host else host
        address = f"http://{shown_host}:{listener.getsockname()[1]}/"
        closing = asyncio.Event()
        async with running_simulator(scenario, clock, address) as simulator:
            runner = web.AppRunner(
                _application(simulator, closing),
                access_log=None,
                handler_cancellation=True,
                shutdown_timeout=_LAST_WORDS_S,
            )
            await runner.setup()
            try:
                await web.SockSite(runner, listener, backlog=1024).start()
                if scenario.timeline_starts == "at_once":
                    simulator.timeline.start()
                yield Served(simulator, address)
            finally:
                closing.set()
                await runner.cleanup()


def _listening(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError:
        listener.close()
        raise
    return listener


def _application(simulator: Simulator, closing: asyncio.Event) -> web.Application:
    page = Page(simulator)
    application = web.Application(middlewares=[only_from_here])
    application.add_routes(
        [
            web.post("/v4.0", ApiDoor(simulator.call_api, closing).take),
            web.post("/v2.0", ApiDoor(simulator.data_api, closing).take),
            web.get("/media/{key:.+}", simulator.records.open),
            # "Data API", get.calls_report: the address a client makes of session and hash.
            web.get("/system/media/talk/{key:[0-9]+/[0-9a-f]+}/", simulator.records.open),
            *page.routes(),
            *Desk(simulator, page).routes(),
            *Control(simulator).routes(),
            *AccountControl(simulator).routes(),
        ]
    )
    return application
