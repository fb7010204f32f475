"""What our programs import only when they start, and that is paid once for all of them.

Only the forkserver of :mod:`tests.forked` imports this.
"""

from __future__ import annotations

import gc
import importlib

for _name in (
    "uis_desktop.relay.__main__",
    "uis_desktop.simulator.__main__",
    # httpx waits with it until a client is made; it brings trio along where that is installed.
    "httpcore",
    # Every child looks at the script that runs the tests, and that asks for it.
    "pytest",
):
    importlib.import_module(_name)
# What all children share does not become garbage: each would search it when it starts.
gc.freeze()
