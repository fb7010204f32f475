"""Each command of ``uis-relay`` is carried out by what is named where its words are."""

from __future__ import annotations

from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from inspect import signature

import pytest

from uis_desktop.relay.commands.grammar import function_of
from uis_desktop.relay.commands.parser import build_parser

#: What a parser says of its command, and what that is called with.
CALLED_WITH = {"run": 2, "serve": 2, "check": 1}


def _commands(parser: ArgumentParser) -> Iterator[ArgumentParser]:
    nouns = [action for action in parser._actions if isinstance(action, _SubParsersAction)]
    if not nouns:
        yield parser
    for noun in nouns:
        for below in noun.choices.values():
            yield from _commands(below)


@pytest.mark.parametrize("parser", [*_commands(build_parser())], ids=lambda parser: parser.prog)
def test_command_has_one_function_that_can_be_called(parser: ArgumentParser) -> None:
    (named,) = {word: parser.get_default(word) for word in CALLED_WITH if parser.get_default(word)}
    assert isinstance(parser.get_default(named), str)
    function = function_of(parser.get_default(named))
    assert len(signature(function).parameters) == CALLED_WITH[named]
    assert function.__doc__
