"""Settings on disk: readable by people, whole or not at all."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.builders import ME
from uis_desktop.adapters.places import Places, default_places
from uis_desktop.adapters.settings_file import SettingsFile
from uis_desktop.core.crm_rules import CrmRule, Moment, Way
from uis_desktop.core.enrolment import Profile
from uis_desktop.core.events import Direction
from uis_desktop.core.preferences import Corner, Preferences, Scheme
from uis_desktop.core.settings_catalogue import SETTINGS
from uis_desktop.errors import SettingsUnreadable

PROFILE = Profile(
    relay_url="https://relay.example",
    stream_url="wss://relay.example/v1/stream",
    employee=ME,
    call_api_url="https://callapi.uiscom.ru/v4.0",
    login="анна",
    virtual_phone_number="74950000001",
)


def read(settings: SettingsFile) -> Preferences:
    """What was chosen, and the defaults."""
    return Preferences(**settings.load_choices())  # type: ignore[arg-type] # as the file has it


def choose(settings: SettingsFile, **choices: object) -> None:
    """Beside what was chosen before."""
    settings.save_choices({**settings.load_choices(), **choices})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def test_first_start_has_no_profile(path: Path) -> None:
    assert SettingsFile(path).load() is None
    assert not path.exists()


def test_a_profile_comes_back_as_it_was(path: Path) -> None:
    SettingsFile(path).save(PROFILE)
    assert SettingsFile(path).load() == PROFILE


def test_settings_are_for_their_user_only_and_people_can_read_them(path: Path) -> None:
    SettingsFile(path).save(PROFILE)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert '"login": "анна"' in path.read_text(encoding="utf-8")
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


def test_signing_out_forgets_the_profile_and_nothing_else(path: Path) -> None:
    settings = SettingsFile(path)
    settings.save(PROFILE)
    path.write_text(json.dumps({**json.loads(path.read_text()), "corner": "top left"}))
    settings.save(replace(PROFILE, login="olga"))
    settings.remove()
    assert settings.load() is None
    assert json.loads(path.read_text()) == {"corner": "top left"}
    settings.remove()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "settings.json"),
        ("{", "settings.json"),
        ("[]", "settings.json"),
        ('{"profile": {}}', "relay_url"),
        ('{"profile": null}', "profile"),
        ("\ufeff{}", "settings.json"),
    ],
)
def test_damaged_settings_say_what_is_wrong_and_stay(path: Path, text: str, named: str) -> None:
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsUnreadable) as error:
        SettingsFile(path).load()
    assert named in error.value.detail
    assert str(path) in error.value.detail
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("relay_url", "ftp://relay.example"),
        ("stream_url", "https://relay.example"),
        ("stream_url", "wss://"),
        ("call_api_url", "callapi.uiscom.ru"),
        ("call_api_url", "http://[broken"),
    ],
)
def test_an_address_that_is_none_is_named(path: Path, key: str, value: str) -> None:
    settings = SettingsFile(path)
    settings.save(replace(PROFILE, **{key: value}))  # type: ignore[arg-type]
    with pytest.raises(SettingsUnreadable, match=key):
        settings.load()


def test_profile_without_a_login_at_uis_comes_back(path: Path) -> None:
    profile = replace(PROFILE, login="", call_api_url="")
    SettingsFile(path).save(profile)
    assert SettingsFile(path).load() == profile


def test_settings_that_cannot_be_written_say_so(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where the folder should be")
    with pytest.raises(SettingsUnreadable):
        SettingsFile(tmp_path / "config" / "settings.json").save(PROFILE)


def test_a_half_written_file_of_a_crash_is_no_hindrance(path: Path) -> None:
    path.parent.mkdir()
    path.with_name("settings.json.new").write_text("{half")
    SettingsFile(path).save(PROFILE)
    assert SettingsFile(path).load() == PROFILE


def test_every_employee_at_every_relay_has_a_journal_of_his_own(tmp_path: Path) -> None:
    places = Places(config=tmp_path, data=tmp_path, log=tmp_path)
    colleague = replace(PROFILE, employee=replace(ME, id="999"))
    elsewhere = replace(PROFILE, relay_url="https://other.example")
    journals = {places.journal(profile) for profile in (PROFILE, colleague, elsewhere)}
    assert len(journals) == 3
    assert places.journal(replace(PROFILE, login="other")) == places.journal(PROFILE)


def test_folders_asked_for_are_used_and_made(tmp_path: Path) -> None:
    places = default_places(config=tmp_path / "c", data=tmp_path / "d")
    places.make()
    assert places.settings == tmp_path / "c" / "settings.json"
    assert places.log_file == tmp_path / "d" / "log" / "desktop.log"
    assert stat.S_IMODE(places.log.stat().st_mode) == 0o700


def test_the_system_s_folders_are_the_usual_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "c"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "d"))
    places = default_places()
    assert places.config == tmp_path / "c" / "uis-desktop"
    assert places.data == tmp_path / "d" / "uis-desktop"


def test_first_start_has_the_defaults_and_writes_nothing(path: Path) -> None:
    assert SettingsFile(path).load_choices() == {}
    assert not path.exists()


def test_choices_come_back_as_they_were_beside_the_profile(path: Path) -> None:
    chosen = Preferences(
        corner=Corner.TOP_LEFT,
        monitor="HDMI-1",
        sound="",
        volume=0,
        quiet_until=datetime(2026, 5, 18, 12, 0, tzinfo=UTC),
        keep_days=0,
        scheme=Scheme.DARK,
        hotkey="Ctrl+Alt+C",
        crm_rules=(
            CrmRule(moment=Moment.RING, line="74950000001", target="https://crm.example/{number}"),
            CrmRule(direction=Direction.OUT, way=Way.PROGRAM, target="crm\n{contact_name}"),
        ),
    )
    settings = SettingsFile(path)
    settings.save(PROFILE)
    settings.save_choices({one.key: getattr(chosen, one.key) for one in SETTINGS})
    assert read(settings) == chosen
    assert settings.load() == PROFILE


def test_wrong_rule_for_the_crm_takes_nothing_else_away_and_is_kept(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path.parent.mkdir()
    path.write_text(
        '{"preferences": {"volume": 5, "crm_rules": [{"target": "javascript:alert(1)"}]}}'
    )
    settings = SettingsFile(path)
    loaded = read(settings)
    assert loaded == Preferences(volume=5, crm_rules=(CrmRule(target="javascript:alert(1)"),))
    assert "crm_rules[0] is not carried out: scheme" in caplog.text
    choose(settings, volume=6)
    assert read(settings) == replace(loaded, volume=6)


def test_choices_of_a_newer_version_stay_in_the_file(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"preferences": {"volume": 5, "from_the_future": [1]}}')
    settings = SettingsFile(path)
    choose(settings, volume=6)
    kept = json.loads(path.read_text())["preferences"]
    assert (kept["volume"], kept["from_the_future"]) == (6, [1])


@pytest.mark.parametrize(
    ("key", "wrong", "counts"),
    [
        pytest.param("corner", '"middle"', Corner.BOTTOM_RIGHT, id="no such corner"),
        pytest.param("volume", "101", 70, id="louder than possible"),
        pytest.param("volume", '"loud"', 70, id="a word for a number"),
        pytest.param("sound", '"gong"', "chime", id="no such sound"),
        pytest.param("keep_days", '"a year"', 0, id="what is not understood deletes no calls"),
        pytest.param("keep_days", "-1", 0, id="days below zero"),
        pytest.param("keep_days", "99999999999", 0, id="more days than there were"),
        pytest.param("quiet_until", '"2026-05-18T12:00:00"', None, id="a time without a zone"),
        pytest.param("hotkey", '"Ctrl+C"', "", id="keys that programs need"),
        pytest.param("crm_rules", '[{"moment": "never"}]', (), id="a rule nobody understands"),
    ],
)
def test_choice_that_makes_no_sense_takes_no_other_away_and_stays_in_the_file(
    path: Path, caplog: pytest.LogCaptureFixture, key: str, wrong: str, counts: object
) -> None:
    path.parent.mkdir()
    path.write_text(f'{{"preferences": {{"{key}": {wrong}, "flash": false}}}}')
    settings = SettingsFile(path)
    loaded = read(settings)
    expected = {"flash": False, key: counts}
    assert loaded == Preferences(**expected)  # type: ignore[arg-type]
    instead = json.dumps(counts if counts != () else [])
    assert f"preferences.{key} is not understood, {instead} counts instead: " in caplog.text
    choose(settings, over_full_screen=True)
    kept = json.loads(path.read_text())["preferences"]
    assert kept == {key: json.loads(wrong), "flash": False, "over_full_screen": True}


def test_choice_made_anew_takes_the_place_of_what_made_no_sense(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"preferences": {"corner": "middle"}}')
    settings = SettingsFile(path)
    choose(settings, corner=Corner.TOP_LEFT)
    assert read(settings).corner is Corner.TOP_LEFT


def test_default_nobody_chose_is_not_written_and_one_that_was_chosen_is(path: Path) -> None:
    settings = SettingsFile(path)
    choose(settings, volume=5)
    assert json.loads(path.read_text())["preferences"] == {"volume": 5}
    choose(settings, volume=70)
    assert json.loads(path.read_text())["preferences"] == {"volume": 70}
    settings.save_choices({})
    assert json.loads(path.read_text())["preferences"] == {}


def test_choices_that_are_no_object_are_named_and_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"preferences": []}')
    with pytest.raises(SettingsUnreadable, match=r"settings\.json: preferences"):
        SettingsFile(path).load_choices()
    with pytest.raises(SettingsUnreadable, match=r"settings\.json: preferences"):
        SettingsFile(path).save_choices({"volume": 5})
    assert path.read_text() == '{"preferences": []}'
