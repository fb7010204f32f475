"""Start the desktop program: arguments, log, and the command that was asked for."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from uis_desktop import command_line
from uis_desktop.adapters.places import Places, default_places
from uis_desktop.core.requests import ExitCode, Request, Verb
from uis_desktop.log_file import start_log
from uis_desktop.memory_dumps import forbid_memory_dumps


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; its exit code."""
    forbid_memory_dumps()
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser, run = _COMMANDS.get(given[0] if given else "", (None, _desktop))
    if parser is None:
        return run(command_line.desktop_parser().parse_args(given))
    return run(parser().parse_args(given[1:]))


def _desktop(options: argparse.Namespace) -> int:
    # Nothing of what is loaded now will ever be garbage, and looking through it again and
    # again is a tenth of the start.  ``desktop.py`` lets Python collect when all is loaded.
    gc.disable()
    places = _opened(options)
    run = _command("desktop", "run")
    return run(places, language=options.language, link=options.link or "")


def _call(options: argparse.Namespace) -> int:
    request = Request(do=Verb.CALL, text=options.number, line=options.line, wait=options.wait)
    return _asked(options, request)


def _status(options: argparse.Namespace) -> int:
    return _asked(options, Request(do=Verb.STATUS))


def _history(options: argparse.Namespace) -> int:
    request = Request(
        do=Verb.HISTORY, text=options.search, missed=options.missed, limit=options.limit
    )
    return _asked(options, request)


def _asked(options: argparse.Namespace, request: Request) -> int:
    """Nothing is written to the log here: the program that runs does what there is to do."""
    run = _command("remote_command", "run")
    return run(_places(options), request, as_json=options.json)


def _sign_in(options: argparse.Namespace) -> int:
    if bool(options.login) == options.through_relay:
        sys.stderr.write("uis-desktop sign-in: give either --login or --through-relay\n")
        return ExitCode.WRONG_ARGUMENTS
    places = _opened(options)
    sign_in = _command("sign_in_command", "sign_in")
    return sign_in(
        places,
        invite=options.invite,
        login=options.login or "",
        virtual_phone_number=options.number,
        call_api_url="" if options.through_relay else options.call_api,
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


def _places(options: argparse.Namespace) -> Places:
    return default_places(config=options.config_dir, data=options.data_dir)


def _opened(options: argparse.Namespace) -> Places:
    places = _places(options)
    start_log(places.log_file, options.log_level)
    return places


_COMMANDS: dict[
    str, tuple[Callable[[], argparse.ArgumentParser], Callable[[argparse.Namespace], int]]
] = {
    command_line.CALL: (command_line.call_parser, _call),
    command_line.STATUS: (command_line.status_parser, _status),
    command_line.HISTORY: (command_line.history_parser, _history),
    command_line.SIGN_IN: (command_line.sign_in_parser, _sign_in),
    command_line.SIGN_OUT: (command_line.sign_out_parser, _sign_out),
}


if __name__ == "__main__":
    sys.exit(main())
