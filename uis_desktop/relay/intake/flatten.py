"""Nested templates made flat: the top wins, nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from uis_desktop.relay.intake.cleaning import Cleaning, is_clean, well_formed
from uis_desktop.relay.intake.known_names import CONTAINERS, TELLING_NAMES, meant_name
from uis_desktop.relay.intake.ladder import Decoded
from uis_desktop.relay.intake.repairs import Repair, Repairs
from uis_desktop.relay.intake.strict_json import fitting, free_name

_NESTED = (dict, list)


@dataclass(slots=True)
class Fields:
    """Clean named values.

    Attributes:
        unfilled: names whose placeholder UIS did not fill in: they say nothing
            about the kind of event.
    """

    values: dict[str, object]
    unfilled: frozenset[str]


def flatten(decoded: Decoded) -> Fields:
    """Clean the values and bring the content of known and telling objects to the top."""
    cleaning = Cleaning(decoded.repairs, form=decoded.form)
    values: dict[str, object] = {}
    nested = False
    fields = decoded.fields or {}
    for name, value in fields.items():
        if isinstance(value, str):
            if not is_clean(name, value):
                value = cleaning.clean(name, value)
                nested = nested or _holds_objects(value)
        elif value.__class__ is int:
            value = fitting(value)
        elif value is not None:
            value = cleaning.clean(name, value)
            nested = nested or _holds_objects(value)
        if name not in TELLING_NAMES:
            name = _name(name, fields, values, decoded.repairs)
        values[name] = value
    if nested:
        values = _risen(values)
    unfilled = cleaning.unfilled
    return Fields(values, frozenset(name for name in unfilled if values.get(name) is None))


def _name(
    name: str, fields: Mapping[str, object], taken: Mapping[str, object], repairs: Repairs
) -> str:
    """A name in good order: UIS's own for this one, unless another field has it."""
    meant = meant_name(name)
    if meant == name or meant in fields or meant in taken:
        return name if name.isascii() else free_name(taken, well_formed(name))
    repairs.note(Repair.NAME_SPELT_OTHERWISE, name)
    return meant


def _holds_objects(value: object) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(item, dict) for item in value[:1])
    )


def _risen(content: dict[str, object]) -> dict[str, object]:
    """``content`` with what its containers hold at the top."""
    inside = {
        name: found
        for name, value in content.items()
        if isinstance(value, _NESTED) and (found := _contained(name, value)) is not None
    }
    if not inside:
        return content
    values = {name: value for name, value in content.items() if name not in inside}
    for name, found in inside.items():
        _pour(values, name, _risen(found))
    return values


def _contained(name: str, value: object) -> dict[str, object] | None:
    """The fields inside a known container or a wrapper, or None if it is neither."""
    match value:
        case [dict() as only]:
            return only if _telling(only) else None
        case {"key": str() as key, "value": inner, **rest} if not rest and key in TELLING_NAMES:
            return {key: inner}
        case dict() if value and (name in CONTAINERS or _telling(value)):
            return value
        case _:
            return None


def _telling(content: dict[str, object]) -> bool:
    """It holds the payload, or a wrapper that does."""
    return (
        "call_session_id" in content
        or not CONTAINERS.isdisjoint(content)
        or len(content.keys() & TELLING_NAMES) >= 2
        or any(isinstance(inner, dict) and _telling(inner) for inner in content.values())
    )


def _pour(values: dict[str, object], container: str, content: dict[str, object]) -> None:
    """Fill ``values`` from a container; what is there already stays."""
    for told, value in content.items():
        name = told if meant_name(told) in content else meant_name(told)
        if values.get(name) is None:
            values[name] = value
        elif value is not None and value != values[name]:
            values[free_name(values, f"{container}.{name}")] = value
