"""Root must not leave files in the data folder that the relay cannot write."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from uis_desktop.relay.__main__ import main

_SOMEBODY = 65534


def test_root_is_told_to_be_the_owner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if os.geteuid() == 0:
        os.chown(tmp_path, _SOMEBODY, _SOMEBODY)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert main(["account", "add", "acme", "--data", str(tmp_path)]) == 1
    assert "run this command as that user" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
