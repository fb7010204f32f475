"""``check-config``: would ``serve`` start, and what is unwise?  Starts nothing."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import stat
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass

import apsw

from uis_desktop.errors import UisError
from uis_desktop.relay.commands.options import config_of
from uis_desktop.relay.commands.output import answer
from uis_desktop.relay.config import Config, ConfigRefused
from uis_desktop.relay.directory import people
from uis_desktop.relay.directory.tables import open_directory
from uis_desktop.relay.log.sqlite_log import open_log
from uis_desktop.relay.stores import open_cluster
from uis_desktop.relay.tls import Certificate

#: Older ones can damage a database that two connections write to (sqlite.org/wal.html).
_OLDEST_SQLITE = (3, 51, 3)
_SHORTEST_TOKEN = 16


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the administrator should know; an ``error`` keeps the relay from starting."""

    level: str
    message: str


def check_config(options: Namespace) -> int:
    """Whether ``serve`` would start, and what is unwise; starts nothing."""
    findings = list(_findings(options))
    ok = all(finding.level != "error" for finding in findings)
    answer(
        {"ok": ok, "findings": findings},
        [f"{finding.level}: {finding.message}" for finding in findings]
        + ["The relay can start." if ok else "The relay cannot start."],
        as_json=options.json,
    )
    return 0 if ok else 1


def _findings(options: Namespace) -> Iterator[Finding]:
    try:
        config = config_of(options)
    except ConfigRefused as error:
        yield Finding("error", error.detail)
        return
    yield from _address_findings(config)
    yield from _file_findings(config)
    if config.keep_days == 0:
        yield Finding(
            "warning",
            "keep_days is 0: personal data is kept for ever; the law (152-FZ) wants it erased"
            " when it is not needed any more",
        )
    if config.metrics_token is not None and len(config.metrics_token) < _SHORTEST_TOKEN:
        yield Finding(
            "warning", "metrics_token is short enough to be guessed: openssl rand -hex 16"
        )
    if tuple(map(int, apsw.sqlite_lib_version().split("."))) < _OLDEST_SQLITE:
        yield Finding("warning", f"SQLite {apsw.sqlite_lib_version()} has a known fault")
    if config.log is not None:
        yield from _shared_findings(config)
    yield from _folder_findings(config)


def _address_findings(config: Config) -> Iterator[Finding]:
    """What may be wrong between the relay and whoever calls it."""
    if config.public_url is None:
        yield Finding("warning", "no public_url: invites and templates name the listening address")
    elif config.public_url.startswith("http:"):
        yield Finding("warning", "public_url is not https: secrets and calls travel readable")
    try:
        found = socket.getaddrinfo(config.host, config.port, type=socket.SOCK_STREAM)
    except OSError as error:
        yield Finding("error", f"listen: {config.host}: {error.strerror}")
        return
    own = all(ipaddress.ip_address(address[0]).is_loopback for *_, address in found)
    secure = config.tls_certificate is not None
    if not own and not secure:
        yield Finding(
            "warning",
            f"listen is {config.host}, without tls_certificate: whoever reaches that port talks"
            " to the relay readably; behind a proxy on this machine listen at 127.0.0.1:8080",
        )
    behind_a_proxy = own and not secure and (config.public_url or "").startswith("https:")
    if behind_a_proxy and not config.trusted_proxies:
        yield Finding(
            "warning",
            "trusted_proxies is empty: for the relay everybody comes from the proxy, so one who"
            ' guesses passwords locks all others out; ["127.0.0.1", "::1"] for one here',
        )
    if any(network.prefixlen == 0 for network in config.trusted_proxies):
        yield Finding(
            "warning", "trusted_proxies holds every address: anybody can claim to be anyone"
        )


def _file_findings(config: Config) -> Iterator[Finding]:
    """Files the settings name."""
    if config.tls_certificate is not None and config.tls_key is not None:
        try:
            Certificate(config.tls_certificate, config.tls_key)
        except ConfigRefused as error:
            yield Finding("error", error.detail)
    if config.nats_credentials is not None:
        try:
            config.nats_credentials.read_bytes()
        except OSError as error:
            yield Finding("error", f"nats_credentials: {error.filename}: {error.strerror}")


def _shared_findings(config: Config) -> Iterator[Finding]:
    """What several relays need beside."""
    if config.public_url is None:
        yield Finding("warning", "no public_url: several relays need the one address of them all")
    try:
        asyncio.run(_reach_nats(config))
    except UisError as error:
        yield Finding("error", error.detail)


async def _reach_nats(config: Config) -> None:
    async with open_cluster(config):
        return


def _folder_findings(config: Config) -> Iterator[Finding]:
    data = config.data
    if not data.is_dir():
        yield Finding("warning", f"{data} does not exist yet: serve makes it")
        return
    if sys.platform != "win32" and stat.S_IMODE(data.stat().st_mode) & 0o077:
        yield Finding("error", f"{data} can be read by others: chmod 700 {data}")
    try:
        directory = open_directory(data)
        if config.log is None:
            open_log(data).close()
        if not people.accounts(directory):
            yield Finding("warning", "there is no account yet: uis-relay account add NAME")
        directory.close()
    except UisError as error:
        yield Finding("error", error.detail)
