"""Kill -9 in the middle of posting: what was answered 2xx is in the log."""

from __future__ import annotations

import http.client
import json
import threading
from pathlib import Path
from urllib.parse import urlsplit

from tests.relay.running import RelayProcess, events, send, told

POSTERS = 4
ENOUGH = 300


class Poster(threading.Thread):
    """Posts one call after the other until the relay dies; remembers what was acknowledged."""

    def __init__(self, url: str, first: int, enough: threading.Semaphore) -> None:
        super().__init__()
        self._address = urlsplit(url)
        self._first = first
        self._enough = enough
        self.acknowledged: list[str] = []

    def run(self) -> None:
        connection = http.client.HTTPConnection(str(self._address.hostname), self._address.port)
        for call in range(self._first, self._first + 1_000_000):
            body = json.dumps({"notification_name": "Lost call", "call_session_id": call})
            try:
                connection.request("POST", self._address.path, body)
                response = connection.getresponse()
                response.read()
            except (OSError, http.client.HTTPException):
                break
            if response.status == 200:
                self.acknowledged.append(str(call))
                self._enough.release()
        connection.close()


def test_no_acknowledged_event_is_lost_when_the_relay_is_killed(tmp_path: Path) -> None:
    acknowledged: set[str] = set()
    relay = RelayProcess(tmp_path / "data")
    path = str(told(relay.data, "account", "add", "acme")["hook_path"])
    for life in range(3):
        enough = threading.Semaphore(0)
        posters = [
            Poster(relay.url + path, (life * POSTERS + n) * 1_000_000 + 1, enough)
            for n in range(POSTERS)
        ]
        for poster in posters:
            poster.start()
        for _ in range(ENOUGH):
            assert enough.acquire(timeout=10)
        relay.kill()
        for poster in posters:
            poster.join(10)
            acknowledged.update(poster.acknowledged)
        relay = RelayProcess(tmp_path / "data")
    body = b'{"notification_name":"Lost call","call_session_id":"last"}'
    assert send(relay.url + path, body).status == 200
    relay.stop()
    stored = events(tmp_path / "data", "acme")
    calls = [str(event["call_session_id"]) for event in stored]
    assert acknowledged <= set(calls)
    assert len(calls) == len(set(calls))
    assert [event["seq"] for event in stored] == list(range(1, len(stored) + 1))
    assert len({str(event["epoch"]) for event in stored}) == 1
    assert calls[-1] == "last"
