"""The three lights of the connection: what shines, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from uis_desktop.core.link import LinkState, LinkView
from uis_desktop.errors import (
    OutcomeUnknown,
    ReplyNotUnderstood,
    ServiceUnreachable,
    SignInRefused,
    UisError,
)

#: A company's telephone that is silent for longer is worth a look.
QUIET_FOR = timedelta(hours=24)

#: What says that UIS did not answer us; any other refusal is an answer.
_NO_WAY = (SignInRefused, ServiceUnreachable, OutcomeUnknown, ReplyNotUnderstood)


class Lamp(StrEnum):
    """How a light shines."""

    GOOD = "good"
    DOUBT = "doubt"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """The last time somebody asked something far away.

    Attributes:
        failure: what came of it; None: it answered.
    """

    at: datetime
    failure: UisError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """What the relay said of UIS's notifications.

    Attributes:
        asked: when, and whether it answered.
        notified_at: the last one of the company; None: never.
    """

    asked: Tried
    notified_at: datetime | None = None


def link_lamp(link: LinkView | None) -> Lamp:
    """Relay and this desktop; None while nobody is signed in."""
    if link is None:
        return Lamp.UNKNOWN
    if link.state is LinkState.LIVE:
        return Lamp.GOOD
    return Lamp.BAD if link.state in {LinkState.OFFLINE, LinkState.REFUSED} else Lamp.DOUBT


def arrivals_lamp(arrivals: Arrivals | None, now: datetime) -> Lamp:
    """UIS and relay: notifications."""
    if arrivals is None or arrivals.asked.failure is not None:
        return Lamp.UNKNOWN
    if arrivals.notified_at is None:
        return Lamp.BAD
    return Lamp.GOOD if now - arrivals.notified_at <= QUIET_FOR else Lamp.DOUBT


def call_api_lamp(tried: Tried | None) -> Lamp:
    """This desktop and UIS's Call API."""
    if tried is None:
        return Lamp.UNKNOWN
    return Lamp.BAD if isinstance(tried.failure, _NO_WAY) else Lamp.GOOD
