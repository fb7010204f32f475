"""Play the demo on a virtual screen, or with ``--on-my-screen`` on the person's own."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from tests.end_to_end.demo.alone import play_alone
from tests.end_to_end.demo.with_you import play_with_you

_PLACE = Path("build") / "demo"


def main() -> int:
    """Play the demo; 0 if everything was really seen."""
    parser = argparse.ArgumentParser(prog="demo", description=__doc__)
    parser.add_argument("--on-my-screen", action="store_true")
    play = play_with_you if parser.parse_args().on_my_screen else play_alone
    shutil.rmtree(_PLACE, ignore_errors=True)
    _PLACE.mkdir(parents=True)
    return play(_PLACE)


if __name__ == "__main__":
    sys.exit(main())
