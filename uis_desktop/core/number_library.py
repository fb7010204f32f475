"""phonenumbers, loaded for the first number: the tray need not wait for its tables."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any


@cache
def library() -> Any:
    """The module ``phonenumbers`` (a port of Google's libphonenumber, pure code and data)."""
    return import_module("phonenumbers")
