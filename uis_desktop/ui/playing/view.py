"""What the player's strip shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """Where a recording stands."""

    LOADING = "loading"
    PLAYING = "playing"
    PAUSED = "paused"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayerView:
    """One recording, as the person sees it.

    Attributes:
        link: which; never shown.
        title: whose talk it is, and of when.
        words: why it is silent, if that was not the person's wish.
        again: what went wrong may be right the next time.
    """

    link: str
    title: str
    phase: Phase
    words: str = ""
    again: bool = False


def heard_link(view: PlayerView | None) -> str | None:
    """The link of the recording that is heard now."""
    return view.link if view is not None and view.phase is Phase.PLAYING else None
