"""What a relay imports only when it starts, and that is paid once for all of them.

Only the forkserver of :mod:`tests.faults.nursery` imports this.
"""

from __future__ import annotations

import gc
import importlib

# httpx waits with it until a client is made; it brings trio along where that is installed.
importlib.import_module("httpcore")
# What all children share does not become garbage: each would search it when it starts.
gc.freeze()
