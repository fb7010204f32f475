"""What the administrator has decided about the settings, put together from all who may.

Pure: where the rules are read is somebody else's affair, and so is what they are written in
(:mod:`uis_desktop.wire.policy_rules`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from uis_desktop.core.preferences import Preferences
from uis_desktop.core.settings_catalogue import SETTINGS
from uis_desktop.core.translatable import QT_TRANSLATE_NOOP


class Rule(StrEnum):
    """What a decision means.

    ``LOCKED``: this value counts.  ``DEFAULT``: it counts until the person chooses.
    ``FREE``: as if nobody whose word counts less had decided anything.
    """

    LOCKED = "locked"
    DEFAULT = "default"
    FREE = "free"


class Source(StrEnum):
    """Where a value comes from; of the first three the earlier one's word counts."""

    ENVIRONMENT = "environment"
    FILE = "file"
    RELAY = "relay"
    PERSON = "person"
    PROGRAM = "program"


# Whose rules count, the strongest first.
ADMINISTRATORS = (Source.ENVIRONMENT, Source.FILE, Source.RELAY)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is decided about one setting; ``value`` has its type, and none if it is free."""

    rule: Rule
    value: object = None


# What one source has decided, by the key of the setting or permission.
Rules = Mapping[str, Ruling]
NO_RULES: Rules = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Permission:
    """What only the administrator decides: it is allowed unless a rule locks it to False."""

    key: str
    title: str


PERMISSIONS: Mapping[str, Permission] = {
    one.key: one
    for one in (
        Permission("updates", QT_TRANSLATE_NOOP("Settings", "Updates of this program")),
        Permission("links", QT_TRANSLATE_NOOP("Settings", "Calls by links of other programs")),
    )
}


@dataclass(frozen=True, slots=True)
class PolicyProblem:
    """An entry that does not count.

    Attributes:
        key: what the entry is called where it stands.
        why: in words, for the administrator.
    """

    key: str
    why: str

    def __str__(self) -> str:
        return f"{self.key}: {self.why}"


@dataclass(frozen=True, slots=True)
class Decided:
    """The ruling that counts, and whose it is."""

    ruling: Ruling
    source: Source


class Policy:
    """The rules of all sources; a new one is made when one of them changes."""

    def __init__(self, sources: Mapping[Source, Rules] = MappingProxyType({})) -> None:
        self._sources = dict(sources)
        self._decided: dict[str, Decided] = {}
        for source in ADMINISTRATORS:
            for key, ruling in self._sources.get(source, NO_RULES).items():
                self._decided.setdefault(key, Decided(ruling, source))

    def changed(self, source: Source, rules: Rules) -> Policy:
        """The same, but for what this source says now."""
        return Policy({**self._sources, source: rules})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Policy) and self._decided == other._decided

    __hash__ = None  # type: ignore[assignment] # it holds values that have none

    def decided(self, key: str) -> Decided | None:
        """What counts for a setting or permission; None: nobody has decided, or it is free."""
        found = self._decided.get(key)
        return None if found is None or found.ruling.rule is Rule.FREE else found

    def lock(self, key: str) -> Source | None:
        """Who has locked a setting; None: the person may choose."""
        found = self.decided(key)
        return found.source if found is not None and found.ruling.rule is Rule.LOCKED else None

    @property
    def locks(self) -> Mapping[str, Source]:
        """What is locked, and by whom."""
        return {
            key: one.source for key, one in self._decided.items() if one.ruling.rule is Rule.LOCKED
        }

    def allows(self, permission: str) -> bool:
        """A thing of :data:`PERMISSIONS` may be done."""
        found = self.decided(permission)
        return found is None or found.ruling.value is not False


def in_force(chosen: Mapping[str, object], policy: Policy) -> Preferences:
    """What counts of each setting, whatever was chosen and decided."""
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        decided = policy.decided(setting.key)
        if decided is not None and _comes_first(decided, setting.key, chosen):
            values[setting.key] = decided.ruling.value
        else:
            values[setting.key] = chosen.get(setting.key, setting.default)
    return Preferences(**values)


def origin(key: str, chosen: Mapping[str, object], policy: Policy) -> Source:
    """Where the value that counts comes from."""
    decided = policy.decided(key)
    if decided is not None and _comes_first(decided, key, chosen):
        return decided.source
    return Source.PERSON if key in chosen else Source.PROGRAM


def _comes_first(decided: Decided, key: str, chosen: Mapping[str, object]) -> bool:
    return decided.ruling.rule is Rule.LOCKED or key not in chosen
