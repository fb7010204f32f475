"""A simulator in a process of its own, and whoever has its key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

from tests.forked import Program

_OPENER = build_opener(ProxyHandler({}))


@dataclass
class Pretender:
    """A simulator in a process of its own."""

    process: Program
    ready: dict[str, Any]

    @property
    def web(self) -> str:
        web: str = self.ready["web"]
        return web

    def ask(self, method: str, **params: object) -> object:
        """``result.data`` of the Call API."""
        body = {"jsonrpc": "2.0", "id": 1, "method": method}
        reply = self._post(
            self.ready["call_api"], {**body, "params": {"access_token": "demo-key", **params}}
        )
        assert "result" in reply, reply
        return reply["result"]["data"]

    def calls(self) -> list[dict[str, Any]]:
        """The calls that go on."""
        with _OPENER.open(f"{self.web}control/state") as answer:
            calls: list[dict[str, Any]] = json.load(answer)["calls"]
            return calls

    def order(self, what: str, body: object) -> None:
        """A wish at the control desk."""
        self._post(f"{self.web}control/{what}", body)

    def put(self, what: str, body: object) -> None:
        """What somebody is to be, at the control desk."""
        self._post(f"{self.web}control/{what}", body, method="PUT")

    def _post(self, url: str, body: object, *, method: str = "POST") -> dict[str, Any]:
        headers = {"Content-Type": "application/json"}
        request = Request(url, json.dumps(body).encode(), headers, method=method)
        with _OPENER.open(request) as answer:
            reply: dict[str, Any] = json.load(answer)
            return reply


@contextmanager
def pretender(*arguments: str) -> Iterator[Pretender]:
    """It accepts connections, and ends without a complaint."""
    process = Program("uis_desktop.simulator", "serve", "--listen", "127.0.0.1:0", *arguments)
    try:
        yield Pretender(process, json.loads(process.stdout.readline()))
    finally:
        process.terminate()
        code = process.wait(15)
        process.close()
    assert code == 0
