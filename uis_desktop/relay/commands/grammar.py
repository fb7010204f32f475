"""What all commands are made of: a noun, a verb, the options every command takes."""

from __future__ import annotations

from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Callable
from importlib import import_module

from uis_desktop.relay.commands.options import STORE, add_settings


def noun(
    commands: _SubParsersAction[ArgumentParser], name: str, words: str
) -> _SubParsersAction[ArgumentParser]:
    """A word that wants another one behind it: ``contacts import``."""
    parser = commands.add_parser(name, help=words)
    return parser.add_subparsers(required=True, metavar="COMMAND")


def command(
    commands: _SubParsersAction[ArgumentParser],
    name: str,
    run: str,
    words: str,
    *,
    with_account: bool = True,
) -> ArgumentParser:
    """A command; its own options are added to the parser.

    ``run``: what carries it out, for :func:`function_of`.
    """
    parser = commands.add_parser(name, help=words)
    add_settings(parser, STORE)
    parser.add_argument("--json", action="store_true", help="for programs")
    if with_account:
        parser.add_argument("--account", required=True, metavar="A")
    parser.set_defaults(run=run)
    return parser


def waiting(parser: ArgumentParser) -> None:
    """The option of a command that leaves its work to the running relay."""
    parser.add_argument(
        "--wait", type=float, default=300.0, metavar="S", help="seconds to wait for the relay"
    )


def function_of(run: str) -> Callable[..., int]:
    """The function ``MODULE.NAME`` of the commands.

    Its module is loaded now: no command waits for what only others need.
    """
    module, _, name = run.partition(".")
    function: Callable[..., int] = getattr(import_module(f"{__package__}.{module}"), name)
    return function
