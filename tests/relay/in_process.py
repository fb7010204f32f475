"""The relay's command line in this process: as :mod:`tests.relay.running`, and quick."""

from __future__ import annotations

import json
import os
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import cast

from uis_desktop.relay.__main__ import main

JsonObject = dict[str, object]


@dataclass(frozen=True)
class Done:
    """What a command said."""

    returncode: int
    stdout: str
    stderr: str


def command(data: Path, *arguments: str) -> Done:
    """Run ``uis-relay`` once."""
    out, err = StringIO(), StringIO()
    # A process of its own may set what is everybody's here.
    umask = os.umask(0o077)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = main([*arguments, "--data", str(data)])
    finally:
        os.umask(umask)
    return Done(code, out.getvalue(), err.getvalue())


def told(data: Path, *arguments: str) -> JsonObject:
    """What a command answers with ``--json``."""
    done = command(data, *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return cast(JsonObject, json.loads(done.stdout))


def events(data: Path, account: str, *more: str) -> list[JsonObject]:
    """What ``uis-relay events`` prints."""
    done = command(data, "events", "--account", account, *more, "--json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]
