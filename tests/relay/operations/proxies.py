"""The example configurations of the repository, run by the real programs."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ports import free_port

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "packaging" / "relay"
_DEADLINE_S = 10.0


@contextmanager
def running(command: list[str], port: int, home: Path) -> Iterator[None]:
    """The program, for as long as the block lasts; it accepts at ``port``."""
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home)},
    )
    try:
        _wait_until_it_accepts(process, port)
        yield
    finally:
        process.terminate()
        process.communicate(timeout=_DEADLINE_S)


def _wait_until_it_accepts(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + _DEADLINE_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                raise AssertionError(process.communicate()[0]) from error
            # Neither program tells its parent that it is ready.
            time.sleep(0.02)
        else:
            return


@contextmanager
def nginx(folder: Path, relay_url: str, certificate: Path, key: Path) -> Iterator[str]:
    """Nginx with the example; the address to call."""
    relays = {"127.0.0.1:8080": relay_url.removeprefix("http://")}
    with _nginx(folder, "nginx.conf", relays, certificate, key) as url:
        yield url


@contextmanager
def nginx_before_two(
    folder: Path, relay_urls: tuple[str, str], certificate: Path, key: Path
) -> Iterator[str]:
    """Nginx with the example for several relays; the address to call."""
    one, other = (url.removeprefix("http://") for url in relay_urls)
    relays = {"10.0.0.11:8080": one, "10.0.0.12:8080": other}
    with _nginx(folder, "nginx-several.conf", relays, certificate, key) as url:
        yield url


@contextmanager
def _nginx(
    folder: Path, name: str, relays: dict[str, str], certificate: Path, key: Path
) -> Iterator[str]:
    port = free_port()
    site = (EXAMPLES / name).read_text()
    for example, ours in {
        **relays,
        "listen 443": f"listen 127.0.0.1:{port}",
        "/etc/letsencrypt/live/relay.example/fullchain.pem": str(certificate),
        "/etc/letsencrypt/live/relay.example/privkey.pem": str(key),
        "/var/log/nginx/": f"{folder}/",
    }.items():
        assert example in site, example
        site = site.replace(example, ours)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config = folder / "nginx.conf"
    config.write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{\n{temporary}{site}}}\n"
    )
    with running(["nginx", "-p", str(folder), "-c", str(config)], port, folder):
        yield f"https://127.0.0.1:{port}"


@contextmanager
def caddy(folder: Path, relay_url: str) -> Iterator[str]:
    """Caddy with the example, without the certificate it would fetch."""
    port = free_port()
    site = (EXAMPLES / "Caddyfile").read_text()
    for example, ours in {
        "\nrelay.example {": f"\nhttp://127.0.0.1:{port} {{",
        "127.0.0.1:8080": relay_url.removeprefix("http://"),
    }.items():
        assert example in site, example
        site = site.replace(example, ours)
    config = folder / "Caddyfile"
    config.write_text("{\n\tadmin off\n}\n" + site)
    command = ["caddy", "run", "--config", str(config), "--adapter", "caddyfile"]
    with running(command, port, folder):
        yield f"http://127.0.0.1:{port}"
