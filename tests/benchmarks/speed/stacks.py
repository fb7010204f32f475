"""The relay and its peers, each as it is run for real: processes on free ports.

The peers are nginx with nchan, alone (keeps messages in memory) and in front of Redis
that syncs each write before it answers (``appendfsync always``): what it acknowledges
is on disk, as with the relay.
"""

from __future__ import annotations

import json
import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil

from tests.benchmarks.notifications import Employee
from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.waiting import until
from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.directory import devices, people
from uis_desktop.relay.directory.tables import open_directory
from uis_desktop.relay.templates import TEMPLATES

#: Every employee has this line beside his own: a call to it concerns them all.
COMMON_LINE = "74959999999"

_NCHAN = Path("/usr/lib/nginx/modules/ngx_nchan_module.so")
_READY_S = 60.0
_ANSWER_S = 240.0


@dataclass(frozen=True, slots=True)
class Server:
    """Something that takes POSTs and has streams.

    Attributes:
        posts: paths; see :mod:`.driver`.
        streams: path and token of each.
        pids: all its processes.
    """

    name: str
    host: str
    port: int
    posts: Sequence[str]
    streams: Sequence[dict[str, str]]
    pids: Sequence[int]

    @property
    def pss(self) -> int:
        """Bytes of memory that are its own, shared pages by share."""
        return sum(psutil.Process(pid).memory_full_info().pss for pid in self.pids)

    @property
    def cpu_s(self) -> float:
        """Seconds of processor time it has used."""
        times = [psutil.Process(pid).cpu_times() for pid in self.pids]
        return sum(one.user + one.system for one in times)


class Load:
    """A driver at work on one server; see :mod:`.driver`."""

    def __init__(self, process: subprocess.Popen[bytes], server: Server) -> None:
        self.server = server
        self._process = process

    def do(self, what: str, **arguments: object) -> dict[str, Any]:
        """Have it done; what came of it, and the share of one core the server used.

        Raises:
            RuntimeError: the driver failed or does not answer.
        """
        before, started = self.server.cpu_s, time.monotonic()
        self._tell({"do": what, **arguments})
        answer = self.answer()
        cores = (self.server.cpu_s - before) / (time.monotonic() - started)
        return {**answer, "cores": cores}

    def _tell(self, wish: dict[str, object]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(wish).encode() + b"\n")
        self._process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        """The next answer."""
        assert self._process.stdout is not None
        readable, _, _ = select.select([self._process.stdout], [], [], _ANSWER_S)
        line = self._process.stdout.readline() if readable else b""
        if not line:
            raise RuntimeError(f"the driver of {self.server.name} does not answer")
        return dict(json.loads(line))


def staff(size: int) -> list[Employee]:
    """So many employees with a line each, and one who stands for the common line."""
    everybody = Employee(999_999, "Все", COMMON_LINE)
    return [
        *(Employee(200_001 + n, f"Сотрудник {n + 1}", f"7495{1_000_001 + n}") for n in range(size)),
        everybody,
    ]


@contextmanager
def driving(home: Home, server: Server, size: int) -> Iterator[Load]:
    """Sender and listeners of a server, all connected."""
    employees = staff(size)
    config = {
        "host": server.host,
        "port": server.port,
        "posts": list(server.posts),
        "streams": list(server.streams),
        "templates": {template.kind.value: template.text for template in TEMPLATES},
        "employees": [
            {"id": one.id, "name": one.name, "line": one.line} for one in employees
        ],
        "first_call": time.time_ns() // 10**9 % 10**6 * 1000,
    }  # fmt: skip
    home.logs.mkdir(parents=True, exist_ok=True)
    with (home.logs / f"driver-{server.name}.err").open("ab") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.speed.driver"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            bufsize=0,
            env=home.env,
        )
    try:
        load = Load(process, server)
        load._tell(config)
        load.answer()
        yield load
    finally:
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        process.kill()
        process.wait()


@contextmanager
def relay(home: Home, name: str, size: int) -> Iterator[Server]:
    """The relay and a company of ``size`` employees with a device each."""
    data = home.path / name
    data.mkdir(mode=0o700)
    hook_path, tokens = _company(data, staff(size)[:-1])
    argv = [sys.executable, "-m", "uis_desktop.relay", "serve", "--data", str(data),
            "--listen", "127.0.0.1:0"]  # fmt: skip
    with Process(name, argv, logs=home.logs, env=home.env) as process:
        address = urlsplit(json.loads(process.first_line(within_s=_READY_S))["url"])
        yield Server(
            name,
            str(address.hostname),
            int(address.port or 0),
            [hook_path],
            [{"path": "/v1/stream", "token": token} for token in tokens],
            [process.pid],
        )


def _company(data: Path, employees: Sequence[Employee]) -> tuple[str, list[str]]:
    """Written as the commands write it, in one transaction: hook and device tokens."""
    directory = open_directory(data)
    now = datetime.now(UTC)
    tokens = []
    with transaction(directory):
        account = people.add_account(
            directory,
            "bench",
            timezone="Europe/Moscow",
            interactive_default='{"returned_code":"nobody"}',
        )
        for one in employees:
            people.put_employee(
                directory,
                account.id,
                id_=str(one.id),
                name=one.name,
                extension=None,
                lines=[one.line, COMMON_LINE],
            )
            code = devices.add_invite(
                directory, account.id, str(one.id), expires_at=now + timedelta(hours=1)
            )
            tokens.append(devices.enrol(directory, code, "benchmark", now).token)
    directory.close()
    return account.hook_path, tokens


@contextmanager
def nchan(
    home: Home, name: str, size: int, *, durable: bool, together: bool = False, replay: bool = False
) -> Iterator[Server]:
    """An nginx with nchan; ``durable`` with Redis, ``together`` with one channel for all."""
    folder = home.path / name
    folder.mkdir()
    with _redis(home, folder, name) if durable else _nothing() as storage:
        port = _free_port()
        (folder / "nginx.conf").write_text(_nginx_conf(folder, port, storage, replay=replay))
        argv = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]
        with Process(name, argv, logs=home.logs, env=home.env) as process:
            _accepts(port, process)
            channels = ["all"] * size if together else [str(n) for n in range(size)]
            parent = psutil.Process(process.pid)
            pids = [process.pid, *(child.pid for child in parent.children(recursive=True))]
            yield Server(
                name,
                "127.0.0.1",
                port,
                ["/pub/all"] if together else [f"/pub/{channel}" for channel in channels],
                [{"path": f"/sub/{channel}", "token": ""} for channel in channels],
                [*pids, *([] if storage is None else [storage[1]])],
            )


def _nginx_conf(folder: Path, port: int, storage: tuple[int, int] | None, *, replay: bool) -> str:
    server = "" if storage is None else f"nchan_redis_server redis://127.0.0.1:{storage[0]};"
    kept = server and f"upstream kept {{ {server} }}"
    user = "user root;" if os.geteuid() == 0 else ""
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return f"""
load_module {_NCHAN};
daemon off; {user} worker_processes 1; worker_rlimit_nofile 20000;
pid {folder}/nginx.pid; error_log stderr warn;
events {{ worker_connections 18000; }}
http {{
  {temporary}
  access_log off; keepalive_requests 100000000; keepalive_timeout 600s;
  client_max_body_size 1m; client_body_buffer_size 64k;
  nchan_max_reserved_memory 512m; nchan_message_buffer_length {1 if replay else 100};
  {kept}
  server {{
    listen 127.0.0.1:{port} backlog=2048;
    location ~ ^/pub/(\\w+)$ {{ nchan_publisher; nchan_channel_id $1; {_pass(storage)} }}
    location ~ ^/sub/(\\w+)$ {{
      nchan_subscriber websocket; nchan_channel_id $1;
      nchan_subscriber_first_message {"oldest" if replay else "newest"};
      nchan_websocket_ping_interval 5s;
      {_pass(storage)}
    }}
  }}
}}
"""


def _pass(storage: tuple[int, int] | None) -> str:
    return "" if storage is None else "nchan_redis_pass kept;"


@contextmanager
def _redis(home: Home, folder: Path, name: str) -> Iterator[tuple[int, int]]:
    """Redis that answers when it is on disk: port and process id."""
    port = _free_port()
    argv = ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder),
            "--appendonly", "yes", "--appendfsync", "always", "--save", "",
            "--auto-aof-rewrite-percentage", "0"]  # fmt: skip
    with Process(f"redis-{name}", argv, logs=home.logs, env=home.env) as process:
        _accepts(port, process)
        yield port, process.pid


@contextmanager
def _nothing() -> Iterator[None]:
    yield None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _accepts(port: int, process: Process) -> None:
    def asked() -> bool:
        if not process.running:
            raise RuntimeError(f"{process.name} has ended: {process.last_words()}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            return False
        return True

    until(asked, within_s=10, what=f"{process.name} accepts")
