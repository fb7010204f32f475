"""``uis-relay``: serve | account | employee | invite | device | contacts | templates | events."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from uis_desktop.errors import UisError
from uis_desktop.relay.commands.options import config_of
from uis_desktop.relay.commands.parser import build_parser
from uis_desktop.relay.commands.serve import serve
from uis_desktop.relay.commands.setup import check_config
from uis_desktop.relay.database.storage import StorageUnusable


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command; the exit code."""
    options = build_parser().parse_args(arguments)
    os.umask(0o077)
    try:
        if "check" in options:
            return check_config(options)
        if "serve" in options:
            config = config_of(options)
            _make_folder(config.data)
            return serve(config, options)
        data = config_of(options).data
        _make_folder(data)
        return int(options.run(data, options))
    except UisError as error:
        sys.stderr.write(f"uis-relay: {error.detail}\n")
        return 1
    except BrokenPipeError:
        # Whoever read our lines has seen enough (`| head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _make_folder(data: Path) -> None:
    """The data folder, for nobody but us.

    Raises:
        StorageUnusable
    """
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StorageUnusable(f"{data}: {error.strerror}") from error


if __name__ == "__main__":
    sys.exit(main())
