"""Nested templates made flat: the top wins, nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass

from uis_desktop.relay.intake.cleaning import clean, unfilled, well_formed
from uis_desktop.relay.intake.known_names import CONTAINERS, TELLING_NAMES
from uis_desktop.relay.intake.strict_json import free_name


@dataclass(slots=True)
class Fields:
    """Clean named values.

    Attributes:
        unfilled: names whose placeholder UIS did not fill in: they say nothing
            about the kind of event.
    """

    values: dict[str, object]
    unfilled: frozenset[str]


def flatten(raw: dict[str, object]) -> Fields:
    """Clean ``raw`` and bring the content of known and telling objects to the top."""
    values: dict[str, object] = {}
    inside: list[tuple[str, dict[str, object]]] = []
    for name, value in raw.items():
        cleaned = clean(name, value)
        if isinstance(cleaned, dict) and cleaned and _container(name, cleaned):
            inside.append((name, cleaned))
        else:
            values[free_name(values, well_formed(name))] = cleaned
    empty = frozenset(name for name, value in raw.items() if unfilled(name, value))
    for name, content in inside:
        deeper = flatten(content)
        empty |= deeper.unfilled
        _pour(values, name, deeper.values)
    return Fields(values, frozenset(name for name in empty if values.get(name) is None))


def _container(name: str, content: dict[str, object]) -> bool:
    return name in CONTAINERS or bool(content.keys() & CONTAINERS) or _telling(content)


def _telling(content: dict[str, object]) -> bool:
    return "call_session_id" in content or len(content.keys() & TELLING_NAMES) >= 2


def _pour(values: dict[str, object], container: str, content: dict[str, object]) -> None:
    """Fill ``values`` from a container; what is there already stays."""
    for name, value in content.items():
        if values.get(name) is None:
            values[name] = value
        elif value is not None and value != values[name]:
            values[free_name(values, f"{container}.{name}")] = value
