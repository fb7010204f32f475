"""Qt's own player plays, moves, ends and fails as the window says, also without a sound card."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path


def test_qts_player_does_what_the_window_says(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": str(tmp_path),
        # No sound server of this machine, and none that the library would start.
        "PULSE_SERVER": f"unix:{tmp_path}/none",
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.media_program"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=55,
        check=False,
    )
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        ["goes on behind the place that was wanted"],
        ["stays silent where it was moved", "0:10 / 10:00"],
        ["ends by itself", "0:01 / 0:01"],
        ["is heard again"],
        ["says what it cannot play", WORDS],
        ["one after the other"],
        ["quit"],
    ], done.stderr
    assert done.returncode == 0, done.stderr
    assert "media.uiscom.ru" not in done.stderr


WORDS = "Эту запись здесь не проиграть. Откройте её в системном плеере."
