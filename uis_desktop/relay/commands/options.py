"""Settings on the command line: the same names as in the file and the environment."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable

from uis_desktop.relay.config import CONFIG_FILE, SETTINGS, Config, read_config

#: Where everything is kept; every command needs to know.
STORE = ("data", "log", "nats_credentials")
_ALL = tuple(setting.name for setting in SETTINGS if not setting.secret)


def add_settings(parser: ArgumentParser, names: Iterable[str] = _ALL) -> None:
    """Options for these settings, and for the file that may hold them all."""
    parser.add_argument("--config", metavar="FILE", help="settings in TOML")
    wanted = set(names)
    for setting in SETTINGS:
        if setting.name in wanted:
            parser.add_argument(setting.option, metavar=setting.metavar, help=setting.words)


def config_of(options: Namespace) -> Config:
    """The configuration of these options.

    Raises:
        ConfigRefused
    """
    return read_config({name: getattr(options, name, None) for name in ("config", *_ALL)})


def environment_words() -> str:
    """Every setting of the environment, for the help."""
    return "; ".join(
        [f"{CONFIG_FILE}: file with settings in TOML"]
        + [f"{setting.variable}: {setting.words}" for setting in SETTINGS]
    )
