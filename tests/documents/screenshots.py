"""The pictures of README and guides: ``make screenshots``.

They are chosen from what the demo and :mod:`tests.ui.pictures` paint, so that none is
made by hand and all can be renewed when a screen changes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.end_to_end.demo.alone import play_alone
from tests.ui.pictures import FOLDER as PAINTED

_ROOT = Path(__file__).parents[2]
_DEMO = _ROOT / "build" / "demo"
#: The corner of the screen where cards and tray are.
_CORNER = "400x352+880+448"
#: Where a recording plays.
_FOOT = "820x87+0+533"
#: The first window of a sheet of sign-ins.
_FIRST_FORM = "456x442+0+0"
#: What the sheets are painted on (``raised_pressed`` of the light colours).
_GROUND = "#cfd5df"
_COLOURS = "128"

#: What each picture is put together of, side by side; and which part of them.
PICTURES: dict[str, tuple[tuple[Path, ...], str | None]] = {
    "demo.png": ((_DEMO / "11-outgoing-my-phone-rings.png",), None),
    "pictures/cards.png": (
        tuple(_DEMO / f"{name}.png" for name in ("02-incoming", "03-waiting", "04-talking")),
        _CORNER,
    ),
    "pictures/sign-in.png": (
        tuple(PAINTED / f"{name}-light-ru-100.png" for name in ("sign-in", "sign-in-numbers")),
        _FIRST_FORM,
    ),
    "pictures/player.png": ((PAINTED / "window-player-playing-light-ru-100.png",), _FOOT),
    "pictures/window.png": ((PAINTED / "window-contact-light-ru-100.png",), None),
    "pictures/check.png": ((PAINTED / "check-good-light-ru-100.png",), None),
}


def main() -> int:
    """Play, paint and choose; 1 if the demo did not show everything."""
    shutil.rmtree(_DEMO, ignore_errors=True)
    for folder in (_DEMO, PAINTED, _ROOT / "docs" / "pictures"):
        folder.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1"}
    paint = [sys.executable, "-m", "tests.ui.pictures", "ru", "1"]
    subprocess.run(paint, env=environment, check=True, timeout=300)
    missing = play_alone(_DEMO)
    for name, (sources, part) in PICTURES.items():
        cut = ["-crop", part, "+repage"] if part else []
        argv = [
            "convert",
            *("-background", _GROUND),
            *map(str, sources),
            *cut,
            "+append",
            "-strip",
            "+dither",
            "-colors",
            _COLOURS,
        ]
        subprocess.run([*argv, str(_ROOT / "docs" / name)], check=True, timeout=60)
    return missing


if __name__ == "__main__":
    sys.exit(main())
