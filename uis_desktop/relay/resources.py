"""What the operating system allows: open files, so connections."""

from __future__ import annotations

import sys

if sys.platform != "win32":
    import resource

    def raise_file_limit() -> int | None:
        """Raise the limit of open files to the hard limit; what it is now."""
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        return hard

else:

    def raise_file_limit() -> int | None:
        """Windows has no such limit."""
        return None
