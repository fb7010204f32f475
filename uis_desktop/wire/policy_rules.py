"""Rules about settings as they are written: JSON of the relay and the journal, TOML, variables.

Whatever is wrong in one entry is said in words and takes no other entry away.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from uis_desktop.core.crm_filling import problem_of
from uis_desktop.core.crm_rules import CrmRule, Way
from uis_desktop.core.policy import (
    PERMISSIONS,
    PolicyProblem,
    Rule,
    Rules,
    Ruling,
    Source,
)
from uis_desktop.core.settings_catalogue import BY_KEY
from uis_desktop.wire.setting_values import read_value

_FREE = "free"
_TABLES = (Rule.LOCKED.value, Rule.DEFAULT.value)
_DEFAULT_PREFIX = "DEFAULT_"
_FREE_NAME = "FREE"


class RulingRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What the administrator has decided about one setting.

    Attributes:
        rule: ``locked``, ``default`` or ``free``; text, as a newer relay may have others.
        value: of the setting, as its settings file has it; null if it is free.
    """

    rule: str
    value: object = None


class SettingsPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """Answer to ``GET /v1/policy?version=VERSION``.

    Attributes:
        version: ask with it next time.
        settings: by key, or null if they are as they were at the version asked with.
    """

    version: str
    settings: dict[str, RulingRecord] | None


#: What an entry is called where it stands, the key of its setting, and what it says.
_Entry = tuple[str, str, RulingRecord]


@dataclass(frozen=True, slots=True)
class ReadRules:
    """What was understood, and what was not."""

    rules: Rules
    problems: Sequence[PolicyProblem] = ()


def read_records(records: Mapping[str, RulingRecord], source: Source) -> ReadRules:
    """Rules from a relay's answer or from the journal."""
    return _read(((key, key, record) for key, record in records.items()), source)


def records_of(rules: Rules) -> dict[str, RulingRecord]:
    """The rules as JSON has them."""
    return {
        key: RulingRecord(rule=one.rule, value=msgspec.to_builtins(one.value))
        for key, one in rules.items()
    }


def read_toml(text: str, source: Source) -> ReadRules:
    """Rules from a file: ``[locked]`` and ``[default]`` with values, ``free`` with keys.

    Raises:
        ValueError: it is no TOML; the words name line and column.
    """
    try:
        document = tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    problems: list[PolicyProblem] = []
    entries = list(_entries(document, problems))
    read = _read(entries, source)
    return ReadRules(read.rules, [*problems, *read.problems])


def read_variables(variables: Mapping[str, str]) -> ReadRules:
    """Rules from the environment, by what follows ``UIS_DESKTOP_``.

    ``VOLUME=40`` locks, ``DEFAULT_VOLUME=40`` is a default, ``FREE=volume,sound`` frees.
    """
    entries: list[_Entry] = []
    for name, text in variables.items():
        if name == _FREE_NAME:
            keys = [key.strip() for key in text.split(",") if key.strip()]
            entries += [(name, key, RulingRecord(rule=Rule.FREE)) for key in keys]
            continue
        rule = Rule.DEFAULT if name.startswith(_DEFAULT_PREFIX) else Rule.LOCKED
        key = name.removeprefix(_DEFAULT_PREFIX).lower()
        entries.append((name, key, RulingRecord(rule=rule, value=_typed(key, text))))
    return _read(entries, Source.ENVIRONMENT)


def _entries(document: Mapping[str, object], problems: list[PolicyProblem]) -> Iterator[_Entry]:
    """Name, key and record of each line of a file."""
    for name, part in document.items():
        if name in _TABLES and isinstance(part, dict):
            for key, value in part.items():
                yield f"{name}.{key}", key, RulingRecord(rule=name, value=_json(value))
        elif name == _FREE and isinstance(part, list):
            for key in part:
                yield _FREE, str(key), RulingRecord(rule=Rule.FREE)
        else:
            why = "a setting belongs under [locked] or [default]; free is a list of names"
            problems.append(PolicyProblem(name, why))


def _read(entries: Iterable[_Entry], source: Source) -> ReadRules:
    rules: dict[str, Ruling] = {}
    problems: list[PolicyProblem] = []
    for name, key, record in entries:
        if key in rules:
            problems.append(PolicyProblem(name, "it is decided twice; only the first counts"))
            continue
        try:
            rules[key] = _ruling(key, record, source)
        except ValueError as error:
            problems.append(PolicyProblem(name, str(error)))
    return ReadRules(rules, problems)


def _ruling(key: str, record: RulingRecord, source: Source) -> Ruling:
    """One entry.

    Raises:
        ValueError: it does not count; the words say why.
    """
    if key not in BY_KEY and key not in PERMISSIONS:
        raise ValueError(f"no setting is called {key[:64]!r}")
    try:
        rule = Rule(record.rule)
    except ValueError as error:
        raise ValueError(f"only {', '.join(Rule)}, not {record.rule[:64]!r}") from error
    if rule is Rule.FREE:
        return Ruling(rule)
    if key in PERMISSIONS:
        return _permission(rule, record.value)
    setting = BY_KEY[key]
    empty = record.value == "" and setting.default is None
    value = read_value(setting, msgspec.json.encode(None if empty else record.value))
    for one in value if key == "crm_rules" and isinstance(value, tuple) else ():
        _check_crm_rule(one, source)
    return Ruling(rule, value)


def _permission(rule: Rule, value: object) -> Ruling:
    if rule is not Rule.LOCKED:
        raise ValueError("nobody but you chooses it: only locked or free")
    if value not in (True, False):
        raise ValueError("only true or false")
    return Ruling(rule, bool(value))


def _check_crm_rule(rule: CrmRule, source: Source) -> None:
    problem = problem_of(rule)
    if problem is not None:
        raise ValueError(f"a rule for the CRM is not right: {problem.fault}")
    if source is Source.RELAY and rule.way is Way.PROGRAM:
        # Who gets hold of the server must not start programs on every desk.
        raise ValueError("a program is started only by a rule on the computer itself")


def _typed(key: str, text: str) -> object:
    """A variable's text as the setting's own JSON, or as the text it is."""
    if key in BY_KEY or key in PERMISSIONS:
        try:
            value: object = msgspec.json.decode(text)
            _ruling(key, RulingRecord(rule=Rule.LOCKED, value=value), Source.ENVIRONMENT)
        except (ValueError, RecursionError):
            return text
        return value
    return text


def _json(value: object) -> object:
    """A value of TOML as JSON has it: moments are texts."""
    return msgspec.to_builtins(value)
