"""Rules left on the computer: in files and in the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from uis_desktop.adapters.local_policy import OTHERS, local_policy
from uis_desktop.adapters.places import default_places
from uis_desktop.core.policy import Policy, Source, in_force
from uis_desktop.core.preferences import Preferences


def test_environment_counts_more_than_a_file_and_the_first_file_more_than_others(
    tmp_path: Path,
) -> None:
    first, second = tmp_path / "first.toml", tmp_path / "second.toml"
    first.write_text("[locked]\nvolume = 10\nflash = false\n")
    second.write_text('[locked]\nvolume = 20\nflash = true\nsound = "bell"\n')
    policy = local_policy([first, tmp_path / "none.toml", second], {"UIS_DESKTOP_VOLUME": "30"})
    assert in_force({}, policy) == Preferences(volume=30, flash=False, sound="bell")
    assert policy.locks == {
        "volume": Source.ENVIRONMENT,
        "flash": Source.FILE,
        "sound": Source.FILE,
    }


@pytest.mark.parametrize(
    "body", [b"[locked", b"\xff\xfe", b"a = " + b"[" * 100_000, b"[locked]\nvolume = 1000"]
)
def test_file_nobody_understands_hinders_nothing_and_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, body: bytes
) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes(body)
    assert local_policy([path], {}) == Policy()
    assert str(path) in caplog.text
    assert "does not count" in caplog.text


def test_folder_in_the_place_of_the_file_hinders_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert local_policy([tmp_path], {}) == Policy()
    assert str(tmp_path) in caplog.text


def test_variable_that_is_no_setting_is_named_and_those_of_the_command_line_are_not(
    caplog: pytest.LogCaptureFixture,
) -> None:
    others = {f"UIS_DESKTOP_{name}": "x" for name in OTHERS}
    assert local_policy([], {**others, "UIS_DESKTOP_VOLUM": "4"}) == Policy()
    assert "UIS_DESKTOP_VOLUM: no setting is called 'volum'" in caplog.text
    assert not any(name in caplog.text for name in OTHERS)


def test_files_are_where_the_system_keeps_what_is_for_everybody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CONFIG_DIRS", "/opt/a:/opt/b")
    assert default_places().policies == (
        Path("/etc/uis-desktop/policy.toml"),
        Path("/opt/a/uis-desktop/policy.toml"),
        Path("/opt/b/uis-desktop/policy.toml"),
    )
