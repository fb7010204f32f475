"""Looking at a saved picture."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.end_to_end.stage.widgets import Box


def colours_in(picture: Path, box: Box) -> int:
    """How many colours a part of the picture has; plain paper has one."""
    part = f"{box.width}x{box.height}+{box.x}+{box.y}"
    argv = ["convert", str(picture), "-crop", part, "+repage", "-format", "%k", "info:"]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=20, check=True)
    return int(done.stdout)
