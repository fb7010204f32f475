"""What the relay tells whole, and only if it has changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Versioned(Generic[_T]):
    """An answer of the relay's.

    Attributes:
        version: ask with it next time.
        told: None if it is as it was at the version that was asked with.
    """

    version: str
    told: _T | None
