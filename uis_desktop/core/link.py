"""The connection to the relay, as facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from uis_desktop.core.events import Delivered, Employee, Place
from uis_desktop.core.parameters import ShownParameter


class LinkState(StrEnum):
    """What tray and window say about the connection; never better than it is.

    ``CATCHING_UP`` is connected but still replaying what was missed.
    """

    CONNECTING = "connecting"
    CATCHING_UP = "catching_up"
    LIVE = "live"
    OFFLINE = "offline"
    REFUSED = "refused"


class OfflineReason(StrEnum):
    """Why the connection is down, as far as one can tell."""

    UNREACHABLE = "unreachable"
    RELAY_GOING_AWAY = "relay_going_away"
    TOO_SLOW = "too_slow"
    NOT_A_RELAY = "not_a_relay"
    TLS = "tls"


class RefusedReason(StrEnum):
    """Why trying again cannot help."""

    DEVICE_REVOKED = "device_revoked"
    NOT_ALLOWED = "not_allowed"
    PROTOCOL = "protocol"


@dataclass(frozen=True, slots=True, kw_only=True)
class Connecting:
    """An attempt begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """The relay welcomed us; the replay of what we missed begins.

    Attributes:
        parameters: the additional parameters the administrator wants shown.
    """

    employee: Employee
    epoch: str
    latest: int
    parameters: tuple[ShownParameter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParametersChosen:
    """The administrator has chosen anew which additional parameters are shown."""

    parameters: tuple[ShownParameter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """Events came, in the order of their numbers; never empty."""

    delivered: tuple[Delivered, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaughtUp:
    """The replay is done; what follows happens now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """Events that cannot be replayed; go on from ``place``."""

    place: Place
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offline:
    """The connection is down; the next attempt comes in ``retry_in_s`` seconds."""

    reason: OfflineReason
    retry_in_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The relay does not want us; the stream ends."""

    reason: RefusedReason


StreamNews = (
    Connecting | Connected | ParametersChosen | Arrived | CaughtUp | Missed | Offline | Refused
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """What tray and window say about the connection.

    Attributes:
        employee_name: who is signed in; empty before the first welcome.
        last_event_at: when the last event came (UTC), or None.
    """

    state: LinkState
    employee_name: str = ""
    reason: OfflineReason | RefusedReason | None = None
    last_event_at: datetime | None = None
