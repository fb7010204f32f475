"""Choose the stage: the person's own desktop if there is one, else a virtual screen."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from tests.end_to_end.demo.alone import play_alone
from tests.end_to_end.demo.with_you import play_with_you

_PLACE = Path("build") / "demo"


def main() -> int:
    """Play the demo; 0 if everything was really seen."""
    shutil.rmtree(_PLACE, ignore_errors=True)
    _PLACE.mkdir(parents=True)
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return play_with_you(_PLACE)
    return play_alone(_PLACE)


if __name__ == "__main__":
    sys.exit(main())
