"""The relay's commands, typed in this process."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from tests.relay.running import JsonObject
from uis_desktop.relay.__main__ import main


@dataclass(frozen=True)
class Console:
    """``uis-relay`` as somebody types it."""

    data: Path
    screen: pytest.CaptureFixture[str]
    shared_log: str | None = None

    def type(self, *arguments: str) -> tuple[int, str]:
        """The exit code, and everything that was printed."""
        where = () if self.shared_log is None else ("--log", self.shared_log)
        try:
            code = main([*arguments, "--data", str(self.data), *where])
        except SystemExit as stopped:
            code = cast(int, stopped.code)
        shown = self.screen.readouterr()
        return code, shown.out + shown.err

    def told(self, *arguments: str) -> JsonObject:
        """What a command answers with ``--json``."""
        code, shown = self.type(*arguments, "--json")
        assert code == 0, shown
        return cast(JsonObject, json.loads(shown))
