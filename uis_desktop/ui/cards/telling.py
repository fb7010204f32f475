"""What a popup says when the system's notifications tell it instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from uis_desktop.core.notifications import Notification


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Words, and what each button does.

    Attributes:
        acts: by the button's name.
        missed: when this goes by itself, somebody has called in vain.
    """

    notification: Notification
    acts: Mapping[str, Callable[[], None]] = field(default_factory=dict)
    missed: bool = False
