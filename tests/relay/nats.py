"""A real nats-server for a test: JetStream on, every message synced if it can."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from tests.ports import free_port
from uis_desktop.relay.cluster.connection import Cluster
from uis_desktop.relay.log.jetstream_log import JetstreamLog
from uis_desktop.relay.log.port import Stored

_DEADLINE_S = 15
#: The one that came with the tests; ``NATS_SERVER`` names another, to test more versions.
BINARY = os.environ.get("NATS_SERVER", str(Path(sys.executable).with_name("nats-server")))

needs_nats = pytest.mark.skipif(
    shutil.which(BINARY) is None, reason="nats-server is not installed (set_up.sh --tests)"
)


class NatsServer:
    """``nats-server`` on a port of its own; the port stays the same over restarts."""

    def __init__(
        self, folder: Path, *, more: str = "", js: bool = True, under: Sequence[str] = ()
    ) -> None:
        """``under`` is a program that starts it, and ends with it."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._under = under
        self.port = free_port()
        self.log: list[str] = []
        self._config = folder / "nats.conf"
        store = f'jetstream {{ store_dir: "{folder}/store"%s }}' if js else ""
        for sync in (", sync_interval: always", ""):
            # Debian 12's server does not know the word.
            self._config.write_text(
                f"listen: 127.0.0.1:{self.port}\n{store % sync if js else ''}\n{more}\n"
            )
            if subprocess.run([BINARY, "-t", "-c", self._config], capture_output=True).returncode:
                continue
            break
        self._process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        """Where clients connect."""
        return f"nats://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it; it accepts clients when this returns."""
        process = subprocess.Popen(
            [*self._under, BINARY, "-c", self._config], stderr=subprocess.PIPE, text=True
        )
        self._process = process
        ready = threading.Event()

        def read() -> None:
            assert process.stderr is not None
            for line in process.stderr:
                self.log.append(line)
                if "Server is ready" in line:
                    ready.set()
            process.stderr.close()
            ready.set()

        self._reader = threading.Thread(target=read)
        self._reader.start()
        assert ready.wait(_DEADLINE_S), self.log
        assert process.poll() is None, self.log

    def kill(self) -> None:
        """Kill -9, and wait for it."""
        assert self._process is not None
        self._process.kill()
        self._end()

    def stop(self) -> None:
        """Ask it to stop."""
        assert self._process is not None
        self._process.terminate()
        self._end()

    def ended(self) -> None:
        """It ends by itself."""
        self._end()

    def _end(self) -> None:
        assert self._process is not None
        self._process.wait(_DEADLINE_S)
        self._reader.join(_DEADLINE_S)
        self._process = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._process is not None:
            self.stop()


def _nobody(_stored: Stored) -> None:
    """Nobody listens to the log."""


@asynccontextmanager
async def jetstream_log(
    url: str, data: Path, *, name: str = "relay", on_stored: Callable[[Stored], None] = _nobody
) -> AsyncIterator[JetstreamLog]:
    """The log a relay of this name shares in NATS; it keeps its copy in ``data``."""
    await asyncio.to_thread(data.mkdir, exist_ok=True)
    cluster = await Cluster.connect(url, name=name)
    try:
        log = await JetstreamLog.open(cluster, data, on_stored=on_stored)
        try:
            yield log
        finally:
            await log.close()
    finally:
        await cluster.close()
