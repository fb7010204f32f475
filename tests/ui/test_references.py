"""Cards look as they did when somebody looked at them: at each scale, light and dark."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.ui.references import FOLDER, OTHER_FONT, SAME_FONT, difference, tolerated

_ROOT = Path(__file__).resolve().parents[2]
_REFERENCES = {path.stem: QImage(str(path)) for path in sorted(FOLDER.glob("*.png"))}


def painted(folder: Path, scale: str) -> dict[str, QImage]:
    """All pictures as the program paints them now, in a process with this scale."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
    argv = [sys.executable, "-m", "tests.ui.references", str(folder)]
    subprocess.run(argv, env=environment, cwd=_ROOT, check=True, capture_output=True, timeout=60)
    return {path.stem: QImage(str(path)) for path in sorted(folder.glob("*.png"))}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("scale", ["1", "1.5", "2"])
def test_every_picture_is_as_it_was_found_good(tmp_path: Path, scale: str) -> None:
    now = painted(tmp_path, scale)
    # At a larger scale three cards and the settings are higher than the virtual screen.
    high = ("stack", "settings")
    wanted = {name for name in _REFERENCES if scale == "1" or not name.startswith(high)}
    assert now.keys() == wanted
    found = {name: difference(picture, _REFERENCES[name]) for name, picture in now.items()}
    assert {name: how for name, how in found.items() if how > tolerated(tmp_path)} == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ringing_me-light", "ringing_me-dark"),
        ("ringing_me-light", "hidden-light"),
        ("ringing_me-light", "many_parameters-light"),
        ("stack-1", "stack-3"),
        ("settings-light", "settings-dark"),
    ],
)
def test_comparison_tells_different_pictures_apart_whatever_the_font(one: str, other: str) -> None:
    assert difference(_REFERENCES[one], _REFERENCES[other]) > OTHER_FONT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("talking-light", "taken-light"),
        ("ended-light", "talking-light"),
        ("no_name-light", "ringing_me-light"),
        ("past-light", "many_parameters-light"),
        ("stack-2", "stack-3"),
    ],
)
def test_comparison_tells_similar_pictures_apart_with_the_same_font(one: str, other: str) -> None:
    assert difference(_REFERENCES[one], _REFERENCES[other]) > SAME_FONT
