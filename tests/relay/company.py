"""A small company at a relay in this process: employees, desktops, notifications."""

from __future__ import annotations

import asyncio
import functools
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import aiohttp
import apsw

from tests.relay.sharing import FarOffice, Keeper
from tests.wire.stream_schema import JsonObject, checked_frame
from uis_desktop.relay.config import Config, Network
from uis_desktop.relay.directory import devices, people
from uis_desktop.relay.directory.account_settings import UisAccess, change_settings
from uis_desktop.relay.directory.tables import Account, open_directory
from uis_desktop.relay.journals.tables import open_journals
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.server import Relay
from uis_desktop.wire.codec import encode_resume
from uis_desktop.wire.frames import PROTOCOL, SUBPROTOCOL, Resume

ANNA, BORIS, VERA = "123456", "123457", "123458"
DEADLINE_S = 15.0
_T = TypeVar("_T")


class StreamClient:
    """A desktop's end of the stream; every frame it sees is held against the document."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def resume(self, *, epoch: str | None = None, after: int = 0) -> JsonObject:
        """Say where we stopped; the welcome's data."""
        resume = encode_resume(Resume(protocol=PROTOCOL, epoch=epoch, after=after))
        checked_frame(resume)
        await self.socket.send_str(resume)
        welcome = await self.frame()
        assert welcome["type"] == "uis.stream.welcome"
        data = welcome["data"]
        assert isinstance(data, dict)
        return data

    async def frame(self) -> JsonObject:
        """The next frame."""
        message = await self.socket.receive(DEADLINE_S)
        assert message.type is aiohttp.WSMsgType.TEXT, (message.type, self.socket.close_code)
        return checked_frame(message.data)

    async def until_live(self) -> list[JsonObject]:
        """Everything before the live frame."""
        frames = []
        while (frame := await self.frame())["type"] != "uis.stream.live":
            frames.append(frame)
        return frames

    async def close_code(self) -> int | None:
        """Read on to the end; why the relay closed."""
        async with asyncio.timeout(15):
            while True:
                message = await self.socket.receive()
                if message.type is aiohttp.WSMsgType.TEXT:
                    checked_frame(message.data)
                if message.type not in {aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.PING}:
                    return self.socket.close_code


@asynccontextmanager
async def listening(desktop: StreamClient) -> AsyncIterator[asyncio.Queue[JsonObject]]:
    """A desktop that reads on and on, as ours does; what it has got."""
    frames: asyncio.Queue[JsonObject] = asyncio.Queue()

    async def read() -> None:
        while True:
            message = await desktop.socket.receive()
            if isinstance(message.data, str):
                frames.put_nowait(message.json())

    reading = asyncio.create_task(read())
    try:
        yield frames
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)


class OwnFiles:
    """The data of one relay alone; see :class:`tests.relay.sharing.Keeper`."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self.directory: apsw.Connection = open_directory(data)

    def read(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """What ``work`` reads in the directory."""
        return work(self.directory)

    def write(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """Carry ``work`` out in the directory."""
        return work(self.directory)

    def read_journals(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """What ``work`` reads in the journals."""
        with closing(open_journals(self._data)) as journals:
            return work(journals)

    def close(self) -> None:
        """Close the files."""
        self.directory.close()


class Company:
    """An account with a running relay; or with two, which share what they keep.

    Attributes:
        data: the folder of the relay that desktops ask.
        relay: the one that desktops ask.
        keeper: where commands run: at the relay, or on a third machine.
    """

    def __init__(
        self,
        data: Path,
        relay: Relay,
        http: aiohttp.ClientSession,
        *,
        hears: Relay | None = None,
        keeper: Keeper | None = None,
    ) -> None:
        self.data = data
        self.relay = relay
        self._other = hears
        self.http = http
        self.keeper: Keeper = keeper or OwnFiles(data)
        self.account = self.add_account("acme")

    @property
    def hears(self) -> Relay:
        """The one that UIS notifies: the same, also after a restart, or the other one."""
        return self._other or self.relay

    @property
    def directory(self) -> apsw.Connection:
        """The directory's file, if it is the relay's alone."""
        assert isinstance(self.keeper, OwnFiles)
        return self.keeper.directory

    async def settled(self) -> None:
        """Every relay knows what the keeper has written so far."""
        nobody = {"Authorization": "Bearer " + "x" * 43}
        for relay in {self.relay, self.hears}:
            # Before it says that it does not know a token, a relay asks what others have written.
            url = f"{relay.listening_url}/v1/lines"
            async with self.http.get(url, headers=nobody) as response:
                assert response.status == 401

    def add_account(self, name: str) -> Account:
        """Another company."""
        return self.keeper.write(
            functools.partial(
                people.add_account,
                name=name,
                timezone="Europe/Moscow",
                interactive_default='{"returned_code":"nobody"}',
            )
        )

    def employ(
        self,
        id_: str,
        *,
        name: str = "",
        extension: str | None = None,
        lines: tuple[str, ...] = (),
        account: Account | None = None,
    ) -> None:
        """An employee of the company."""
        self.keeper.write(
            functools.partial(
                people.put_employee,
                account_id=(account or self.account).id,
                id_=id_,
                name=name or f"Employee {id_}",
                extension=extension,
                lines=lines,
            )
        )

    def invite(self, employee_id: str, *, account: Account | None = None) -> str:
        """The code of a new invite for this employee."""
        return self.keeper.write(
            functools.partial(
                devices.add_invite,
                account=(account or self.account).id,
                employee_id=employee_id,
                expires_at=datetime.now(UTC) + timedelta(hours=1),
            )
        )

    def token(self, employee_id: str, *, account: Account | None = None) -> str:
        """The token of a new device of this employee."""
        code = self.invite(employee_id, account=account)
        return self.keeper.write(
            functools.partial(
                devices.enrol, code=code, device_name="test bench", now=datetime.now(UTC)
            )
        ).token

    def served_by(self, data_api: str) -> None:
        """Where the company's UIS is; nothing is served at its Call API."""
        access = UisAccess(
            brand="other",
            call_api="http://127.0.0.1:1/v4.0",
            data_api=data_api,
            sync_contacts=False,
            key_version=1,
        )
        self.keeper.write(functools.partial(change_settings, account=self.account.id, uis=access))

    @asynccontextmanager
    async def desktop(self, token: str) -> AsyncIterator[StreamClient]:
        """A connected desktop; it has not said anything yet."""
        async with self.http.ws_connect(
            f"{self.relay.listening_url}/v1/stream",
            headers={"Authorization": f"Bearer {token}"},
            protocols=(SUBPROTOCOL,),
            compress=0,
            timeout=aiohttp.ClientWSTimeout(ws_close=1.0),
        ) as socket:
            yield StreamClient(socket)

    async def notify(self, account: Account | None = None, /, **fields: object) -> JsonObject:
        """UIS sends a notification; the relay's answer."""
        url = self.hears.listening_url + (account or self.account).hook_path
        async with self.http.post(url, data=json.dumps(fields)) as response:
            assert response.status == 200, await response.text()
            answer = await response.json()
            assert isinstance(answer, dict)
            return answer

    async def get(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Status and text of a GET."""
        async with self.http.get(self.relay.listening_url + path, headers=headers) as response:
            return response.status, await response.text()


class RunningRelay:
    """A relay in this process, for as long as the block lasts."""

    def __init__(
        self,
        data: Path,
        limits: Limits | None = None,
        *,
        keep_days: int = 0,
        trusted_proxies: tuple[Network, ...] = (),
        metrics_token: str | None = None,
        shared_log: str | None = None,
    ) -> None:
        data.mkdir(mode=0o700, exist_ok=True)
        config = Config(
            data=data,
            host="127.0.0.1",
            port=0,
            public_url=None,
            keep_days=keep_days,
            trusted_proxies=trusted_proxies,
            metrics_token=metrics_token,
            log=shared_log,
        )
        self.relay = Relay(config, limits)

    async def __aenter__(self) -> Relay:
        await self.relay.start()
        return self.relay

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.relay.stop()


@asynccontextmanager
async def company(
    data: Path,
    limits: Limits | None = None,
    *,
    trusted_proxies: tuple[Network, ...] = (),
    metrics_token: str | None = None,
    shared_log: str | None = None,
) -> AsyncIterator[Company]:
    """A company whose relay runs; with a ``shared_log`` there are two, see :class:`Company`."""
    running = RunningRelay(
        data,
        limits,
        trusted_proxies=trusted_proxies,
        metrics_token=metrics_token,
        shared_log=shared_log,
    )
    async with AsyncExitStack() as closing:
        relay = await closing.enter_async_context(running)
        http = await closing.enter_async_context(aiohttp.ClientSession())
        keeper: Keeper | None = None
        hears = None
        if shared_log is not None:
            other = RunningRelay(data / "other", limits, shared_log=shared_log)
            hears = await closing.enter_async_context(other)
            keeper = FarOffice(data / "office", shared_log)
        founded = Company(data, relay, http, hears=hears, keeper=keeper)
        closing.callback(founded.keeper.close)
        await founded.settled()
        yield founded


def event_numbers(frames: list[JsonObject]) -> list[object]:
    """The log numbers of call frames."""
    return [frame["sequence"] for frame in frames]


def kinds(frames: list[JsonObject]) -> list[str]:
    """The kinds of call frames."""
    return [str(frame["type"]).removeprefix("uis.call.") for frame in frames]
