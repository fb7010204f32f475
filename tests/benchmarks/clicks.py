"""From a click to the wire, and many clicks on a UIS that fails in every way.

``python -m tests.benchmarks clicks``.  The round trip is paired with a bare exchange of
the same bytes with the same server over the same kind of socket.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import urlsplit

from tests.benchmarks.figures import percentile, spread
from tests.benchmarks.report import Figure, figures_of
from tests.end_to_end.stage.home import Home
from tests.faults.clicking import Clicker, Day, day_of_clicks
from tests.faults.moody_uis import Mood, MoodyUis
from uis_desktop.core.phone import parse
from uis_desktop.net.https import Https
from uis_desktop.uis_api.access import Login
from uis_desktop.uis_api.calls import UisCallApi
from uis_desktop.uis_api.direct import Direct

#: A session remembers its clicks, so the many are the clicks of several days.
DAYS, CLICKS_A_DAY = 40, 250
ALONE_DAYS, ALONE_CLICKS = 12, 25
_WIRE_P99_MS, _ADDED_P50_MS = 20.0, 5.0


def measure(home: Home, tell: Callable[[str], None], *, rounds: int) -> list[Figure]:
    """All of it; ``rounds`` is how often the round trips are paired."""
    tell(f"clicks: {ALONE_DAYS} × {ALONE_CLICKS}, one after the other")
    alone = [
        _day(home.path / f"alone-{n}", ALONE_CLICKS, Clicker(n, (Mood.ANSWERS,)), at_once=1)
        for n in range(ALONE_DAYS)
    ]
    to_wire = spread([ms for day in alone for ms in day.to_wire_ms])
    tell("clicks: round trips, in pairs with bare exchanges")
    ours, bare = asyncio.run(_round_trips(rounds))
    tell(f"clicks: {DAYS} × {CLICKS_A_DAY} on a UIS that fails in every way")
    days = [
        _day(home.path / f"faults-{number}", CLICKS_A_DAY, Clicker(number), at_once=40)
        for number in range(DAYS)
    ]
    clicked = sum(len(day.moods) for day in days)
    return [
        *figures_of("clicks", "click → request at UIS", to_wire, "ms", p99=_WIRE_P99_MS),
        Figure("clicks", "round trip of the client, p50", percentile(ours, 0.5), "ms"),
        Figure("clicks", "bare exchange, p50", percentile(bare, 0.5), "ms"),
        Figure(
            "clicks",
            "the client adds, p50",
            percentile([one - other for one, other in zip(ours, bare, strict=True)], 0.5),
            "ms",
            _ADDED_P50_MS,
        ),
        Figure(
            "faults",
            f"double dials in {clicked} clicks",
            sum(len(day.double_dials) for day in days),
            "",
            0,
        ),
        Figure(
            "faults",
            "outcomes told wrongly or not",
            sum(len(day.wrongly_told) for day in days),
            "",
            0,
        ),
        Figure(
            "faults",
            "clicks missing in the history",
            sum(len(day.forgotten) for day in days),
            "",
            0,
        ),
    ]


def _day(folder: Path, clicks: int, clicker: Clicker, *, at_once: int) -> Day:
    folder.mkdir()
    return asyncio.run(day_of_clicks(folder, clicks, clicker=clicker, at_once=at_once))


async def _round_trips(rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of requests by the client and, each beside it, of bare ones."""
    ours: list[float] = []
    bare: list[float] = []
    async with AsyncExitStack() as open_:
        uis = await open_.enter_async_context(MoodyUis(lambda _click: Mood.ANSWERS))
        https = await open_.enter_async_context(Https())
        api = UisCallApi(Direct(https, address=uis.address, access=Login("anna", "password")))
        await api.sign_in()
        far = urlsplit(uis.address)
        reader, writer = await asyncio.open_connection(far.hostname, far.port)
        open_.callback(writer.close)
        for number in range(rounds):
            started = time.perf_counter()
            await api.start_employee_call(
                contact=parse("+79001234567"),
                virtual_phone_number="74950000001",
                employee_id="1",
                external_id=f"click-{number}",
            )
            ours.append((time.perf_counter() - started) * 1e3)
            bare.append(await _bare(reader, writer, number))
        await api.aclose()
    return ours, bare


async def _bare(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int) -> float:
    params = {
        "access_token": "t" * 64,
        "first_call": "employee",
        "virtual_phone_number": "74950000001",
        "contact": "79001234567",
        "employee": {"id": 1},
        "external_id": f"bare-{number}",
    }
    request = {"jsonrpc": "2.0", "id": "bare", "method": "start.employee_call", "params": params}
    body = json.dumps(request).encode()
    started = time.perf_counter()
    writer.write(
        b"POST /v4.0 HTTP/1.1\r\nHost: uis\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
    )
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
    await reader.readexactly(length)
    return (time.perf_counter() - started) * 1e3
