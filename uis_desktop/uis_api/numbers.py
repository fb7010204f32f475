"""Ids as UIS wants them: JSON numbers."""

from __future__ import annotations

from collections.abc import Iterable

from uis_desktop.errors import ServiceRefused

_PARAMETERS = -32602


def number(id_: str | int, field: str) -> int:
    """The id as a number; ids are strings in this house.

    Raises:
        ServiceRefused: it is none; asking UIS would only say the same.
    """
    text = str(id_)
    if not (text.isascii() and text.isdecimal()):
        raise ServiceRefused("data_type_error", code=_PARAMETERS, field=field)
    return int(text)


def numbers(ids: Iterable[str | int], field: str) -> list[int]:
    """As :func:`number`, for several."""
    return [number(id_, field) for id_ in ids]
