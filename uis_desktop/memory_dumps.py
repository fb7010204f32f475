"""No copy of this program's memory on disk: it holds the password and the tokens in use."""

from __future__ import annotations

import sys

if sys.platform != "win32":
    import resource

    def forbid_memory_dumps() -> None:
        """Have no core file written should the program crash (core(5)).

        The hard limit stays as it is, so that a developer can raise it again.
        ``PR_SET_DUMPABLE`` would forbid more, and with it desktop portals, which
        look at the caller's ``/proc`` entry.
        """
        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))

else:

    def forbid_memory_dumps() -> None:
        """Windows keeps none unless an administrator has told it to (WER LocalDumps)."""
