"""The power of the NATS server goes in the midst of writes: what was acknowledged is there.

The control is a server with its own default, which syncs every two minutes.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
from asyncio import to_thread
from pathlib import Path

import pytest

from tests.faults.watched_disk import can_watch, on_disk, watching
from tests.relay.drafts import draft
from tests.relay.nats import BINARY, NatsServer, jetstream_log, needs_nats
from uis_desktop.relay.log.jetstream_log import JetstreamLog
from uis_desktop.relay.log.port import LogUnwritable, Wanted

pytestmark = [
    needs_nats,
    pytest.mark.skipif(not can_watch(), reason="strace is not there, or may not trace"),
    pytest.mark.timeout(120),
]
_ENOUGH = 60
_WRITERS = 4


def _server(folder: Path, sync: str, *under: str) -> NatsServer:
    server = NatsServer(folder, js=False, under=under, more=(
        f'pid_file: "{folder}/pid"\njetstream {{ store_dir: "{folder}/store"{sync} }}'
    ))  # fmt: skip
    if subprocess.run([BINARY, "-t", "-c", folder / "nats.conf"], capture_output=True).returncode:
        pytest.skip(f"{BINARY} cannot sync before it acknowledges (it is older than 2.10)")
    return server


async def _write_until_the_power_goes(server: NatsServer, data: Path) -> dict[str, int]:
    """The acknowledged calls with their numbers."""
    acknowledged: dict[str, int] = {}

    async def write(log: JetstreamLog, writer: int) -> None:
        for number in range(10_000):
            call = f"{writer}-{number}"
            stored = await log.append(draft(call, call=call, raw=b"x" * 700))
            assert stored is not None
            acknowledged[call] = stored.seq
            if len(acknowledged) == _ENOUGH:
                pid = int(await to_thread((server.folder / "pid").read_text))
                os.kill(pid, signal.SIGKILL)

    async with jetstream_log(server.url, data) as log:
        writers = [asyncio.create_task(write(log, writer)) for writer in range(_WRITERS)]
        ended = await asyncio.gather(*writers, return_exceptions=True)
    assert all(isinstance(one, LogUnwritable) for one in ended), ended
    return acknowledged


def _cut_power(server: NatsServer, trace: Path) -> None:
    """Have the server's folder as it is on the disk."""
    store = server.folder / "store"
    kept = on_disk(trace, store)
    shutil.rmtree(store)
    for file, content in kept.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


async def _acknowledged(tmp_path: Path, sync: str) -> tuple[NatsServer, dict[str, int]]:
    """A server after a power cut, and what was acknowledged before it."""
    trace = tmp_path / "trace"
    server = _server(tmp_path / "nats", sync, *watching(trace))
    await to_thread(server.start)
    acknowledged = await _write_until_the_power_goes(server, tmp_path / "a")
    assert len(acknowledged) >= _ENOUGH
    await to_thread(server.ended)
    await to_thread(_cut_power, server, trace)
    return _server(tmp_path / "nats", sync), acknowledged


async def test_a_nats_that_syncs_always_loses_nothing_that_was_acknowledged(
    tmp_path: Path,
) -> None:
    server, acknowledged = await _acknowledged(tmp_path, ", sync_interval: always")
    with server:
        # A new relay has what NATS has; the old one finds that it fits what it has seen.
        for relay in ("new", "a"):
            async with jetstream_log(server.url, tmp_path / relay) as log:
                found = await log.records("acme", Wanted(limit=10_000))
            there = {record.call_session_id: record.seq for record in found}
            assert acknowledged.items() <= there.items()


async def test_the_cut_would_find_a_nats_that_syncs_now_and_then(tmp_path: Path) -> None:
    server, acknowledged = await _acknowledged(tmp_path, "")
    with server:
        async with jetstream_log(server.url, tmp_path / "new") as log:
            found = await log.records("acme", Wanted(limit=10_000))
        lost = acknowledged.keys() - {record.call_session_id for record in found}
    assert lost, "nothing was lost: the test cannot fail"
