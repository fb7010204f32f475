"""The relay as an administrator runs it: real processes, the real command line."""

from __future__ import annotations

import json
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from tests.forked import Program, run

JsonObject = dict[str, object]
_DEADLINE_S = 45


def command(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``uis-relay`` once."""
    return run("uis_desktop.relay", *arguments, "--data", str(data), timeout=_DEADLINE_S)


def told(data: Path, *arguments: str) -> JsonObject:
    """What a command answers with ``--json``."""
    done = command(data, *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return cast(JsonObject, json.loads(done.stdout))


def events(data: Path, account: str, *more: str) -> list[JsonObject]:
    """What ``uis-relay events`` prints."""
    done = command(data, "events", "--account", account, *more, "--json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@dataclass(frozen=True)
class Reply:
    """An answer over HTTP."""

    status: int
    body: bytes
    headers: Mapping[str, str]

    def json(self) -> JsonObject:
        """The body as an object."""
        return cast(JsonObject, json.loads(self.body))


def send(url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Reply:
    """POST ``body``, or GET without one."""
    request = urllib.request.Request(url, data=body, headers=dict(headers or {}))
    try:
        with urllib.request.urlopen(request, timeout=_DEADLINE_S) as response:
            return Reply(response.status, response.read(), dict(response.headers))
    except urllib.error.HTTPError as error:
        with error:
            return Reply(error.code, error.read(), dict(error.headers))


class RelayProcess:
    """``uis-relay serve`` on a port of its own."""

    def __init__(self, data: Path, *options: str) -> None:
        self.data = data
        self._process = Program(
            "uis_desktop.relay", "serve", "--data", str(data), "--listen", "127.0.0.1:0", *options
        )
        self._log: list[str] = []
        self._reader = threading.Thread(target=self._log.extend, args=(self._process.stderr,))
        self._reader.start()
        ready = self._process.stdout.readline()
        assert ready, f"the relay did not start: {self._log}"
        self.ready = cast(JsonObject, json.loads(ready))
        self.url = str(self.ready["url"])

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    def kill(self) -> None:
        """Kill -9, and wait for it."""
        self._process.kill()
        self._end()

    def stop(self) -> int:
        """Ask it to stop; the exit code."""
        if self._process.poll() is None:
            self._process.terminate()
        return self._end()

    def wait(self) -> int:
        """It ends by itself; the exit code."""
        return self._end()

    def log(self) -> str:
        """Everything it wrote to its log; after its end."""
        return "".join(self._log)

    def _end(self) -> int:
        code = self._process.wait(_DEADLINE_S)
        self._reader.join(_DEADLINE_S)
        self._process.close()
        return code
