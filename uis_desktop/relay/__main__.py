"""``uis-relay``: serve | account | employee | invite | device | contacts | templates | events."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from uis_desktop.errors import UisError
from uis_desktop.memory_dumps import forbid_memory_dumps
from uis_desktop.relay.commands.grammar import function_of
from uis_desktop.relay.commands.options import config_of
from uis_desktop.relay.commands.parser import build_parser
from uis_desktop.relay.database.storage import StorageUnusable

if sys.platform != "win32":
    import pwd


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command; the exit code."""
    options = build_parser().parse_args(arguments)
    os.umask(0o077)
    forbid_memory_dumps()
    try:
        if "check" in options:
            return function_of(options.check)(options)
        if "serve" in options:
            config = config_of(options)
            _make_folder(config.data)
            return function_of(options.serve)(config, options)
        data = config_of(options).data
        _make_folder(data)
        return function_of(options.run)(data, options)
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
        owner = data.stat().st_uid
    except OSError as error:
        raise StorageUnusable(f"data: {data}: {error.strerror}") from error
    if sys.platform != "win32" and os.geteuid() == 0 and owner != 0:
        # Files root makes here could not be written by the relay any more.
        raise StorageUnusable(
            f"{data} belongs to {_name_of(owner)}: run this command as that user,"
            f" sudo -u {_name_of(owner)} uis-relay …"
        )


def _name_of(owner: int) -> str:
    """The user's name, or his number if he has none."""
    if sys.platform == "win32":
        return str(owner)
    try:
        return pwd.getpwuid(owner).pw_name
    except KeyError:
        return f"#{owner}"


if __name__ == "__main__":
    sys.exit(main())
