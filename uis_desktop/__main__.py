"""Start the desktop program: arguments, log, and the command that was asked for."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from uis_desktop import __version__
from uis_desktop.adapters.places import Places, default_places
from uis_desktop.core.dial_link import number_in
from uis_desktop.log_file import start_log

_SIGN_IN = "sign-in"
_SIGN_OUT = "sign-out"
_DEFAULT_CALL_API = "https://callapi.uiscom.ru/v4.0"

_COMMANDS = """\
other commands (each has its --help):
  uis-desktop sign-in     sign an employee in without a screen
  uis-desktop sign-out    forget who is signed in

"""

_FILES = """\
environment (an option wins over its variable):
  UIS_DESKTOP_CONFIG_DIR, UIS_DESKTOP_DATA_DIR, UIS_DESKTOP_LANGUAGE, UIS_DESKTOP_LOG_LEVEL

Secrets are kept in the system's password store and nowhere else.
"""

_CODES = """\
exit codes:
  0  done
  2  wrong arguments, or the number of --number cannot be a line
  3  the relay does not accept the invite
  4  UIS does not accept login and password
  5  the system's password store is locked or missing (found out before the
     invite is used up)
  6  UIS or the relay did not answer, or not as agreed
  7  the settings cannot be read or written

On success one line of JSON on standard output:
  {"event":"signed_in","employee":{"id":"…","name":"…"},"relay_url":"…"}

"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == [_SIGN_IN]:
        return _sign_in(_sign_in_parser().parse_args(given[1:]))
    if given[:1] == [_SIGN_OUT]:
        return _sign_out(_sign_out_parser().parse_args(given[1:]))
    return _desktop(_desktop_parser().parse_args(given))


def _desktop(options: argparse.Namespace) -> int:
    places = _opened(options)
    run = _command("desktop", "run")
    return run(places, language=options.language, number=number_in(options.link or ""))


def _sign_in(options: argparse.Namespace) -> int:
    places = _opened(options)
    sign_in = _command("sign_in_command", "sign_in")
    return sign_in(
        places,
        invite=options.invite,
        login=options.login,
        virtual_phone_number=options.number,
        call_api_url=options.call_api,
        password_stdin=options.password_stdin,
    )


def _sign_out(options: argparse.Namespace) -> int:
    places = _opened(options)
    sign_out = _command("sign_in_command", "sign_out")
    return sign_out(places)


def _command(module: str, name: str) -> Callable[..., int]:
    """Load one command: signing in on a machine without a screen must not load Qt."""
    command: Callable[..., int] = getattr(import_module(f"uis_desktop.{module}"), name)
    return command


def _opened(options: argparse.Namespace) -> Places:
    places = default_places(config=options.config_dir, data=options.data_dir)
    start_log(places.log_file, options.log_level)
    return places


def _desktop_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="uis-desktop",
        description="Caller cards and click-to-call for UIS.",
        epilog=_COMMANDS + _FILES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_common(parser)
    parser.add_argument("--version", action="version", version=f"uis-desktop {__version__}")
    parser.add_argument(
        "--language",
        choices=("ru", "en"),
        default=os.environ.get("UIS_DESKTOP_LANGUAGE") or None,
        help="language of the program (default: the system's)",
    )
    parser.add_argument(
        "link", nargs="?", help="a number or a tel: link for the dial field; nothing is dialled"
    )
    return parser


def _sign_in_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"uis-desktop {_SIGN_IN}",
        description="Sign an employee in without a screen, for roll-out by an administrator.",
        epilog=_CODES + _FILES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_common(parser)
    invite = os.environ.get("UIS_DESKTOP_INVITE")
    parser.add_argument(
        "--invite",
        required=invite is None,
        default=invite,
        help="the link uis-desktop://enrol?…; better in the variable UIS_DESKTOP_INVITE, "
        "where other users of this machine do not see it",
    )
    parser.add_argument("--login", required=True, help="login of the UIS user")
    parser.add_argument("--number", required=True, help="virtual number for outgoing calls")
    parser.add_argument(
        "--call-api",
        default=_DEFAULT_CALL_API,
        help="address of the Call API with its version (default: %(default)s)",
    )
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help="read the password from standard input instead of asking at the terminal",
    )
    return parser


def _sign_out_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"uis-desktop {_SIGN_OUT}",
        description="Forget who is signed in, and the secrets. History stays.",
        epilog="exit codes: as for sign-in\n\n" + _FILES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_common(parser)
    return parser


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--config-dir",
        type=Path,
        default=os.environ.get("UIS_DESKTOP_CONFIG_DIR") or None,
        help="folder of the settings; an installation of its own, with secrets of its own",
    )
    parser.add_argument(
        "--data-dir",
        type=Path,
        default=os.environ.get("UIS_DESKTOP_DATA_DIR") or None,
        help="folder of history and log",
    )
    parser.add_argument(
        "--log-level",
        choices=("debug", "info", "warning"),
        default=os.environ.get("UIS_DESKTOP_LOG_LEVEL") or "info",
        help="how much to write into the log (default: %(default)s)",
    )


if __name__ == "__main__":
    sys.exit(main())
