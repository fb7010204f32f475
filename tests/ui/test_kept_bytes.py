"""A recording has a name while it is heard, and lies on no disk."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest

from uis_desktop.ui.playing.kept_bytes import KeptBytes


def test_bytes_are_read_by_their_name_and_are_in_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    kept = KeptBytes(b"sound" * 1000)
    assert Path(kept.path).read_bytes() == b"sound" * 1000
    if sys.platform == "linux":
        assert list(tmp_path.iterdir()) == []
    kept.close()
    assert list(tmp_path.iterdir()) == []
