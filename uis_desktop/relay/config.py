"""From command line and environment to a checked, frozen configuration."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from uis_desktop.errors import UisError

#: Every setting of the environment; an option of the command line wins.
ENVIRONMENT = {
    "UIS_RELAY_DATA": "folder of the relay's databases",
    "UIS_RELAY_LISTEN": "address and port to listen on, 127.0.0.1:8080",
    "UIS_RELAY_PUBLIC_URL": "address under which UIS and the desktops reach the relay",
    "UIS_RELAY_KEEP_DAYS": "days an event is kept, 0 for ever",
    "UIS_RELAY_METRICS_TOKEN": "bearer token that may read /metrics from elsewhere",
}
_DEFAULT_LISTEN = "127.0.0.1:8080"
_DEFAULT_KEEP_DAYS = "365"


class ConfigRefused(UisError):
    """A setting makes no sense; the relay does not start on nonsense."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What ``serve`` needs to know.

    Attributes:
        public_url: None: the address it listens on.
        keep_days: 0: for ever.
        metrics_token: None: metrics are for the same machine only.
    """

    data: Path
    host: str
    port: int
    public_url: str | None
    keep_days: int
    metrics_token: str | None = field(default=None, repr=False)


def read_config(
    *,
    data: str | None,
    listen: str | None = None,
    public_url: str | None = None,
    keep_days: str | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Config:
    """Put options and environment together.

    Raises:
        ConfigRefused: something is missing or makes no sense.
    """
    host, port = _listen(listen or environment.get("UIS_RELAY_LISTEN") or _DEFAULT_LISTEN)
    public = public_url or environment.get("UIS_RELAY_PUBLIC_URL") or None
    days = keep_days or environment.get("UIS_RELAY_KEEP_DAYS") or _DEFAULT_KEEP_DAYS
    if not days.isascii() or not days.isdecimal() or len(days) > 5:
        raise ConfigRefused(f"days to keep events are a number, not {days!r}")
    return Config(
        data=data_folder(data, environment),
        host=host,
        port=port,
        public_url=None if public is None else checked_url(public),
        keep_days=int(days),
        metrics_token=environment.get("UIS_RELAY_METRICS_TOKEN") or None,
    )


def data_folder(data: str | None, environment: Mapping[str, str] = os.environ) -> Path:
    """Where the databases are.

    Raises:
        ConfigRefused: nobody said where.
    """
    folder = data or environment.get("UIS_RELAY_DATA")
    if not folder:
        raise ConfigRefused("say where the data is: --data DIR or UIS_RELAY_DATA")
    return Path(folder).expanduser().absolute()


def checked_url(url: str) -> str:
    """An http or https address without credentials, query or final slash.

    Raises:
        ConfigRefused
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ConfigRefused(f"not an address: {url!r}") from error
    plain = parts.scheme in {"http", "https"} and parts.hostname and port != 0
    if not plain or parts.username or parts.password or parts.query or parts.fragment:
        raise ConfigRefused(f"not a plain http or https address: {url!r}")
    return url.rstrip("/")


def _listen(text: str) -> tuple[str, int]:
    host, colon, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not colon or not host or not port.isascii() or not port.isdecimal() or int(port) > 65535:
        raise ConfigRefused(f"listen on HOST:PORT, not {text!r}")
    return host, int(port)
