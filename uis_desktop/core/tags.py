"""Tags: the words a company marks its calls with at UIS."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag of the company's; ``id`` is UIS's (Data API, ``get.tags``)."""

    id: str
    name: str


class WishState(StrEnum):
    """How far a wish is; the values are the journal's."""

    WAITING = "waiting"
    AT_UIS = "at_uis"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class TagWish:
    """What the person wants of one tag on one call; of these two only the last wish counts.

    Attributes:
        number: later wishes have greater ones.
        call: the call session id.
        wanted: the tag is to be on the call, or off it.
        reason: the mnemonic of a refusal.
    """

    number: int
    call: str
    tag: Tag
    wanted: bool
    state: WishState = WishState.WAITING
    reason: str = ""
