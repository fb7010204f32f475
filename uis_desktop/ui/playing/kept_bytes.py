"""Bytes under a name, for a library that opens files: in memory, where the system can."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path


class KeptBytes:
    """On Linux no file at all; elsewhere one that only this person may open.

    Nothing of it is left once it is closed.
    """

    def __init__(self, body: bytes) -> None:
        """Raises ``OSError`` if the system has no room for them."""
        if sys.platform == "linux":
            self._fd = os.memfd_create("recording")
            self.path = f"/proc/self/fd/{self._fd}"
        else:
            self._fd, self.path = tempfile.mkstemp(prefix="uis-desktop-")
        try:
            with open(self._fd, "wb", closefd=False) as file:
                file.write(body)
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        """Let go of them; whoever has them open must have done so before."""
        os.close(self._fd)
        if sys.platform != "linux":
            Path(self.path).unlink(missing_ok=True)
