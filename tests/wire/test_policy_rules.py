"""What an administrator writes: each good entry counts, each bad one is named."""

from __future__ import annotations

import msgspec
import pytest

from uis_desktop.core.crm_rules import CrmRule, Way
from uis_desktop.core.policy import NO_RULES, Rule, Ruling, Source
from uis_desktop.core.preferences import Corner
from uis_desktop.core.settings_catalogue import SETTINGS, Setting
from uis_desktop.wire.policy_rules import (
    RulingRecord,
    read_records,
    read_toml,
    read_variables,
    records_of,
)

FILE = """
free = ["scheme"]

[locked]
ask_before_links = true
hotkey = ""
quiet_until = ""
corner = "top_left"
updates = false

[default]
volume = 40

[[locked.crm_rules]]
target = "https://crm.example/{number}"
"""
MEANT = {
    "scheme": Ruling(Rule.FREE),
    "ask_before_links": Ruling(Rule.LOCKED, value=True),
    "hotkey": Ruling(Rule.LOCKED, ""),
    "quiet_until": Ruling(Rule.LOCKED, None),
    "corner": Ruling(Rule.LOCKED, Corner.TOP_LEFT),
    "updates": Ruling(Rule.LOCKED, value=False),
    "volume": Ruling(Rule.DEFAULT, 40),
    "crm_rules": Ruling(Rule.LOCKED, (CrmRule(target="https://crm.example/{number}"),)),
}


def test_file_is_understood_as_it_is_meant() -> None:
    read = read_toml(FILE, Source.RELAY)
    assert (read.rules, list(read.problems)) == (MEANT, [])


def test_rules_come_back_from_json_as_they_were() -> None:
    assert read_records(records_of(MEANT), Source.RELAY).rules == MEANT


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[locked]\nvolum = 4", "locked.volum: no setting is called 'volum'"),
        ("[locked]\nvolume = 101", "locked.volume: only 0 to 100"),
        ('[default]\nvolume = "loud"', "default.volume: Expected `int`, got `str`"),
        ('[locked]\ncorner = "middle"', "locked.corner: Invalid enum value 'middle'"),
        ('[locked]\nhotkey = "Ctrl+C"', "locked.hotkey: only empty, or two of"),
        ("[locked]\nquiet_until = 2026-05-18T12:00:00", "locked.quiet_until: only null, or"),
        ("[locked]\nvolume = nan", "locked.volume: "),
        ("[default]\nupdates = false", "default.updates: nobody but you chooses it"),
        ('[locked]\nupdates = "no"', "locked.updates: only true or false"),
        ("volume = 4", "volume: a setting belongs under [locked] or [default]"),
        ('locked = "volume"', "locked: a setting belongs under"),
        ('free = ["loudness"]', "free: no setting is called 'loudness'"),
        ("free = [1]", "free: no setting is called '1'"),
        ("[[locked.crm_rules]]\ntarget = 'javascript:1'", "locked.crm_rules: a rule for the CRM"),
        ("[locked]\nflash = true\n[default]\nflash = false", "default.flash: it is decided twice"),
    ],
)
def test_bad_entry_is_named_and_takes_no_good_one_away(line: str, said: str) -> None:
    good = 'free = ["sound"]\n'
    read = read_toml(
        line.replace("free = [", 'free = ["sound", ') if "free" in line else good + line,
        Source.FILE,
    )
    assert [str(one)[: len(said)] for one in read.problems] == [said]
    assert read.rules["sound"] == Ruling(Rule.FREE)


@pytest.mark.parametrize("text", ["[locked", "volume = ", "a = " + "[" * 5000])
def test_file_that_is_no_toml_is_refused_as_a_whole(text: str) -> None:
    with pytest.raises(ValueError, match=r"line 1|nested|end of document"):
        read_toml(text, Source.FILE)


def test_server_cannot_have_programs_started_but_the_computer_s_own_file_can() -> None:
    text = "[[locked.crm_rules]]\nway = 'program'\ntarget = 'crm'\n"
    rules = read_toml(text, Source.FILE).rules
    assert rules["crm_rules"].value == (CrmRule(way=Way.PROGRAM, target="crm"),)
    refused = read_toml(text, Source.RELAY)
    assert refused.rules == NO_RULES
    assert "a program is started only by a rule on the computer" in str(refused.problems[0])
    sent = {"crm_rules": RulingRecord(rule="locked", value=[{"way": "program", "target": "crm"}])}
    assert read_records(sent, Source.RELAY).rules == NO_RULES


def test_newer_relay_may_say_what_is_not_known_here() -> None:
    told = {
        "volume": RulingRecord(rule="locked", value=4),
        "from_the_future": RulingRecord(rule="locked", value=1),
        "flash": RulingRecord(rule="whispered", value=True),
    }
    read = read_records(told, Source.RELAY)
    assert read.rules == {"volume": Ruling(Rule.LOCKED, 4)}
    assert [one.key for one in read.problems] == ["from_the_future", "flash"]


def test_variables_are_read_as_their_settings_are() -> None:
    read = read_variables(
        {
            "VOLUME": "40",
            "DEFAULT_FLASH": "false",
            "CORNER": "top_left",
            "MONITOR": "1",
            "HOTKEY": "",
            "QUIET_UNTIL": "",
            "UPDATES": "false",
            "FREE": "sound, scheme",
            "VOLUM": "4",
            "OVER_FULL_SCREEN": "yes",
        }
    )
    assert read.rules == {
        "volume": Ruling(Rule.LOCKED, 40),
        "flash": Ruling(Rule.DEFAULT, value=False),
        "corner": Ruling(Rule.LOCKED, Corner.TOP_LEFT),
        "monitor": Ruling(Rule.LOCKED, "1"),
        "hotkey": Ruling(Rule.LOCKED, ""),
        "quiet_until": Ruling(Rule.LOCKED, None),
        "updates": Ruling(Rule.LOCKED, value=False),
        "sound": Ruling(Rule.FREE),
        "scheme": Ruling(Rule.FREE),
    }
    assert [one.key for one in read.problems] == ["VOLUM", "OVER_FULL_SCREEN"]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda one: one.key)
@pytest.mark.parametrize("rule", [Rule.LOCKED, Rule.DEFAULT])
def test_every_setting_can_be_decided_by_a_file_and_by_a_variable(
    setting: Setting, rule: Rule
) -> None:
    written = msgspec.to_builtins(setting.default)
    # Neither has a null: an empty text is the time that is none.
    plain = "" if written is None else written
    in_json = msgspec.json.encode(plain).decode()
    meant = {setting.key: Ruling(rule, setting.default)}
    assert read_toml(f"[{rule}]\n{setting.key} = {in_json}\n", Source.FILE).rules == meant
    prefix = "DEFAULT_" if rule is Rule.DEFAULT else ""
    text = plain if isinstance(plain, str) else in_json
    assert read_variables({f"{prefix}{setting.key.upper()}": text}).rules == meant
