"""What our programs import only when they start, and that is paid once for all of them.

Only the forkserver of :mod:`tests.forked` imports this.
"""

from __future__ import annotations

import gc
import importlib
import importlib.util
import pkgutil

from uis_desktop.relay import commands

for _name in (
    "uis_desktop.relay.__main__",
    # Each is loaded when it is typed, and the library for NATS by those who share a log.
    *(found.name for found in pkgutil.iter_modules(commands.__path__, f"{commands.__name__}.")),
    "uis_desktop.relay.database.replicated",
    "uis_desktop.relay.log.jetstream_log",
    "uis_desktop.simulator.__main__",
    # httpx waits with it until a client is made; it brings trio along where that is installed.
    "httpcore",
):
    importlib.import_module(_name)
# Every child looks at the script that runs the tests, and that asks for it; the demo does not.
if importlib.util.find_spec("pytest") is not None:
    importlib.import_module("pytest")
# What all children share does not become garbage: each would search it when it starts.
gc.freeze()
