"""From file, environment and command line to a checked, frozen configuration."""

from __future__ import annotations

import ipaddress
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from uis_desktop.core.masking import masked
from uis_desktop.errors import UisError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

CONFIG_FILE = "UIS_RELAY_CONFIG"
_PREFIX = "UIS_RELAY_"
_LOG_FORMATS = ("text", "json")


class ConfigRefused(UisError):
    """A setting makes no sense; the relay does not start on nonsense."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: ``name`` in the file, ``--name`` as an option, ``UIS_RELAY_NAME``.

    Attributes:
        metavar: what a value looks like.
        default: as text; None if there is none.
        secret: it has no option, because everybody can read a command line.
    """

    name: str
    metavar: str
    words: str
    default: str | None = None
    secret: bool = False

    @property
    def variable(self) -> str:
        """Its name in the environment."""
        return _PREFIX + self.name.upper()

    @property
    def option(self) -> str:
        """Its name on the command line."""
        return "--" + self.name.replace("_", "-")


SETTINGS = (
    Setting("data", "DIR", "folder of the relay's databases"),
    Setting("listen", "HOST:PORT", "address and port to listen on", "127.0.0.1:8080"),
    Setting("public_url", "URL", "address under which UIS and the desktops reach the relay"),
    Setting("keep_days", "N", "forget events after N days; 0: never", "365"),
    Setting("log", "URL", "nats://HOST:PORT to share the log with other relays"),
    Setting("nats_credentials", "FILE", "NATS credentials file (.creds)"),
    Setting("tls_certificate", "FILE", "certificate chain (PEM), to serve https without a proxy"),
    Setting("tls_key", "FILE", "private key of the certificate (PEM)"),
    Setting("trusted_proxies", "NETS", "proxies whose X-Forwarded-For is believed, 10.0.0.0/8,::1"),
    Setting("log_format", "FORMAT", "text, or json for a log collector", "text"),
    Setting("metrics_token", "TOKEN", "bearer token that may read /metrics from elsewhere",
            secret=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What ``serve`` needs to know.

    Attributes:
        public_url: None: the address it listens on.
        keep_days: 0: for ever.
        log: None: in the data folder. It may hold NATS's password.
        metrics_token: None: metrics are for the same machine only.
    """

    data: Path
    host: str
    port: int
    public_url: str | None
    keep_days: int
    log: str | None = field(default=None, repr=False)
    nats_credentials: Path | None = None
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    trusted_proxies: tuple[Network, ...] = ()
    log_format: str = "text"
    metrics_token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class _Given:
    """A value and the place it was found in."""

    text: str
    where: str

    @property
    def on_command_line(self) -> bool:
        return self.where.startswith("--")

    def refused(self, words: str) -> ConfigRefused:
        return ConfigRefused(f"{self.where}: {words}")


def read_config(
    options: Mapping[str, str | None] | None = None,
    *,
    environment: Mapping[str, str] = os.environ,
) -> Config:
    """Put options, environment and file together; the first of them that speaks wins.

    ``options`` by setting name; ``config`` among them is the file.

    Raises:
        ConfigRefused: something is missing or makes no sense; it names the setting
            and where it was found.
    """
    values = _values(options or {}, environment)
    host, port = _listen(values["listen"])
    certificate, key = (_path(values.get(name)) for name in ("tls_certificate", "tls_key"))
    if (certificate is None) != (key is None):
        there = values["tls_key" if certificate is None else "tls_certificate"]
        raise there.refused("tls_certificate and tls_key belong together")
    public, log = (values.get(name) for name in ("public_url", "log"))
    return Config(
        data=_data(values),
        host=host,
        port=port,
        public_url=None if public is None else _url(public),
        keep_days=_days(values["keep_days"]),
        log=None if log is None else _nats_url(log),
        nats_credentials=_path(values.get("nats_credentials")),
        tls_certificate=certificate,
        tls_key=key,
        trusted_proxies=_networks(values.get("trusted_proxies")),
        log_format=_log_format(values["log_format"]),
        metrics_token=_token(values.get("metrics_token")),
    )


def checked_url(url: str) -> str:
    """An http or https address without credentials, query or final slash.

    Raises:
        ConfigRefused
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ConfigRefused(f"not an address: {masked(url)!r}") from error
    readable = url.isprintable() and not any(sign.isspace() for sign in url)
    plain = parts.scheme in {"http", "https"} and parts.hostname and port != 0 and readable
    if not plain or parts.username or parts.password or parts.query or parts.fragment:
        raise ConfigRefused(f"not a plain http or https address: {masked(url)!r}")
    return url.rstrip("/")


def _values(options: Mapping[str, str | None], environment: Mapping[str, str]) -> dict[str, _Given]:
    values = {
        setting.name: _Given(setting.default, f"default of {setting.name}")
        for setting in SETTINGS
        if setting.default is not None
    }
    file = options.get("config") or environment.get(CONFIG_FILE)
    values.update(_from_file(Path(file)) if file else ())
    for setting in SETTINGS:
        if text := environment.get(setting.variable):
            values[setting.name] = _Given(text, setting.variable)
        if text := options.get(setting.name):
            values[setting.name] = _Given(text, setting.option)
    return values


def _from_file(file: Path) -> Iterator[tuple[str, _Given]]:
    """The settings of a TOML file; a list is the same as text with commas, "" as nothing.

    Raises:
        ConfigRefused
    """
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigRefused(f"{file}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigRefused(f"{file}: not TOML: {error}") from error
    known = {setting.name for setting in SETTINGS}
    for name, value in content.items():
        if name not in known:
            raise ConfigRefused(f"{file}: there is no setting {name}; {_nearest(name, known)}")
        if isinstance(value, list):
            value = ",".join(map(str, value))
        if value == "":
            continue
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            raise ConfigRefused(f"{file}: {name}: a text or a number is expected")
        yield name, _Given(str(value), f"{file}: {name}")


def _nearest(name: str, known: set[str]) -> str:
    begins = [other for other in sorted(known) if other[:3] == name[:3]]
    return f"did you mean {begins[0]}?" if begins else f"there are {', '.join(sorted(known))}"


def _data(values: Mapping[str, _Given]) -> Path:
    if "data" not in values:
        raise ConfigRefused("say where the data is: --data DIR or UIS_RELAY_DATA")
    return _there(values["data"])


def _path(given: _Given | None) -> Path | None:
    return None if given is None else _there(given)


def _there(given: _Given) -> Path:
    if "\0" in given.text:
        raise given.refused(f"not a path: {given.text!r}")
    try:
        return Path(given.text).expanduser().absolute()
    except RuntimeError as error:
        raise given.refused(f"there is no such user: {given.text!r}") from error


def _url(given: _Given) -> str:
    try:
        return checked_url(given.text)
    except ConfigRefused as error:
        raise given.refused(error.detail) from error


def _nats_url(given: _Given) -> str:
    servers = [server.strip() for server in given.text.split(",")]
    if not all(map(_is_nats, servers)):
        raise given.refused("nats://HOST:PORT or tls://HOST:PORT, several with commas")
    if given.on_command_line and "@" in given.text:
        raise given.refused(
            "everybody can read a command line; with a password it belongs into the file or into "
            "UIS_RELAY_LOG"
        )
    return ",".join(servers)


def _is_nats(server: str) -> bool:
    try:
        parts = urlsplit(server)
        return parts.scheme in {"nats", "tls"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _token(given: _Given | None) -> str | None:
    if given is None:
        return None
    if not given.text.isascii() or not given.text.isprintable() or " " in given.text:
        raise given.refused("a token has letters, figures and signs of ASCII, no spaces")
    return given.text


def _days(given: _Given) -> int:
    days = given.text
    if not days.isascii() or not days.isdecimal() or len(days) > 5:
        raise given.refused(f"days to keep events are a number, not {days!r}")
    return int(days)


def _log_format(given: _Given) -> str:
    if given.text not in _LOG_FORMATS:
        raise given.refused(f"one of {', '.join(_LOG_FORMATS)}, not {given.text!r}")
    return given.text


def _networks(given: _Given | None) -> tuple[Network, ...]:
    if given is None:
        return ()
    try:
        return tuple(
            ipaddress.ip_network(text.strip()) for text in given.text.split(",") if text.strip()
        )
    except ValueError as error:
        raise given.refused(f"addresses or networks with commas: {error}") from error


def _listen(given: _Given) -> tuple[str, int]:
    host, colon, port = given.text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    a_port = port.isascii() and port.isdecimal() and len(port) <= 5 and int(port) <= 65535
    if not colon or not host or not a_port:
        raise given.refused(f"HOST:PORT, not {given.text!r}")
    return host, int(port)
