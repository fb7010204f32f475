"""What may be typed behind ``uis-desktop``, and the help that tells so."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from uis_desktop import __version__
from uis_desktop.core.brands import BRANDS
from uis_desktop.core.requests import MOST_ROWS

SIGN_IN = "sign-in"
SIGN_OUT = "sign-out"
CALL = "call"
STATUS = "status"
HISTORY = "history"

_DEFAULT_CALL_API = BRANDS["uis"].call_api

_COMMANDS = """\
other commands (each has its --help):
  uis-desktop call NUMBER  place a call with the program that runs
  uis-desktop status       who is signed in, the connection, and what goes on
  uis-desktop history      the newest calls
  uis-desktop sign-in      sign an employee in without a screen
  uis-desktop sign-out     forget who is signed in

"""

_FILES = """\
environment (an option wins over its variable):
  UIS_DESKTOP_CONFIG_DIR, UIS_DESKTOP_DATA_DIR, UIS_DESKTOP_LANGUAGE, UIS_DESKTOP_LOG_LEVEL

Secrets are kept in the system's password store and nowhere else.
"""

_SIGN_IN_CODES = """\
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

_CODES = """\
exit codes:
  0    done: UIS has taken the call (with --wait: somebody answered it and it is
       over); for status: connected
  1    a defect, or the program ended meanwhile; the log has the details
  2    wrong arguments, or no number that can be dialled
  3    uis-desktop does not run here
  4    nobody is signed in, or UIS does not accept login and password
  5    UIS declined; nothing was dialled
  6    UIS cannot be reached and nothing was dialled; for status: not connected
  7    not known whether the call was placed: look at the phone before you try again
  8    nobody answered (with --wait)
  9    another call is being placed, or this number was called a moment ago;
       nothing was dialled
  130  interrupted; a call that was asked for goes on

"""


def desktop_parser() -> argparse.ArgumentParser:
    """The program itself."""
    parser = _parser("", "Caller cards and click-to-call for UIS.", _COMMANDS + _FILES)
    parser.add_argument("--version", action="version", version=f"uis-desktop {__version__}")
    parser.add_argument(
        "--language",
        choices=("ru", "en"),
        default=os.environ.get("UIS_DESKTOP_LANGUAGE") or None,
        help="language of the program (default: the system's)",
    )
    parser.add_argument(
        "link",
        nargs="?",
        help="a tel:, callto: or sip: link or a number, asked about before it is dialled; "
        "or an invite",
    )
    return parser


def call_parser() -> argparse.ArgumentParser:
    """``uis-desktop call``."""
    parser = _parser(
        CALL, "Ring the phone of whoever is signed in, then dial. At most one request.", _CODES
    )
    parser.add_argument("number", help="as people write it: +7…, 8…, with an extension, or short")
    parser.add_argument(
        "--from",
        dest="line",
        metavar="NUMBER",
        help="the virtual number to call from (default: the usual one)",
    )
    parser.add_argument("--wait", action="store_true", help="tell how it goes until it is over")
    _add_json(parser)
    return parser


def status_parser() -> argparse.ArgumentParser:
    """``uis-desktop status``."""
    parser = _parser(STATUS, "Who is signed in, the connection, and what goes on.", _CODES)
    _add_json(parser)
    return parser


def history_parser() -> argparse.ArgumentParser:
    """``uis-desktop history``."""
    parser = _parser(HISTORY, "The newest calls, one on a line.", _CODES)
    parser.add_argument("--limit", type=_rows, default=20, help="so many (default: %(default)s)")
    parser.add_argument("--search", default="", help="name, company, number or note")
    parser.add_argument("--missed", action="store_true", help="missed calls only")
    _add_json(parser)
    return parser


def sign_in_parser() -> argparse.ArgumentParser:
    """``uis-desktop sign-in``."""
    parser = _parser(
        SIGN_IN,
        "Sign an employee in without a screen, for roll-out by an administrator.",
        _SIGN_IN_CODES + _FILES,
    )
    invite = os.environ.get("UIS_DESKTOP_INVITE")
    parser.add_argument(
        "--invite",
        required=invite is None,
        default=invite,
        help="the link uis-desktop://enrol?…; better in the variable UIS_DESKTOP_INVITE, "
        "where other users of this machine do not see it",
    )
    parser.add_argument("--login", help="login of the UIS user")
    parser.add_argument(
        "--through-relay",
        action="store_true",
        help="place calls through the relay, for an employee without a login at UIS",
    )
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


def sign_out_parser() -> argparse.ArgumentParser:
    """``uis-desktop sign-out``."""
    return _parser(
        SIGN_OUT,
        "Forget who is signed in, and the secrets. History stays.",
        "exit codes: as for sign-in\n\n" + _FILES,
    )


def _parser(command: str, about: str, epilog: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"uis-desktop {command}".strip(),
        description=about,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
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
    return parser


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object on each line")


def _rows(text: str) -> int:
    rows = int(text)
    if not 1 <= rows <= MOST_ROWS:
        raise argparse.ArgumentTypeError(f"1 to {MOST_ROWS}")
    return rows
