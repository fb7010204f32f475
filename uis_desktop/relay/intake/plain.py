"""The short way of a notification whose template has nothing wrong with it.

Nearly all are such, and one template gives the same names each time; what follows
from the names alone is worked out once.  What is not plain takes the long way
through :mod:`.flatten` and :mod:`.normal_form`, and tests hold the two against each
other.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping

from uis_desktop.core.events import Kind
from uis_desktop.relay.intake.cleaning import is_clean, well_formed
from uis_desktop.relay.intake.kinds import kind_of_fields
from uis_desktop.relay.intake.known_names import meant_name
from uis_desktop.relay.intake.normal_form import READERS
from uis_desktop.relay.intake.signs import EVENT_CODES
from uis_desktop.relay.intake.strict_json import fitting

#: What is larger is not worth remembering.
_MOST_NAMES = 64
_LONGEST_NAME = 64
_LONGEST_SIGN = 300
_LONGEST_TEXT = 100
_MOST_TEXTS = 8192

#: What became of a text that is not as plain as it looked, and of one that fits no field.
_UNCLEAN, _UNFIT = object(), object()

_Reader = Callable[[object], object]
#: The kind, the fields read of it, and what fits no field.
Plain = tuple[Kind, dict[str, object], dict[str, object]]


def plain(fields: Mapping[str, object]) -> Plain | None:
    """What clean fields of a common template tell; None if they want a closer look."""
    if len(fields) > _MOST_NAMES:
        return None
    mnemonic, title = fields.get("notification_mnemonic"), fields.get("notification_name")
    if not (_may_be_a_sign(mnemonic) and _may_be_a_sign(title)):
        return None
    kind = _kind_by_signs(mnemonic, title)
    readers = _readers(kind, tuple(fields))
    return None if readers is None else _read(kind, readers, fields)


def _may_be_a_sign(value: object) -> bool:
    return value is None or (isinstance(value, str) and len(value) <= _LONGEST_SIGN)


@functools.lru_cache(maxsize=512)
def _kind_by_signs(mnemonic: object, title: object) -> Kind:
    """The kind that mnemonic and title tell; ``OTHER`` if they do not."""
    signs = {"notification_mnemonic": mnemonic, "notification_name": title}
    return kind_of_fields(signs, (), {}).kind


@functools.lru_cache(maxsize=512)
def _readers(kind: Kind, names: tuple[str, ...]) -> tuple[_Reader | None, ...] | None:
    """How the value of each name is read; None if the names are not UIS's own."""
    if kind is Kind.OTHER or not set(EVENT_CODES).isdisjoint(names):
        return None
    for name in names:
        if len(name) > _LONGEST_NAME or meant_name(name) != name or well_formed(name) != name:
            return None
    return tuple(map(READERS[kind].get, names))


def _read(
    kind: Kind, readers: tuple[_Reader | None, ...], fields: Mapping[str, object]
) -> Plain | None:
    taken: dict[str, object] = {}
    rest: dict[str, object] = {}
    for (name, value), read in zip(fields.items(), readers, strict=True):
        if value is None:
            if read is None:
                rest[name] = value
            continue
        if isinstance(value, str):
            found = _of_text(name, value, read)
        elif value.__class__ is int:
            value = fitting(value)
            found = _UNFIT if read is None else read(value)
        else:
            found = _of_list(value, read)
        if found is _UNCLEAN:
            return None
        if found is _UNFIT or found is None:
            rest[name] = value
        else:
            taken[name] = found
    return (kind, taken, rest) if "call_session_id" in taken else None


def _of_text(name: str, value: str, read: _Reader | None) -> object:
    if read is not None and len(value) <= _LONGEST_TEXT:
        return _remembered(name, value, read)
    return _of_any_text(name, value, read)


def _of_any_text(name: str, value: str, read: _Reader | None) -> object:
    if not is_clean(name, value):
        return _UNCLEAN
    return _UNFIT if read is None else read(value)


#: Our lines, employees and titles, and the numbers of a call, come again and again.
_remembered = functools.lru_cache(maxsize=_MOST_TEXTS)(_of_any_text)


def _of_list(value: object, read: _Reader | None) -> object:
    if not _is_plain_list(value):
        return _UNCLEAN
    return _UNFIT if read is None else read(value)


def _is_plain_list(value: object) -> bool:
    """Texts, or small numbers, and nothing to do for them."""
    return isinstance(value, list) and bool(value) and all(map(_is_plain_item, value))


def _is_plain_item(item: object) -> bool:
    if isinstance(item, str):
        return is_clean("", item)
    return item.__class__ is int and fitting(item) == item
