"""The words and numbers of the file."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Seconds = Annotated[float, Meta(ge=0)]
Positive = Annotated[float, Meta(gt=0)]
Id = Annotated[int, Meta(ge=1)]
Digits = Annotated[str, Meta(pattern=r"^[0-9]{1,15}$")]
E164 = Annotated[str, Meta(pattern=r"^[1-9][0-9]{6,14}$")]
Extension = Annotated[str, Meta(pattern=r"^[0-9]{1,5}$")]
Order = Literal["parallel", "sequential"]
Party = Literal["contact", "employee"]
Api = Literal["call_api", "data_api"]
Component = Literal[
    "call_api",
    "call_api_call_management",
    "call_api_informer",
    "call_api_scenario",
    "data_api",
]
#: Where a call may go; who is not named here is one's own colleague or a neighbour.
Destination = Literal["mobile", "long_distance", "international"]
KindWord = Literal[
    "incoming",
    "waiting",
    "outgoing",
    "talk_started",
    "talk_ended",
    "call_ended",
    "lost",
    "recorded",
]


class Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the file; unknown keys are errors."""
