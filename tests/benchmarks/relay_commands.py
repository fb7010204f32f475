"""Many ``uis-relay`` commands one after the other in one process.

Two hundred employees and invites would be four hundred starts of Python.  Reads a
JSON list of argument lists from standard input; prints a JSON list of what the
commands printed.  The first one that fails ends it.
"""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stdout

from uis_desktop.relay.__main__ import main as uis_relay


def run(arguments: list[str]) -> str:
    """What one command prints.

    Raises:
        SystemExit: it failed.
    """
    printed = io.StringIO()
    with redirect_stdout(printed):
        code = uis_relay(arguments)
    if code:
        raise SystemExit(code)
    return printed.getvalue()


if __name__ == "__main__":
    answers = [run(arguments) for arguments in json.load(sys.stdin)]
    sys.stdout.write(json.dumps(answers))
