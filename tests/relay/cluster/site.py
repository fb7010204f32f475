"""Several real relays on one real NATS, behind one address, with a company."""

from __future__ import annotations

import asyncio
import re
import time
from asyncio import to_thread
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.relay.cluster.balancer import Balancer, balancer
from tests.relay.cluster.followers import Follower
from tests.relay.in_process import JsonObject, told
from tests.relay.nats import NatsServer
from tests.relay.running import RelayProcess, send
from uis_desktop.adapters.relay_desk import RelayDesk
from uis_desktop.net.https import Https

EMPLOYEES = ("123456", "123457", "123458")


class Site:
    """What one test has.

    Attributes:
        shared: the relays share their log; otherwise there is one relay.
        office: the folder for commands; no relay need serve it.
        hook: the notification address behind the balancer.
        relays: by the name of their folder.
    """

    def __init__(
        self, folder: Path, nats: NatsServer, middle: Balancer, *, shared: bool, office: str
    ) -> None:
        self.folder = folder
        self.nats = nats
        self.middle = middle
        self.shared = shared
        self.office = office
        self.hook = ""
        self.relays: dict[str, RelayProcess] = {}
        self._tasks = AsyncExitStack()

    @property
    def log(self) -> tuple[str, ...]:
        """The option that says where the shared log is."""
        return ("--log", self.nats.url) if self.shared else ()

    async def start(self, name: str) -> None:
        """A relay with a folder of its own."""
        relay = await to_thread(
            RelayProcess, self.folder / name, *self.log, "--public-url", self.middle.url
        )
        self.relays[name] = relay
        self._tell_the_balancer()

    async def stop(self, name: str) -> tuple[int, str]:
        """Its exit code and what it wrote."""
        relay = self.relays.pop(name)
        self._tell_the_balancer()
        return await to_thread(relay.stop), relay.log()

    async def ended(self, name: str) -> tuple[int, str]:
        """It ends by itself: its exit code and what it wrote."""
        relay = self.relays.pop(name)
        code = await to_thread(relay.wait)
        self._tell_the_balancer()
        return code, relay.log()

    async def until_ready(self) -> None:
        """Every relay says that it is ready."""
        await asyncio.gather(*(to_thread(_until_ready, one.url) for one in self.relays.values()))

    async def busiest(self) -> str:
        """The relay with the most desktops."""
        streams = {
            name: await to_thread(_open_streams, relay.url) for name, relay in self.relays.items()
        }
        return max(streams, key=lambda name: streams[name])

    def kill(self, name: str) -> None:
        """Kill -9; the balancer finds out by itself."""
        self.relays.pop(name).kill()

    async def command(self, *arguments: str) -> JsonObject:
        """A command on a machine where perhaps no relay runs."""
        return await to_thread(told, self.folder / self.office, *arguments, *self.log)

    async def set_up(self) -> None:
        """A company with three employees, before any relay runs."""
        company = await self.command("account", "add", "acme")
        self.hook = self.middle.url + str(company["hook_path"])
        for number, employee in enumerate(EMPLOYEES):
            await self.command(
                "employee", "add", "--account", "acme", "--id", employee, "--name", f"N{number}"
            )

    async def connect(self, employee: str, *, desktops: int = 1) -> list[Follower]:
        """Desktops that enrol at one relay and follow another, as the balancer has it."""
        followers = []
        async with Https() as https:
            for _ in range(desktops):
                invite = await self.command(
                    "invite", "--account", "acme", "--employee", employee,
                    "--public-url", self.middle.url)  # fmt: skip
                enrolment = await RelayDesk(https).enrol(
                    self.middle.url, str(invite["code"]), "desk"
                )
                follower = Follower(enrolment)
                self.keep_running(asyncio.create_task(follower.follow()))
                followers.append(follower)
        for follower in followers:
            await follower.until_live()
        return followers

    def keep_running(self, task: asyncio.Task[None]) -> None:
        """Until the end of the test."""

        async def end() -> None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

        self._tasks.push_async_callback(end)

    async def close(self) -> None:
        await self._tasks.aclose()
        for name in list(self.relays):
            await self.stop(name)

    def _tell_the_balancer(self) -> None:
        self.middle.ports = [urlsplit(one.url).port or 0 for one in self.relays.values()]


@asynccontextmanager
async def site(
    folder: Path, *relays: str, shared: bool = True, office: str = "office"
) -> AsyncIterator[Site]:
    """A company at these relays."""
    async with balancer() as middle:
        with NatsServer(folder / "nats") as nats:
            place = Site(folder, nats, middle, shared=shared, office=office)
            try:
                await place.set_up()
                await asyncio.gather(*(place.start(name) for name in relays))
                yield place
            finally:
                await place.close()


def _until_ready(url: str) -> None:
    """Nothing tells that NATS is back but this."""
    while send(f"{url}/readyz").status != 200:
        time.sleep(0.05)


def _open_streams(url: str) -> int:
    found = re.search(r"^uis_relay_streams (\d+)", send(f"{url}/metrics").body.decode(), re.M)
    assert found is not None
    return int(found.group(1))
