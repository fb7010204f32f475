"""What the administrator's instructions tell people to type is what the program takes."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from uis_desktop.relay.commands.parser import build_parser

_DOCS = Path(__file__).parents[2] / "docs"
_BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def typed() -> Iterator[str]:
    """Every line of a block that begins with ``uis-relay``, without the comment behind it."""
    for page in sorted(_DOCS.glob("relay*.md")):
        for block in _BLOCK.findall(page.read_text("utf-8")):
            for line in block.splitlines():
                if line.startswith("uis-relay "):
                    yield line.partition("  #")[0]


LINES = sorted(set(typed()))


def test_instructions_name_the_commands_of_every_step() -> None:
    assert len(LINES) >= 15


@pytest.mark.parametrize("line", LINES)
def test_line_of_the_instructions_is_a_command(line: str) -> None:
    options = build_parser().parse_args(shlex.split(line)[1:])
    assert {"run", "serve", "check"} & vars(options).keys()
