"""Every line of every document that calls one of our programs is taken as it is written."""

from __future__ import annotations

import re
import shlex
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

import pytest

from uis_desktop import command_line
from uis_desktop.relay.commands.parser import build_parser

_DOCS = Path(__file__).parents[2] / "docs"
_DOCUMENTS = sorted(path.name for path in _DOCS.glob("*.md"))
_BLOCK = re.compile(r"^```(?:sh|console)\n(.*?)^```$|((?:^    \S.*\n)+)", re.MULTILINE | re.DOTALL)
#: Where a command of ours begins: with its line, or as another user.
_OURS = re.compile(r"^ *(?:sudo (?:-u uis-relay )?)?((?:uis-relay|uis-desktop) [a-z].*)$", re.M)
_EXPORTED = re.compile(r'^export (UIS_DESKTOP_\w+)="([^"\n]+)"$', re.M)
_OF_THE_DESKTOP: dict[str, Callable[[], ArgumentParser]] = {
    "call": command_line.call_parser,
    "status": command_line.status_parser,
    "history": command_line.history_parser,
    "sign-in": command_line.sign_in_parser,
    "sign-out": command_line.sign_out_parser,
}


def commands_in(text: str) -> list[str]:
    """Of the blocks to be typed, fenced or indented; what the shell would do is cut off."""
    blocks = ["".join(found) for found in _BLOCK.findall(text)]
    return [line.partition(" < ")[0] for block in blocks for line in _OURS.findall(block)]


_TYPED = [
    pytest.param(document, command, id=f"{document}: {command}")
    for document in _DOCUMENTS
    for command in commands_in((_DOCS / document).read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("document", "command"), _TYPED)
def test_every_command_to_be_typed_is_taken_with_its_arguments(
    document: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in _EXPORTED.findall((_DOCS / document).read_text(encoding="utf-8")):
        monkeypatch.setenv(name, value)
    program, *words = shlex.split(command, comments=True)
    if program == "uis-relay":
        build_parser().parse_args(words)
    else:
        _OF_THE_DESKTOP[words[0]]().parse_args(words[1:])


def test_commands_of_all_guides_are_found() -> None:
    read = {name: (_DOCS / name).read_text(encoding="utf-8") for name in _DOCUMENTS}
    found = {name for name, text in read.items() if commands_in(text)}
    with_commands = {"command-line", "installing", "policy", "relay", "scale-out"}
    assert found == {f"{name}{ending}" for name in with_commands for ending in (".md", ".ru.md")}


@pytest.mark.parametrize("russian", [name for name in _DOCUMENTS if name.endswith(".ru.md")])
def test_both_languages_have_the_same_parts_and_say_the_same_commands(russian: str) -> None:
    marks = re.compile(r"^(#+ |- |\d+\. |\| |!\[|```\w*)", re.MULTILINE)
    ours, theirs = (
        (_DOCS / name).read_text(encoding="utf-8")
        for name in (russian, russian.replace(".ru.md", ".md"))
    )
    assert marks.findall(ours) == marks.findall(theirs)
    assert [shlex.split(line, comments=True) for line in commands_in(ours)] == [
        shlex.split(line, comments=True) for line in commands_in(theirs)
    ]
