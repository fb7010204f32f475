"""A test ring: a call nobody makes, on the whole way that UIS's notifications take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

#: In the additional parameters of a test ring's notifications.
TEST_MARK = "uis_relay_test_ring"


class RingStep(StrEnum):
    """What a test ring passes, in order; the values are the words of the wire."""

    SENT = "sent"
    RECEIVED = "received"
    STORED = "stored"
    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"


class RingProblem(StrEnum):
    """What stopped it; the values are the words of the wire.

    ``UNREACHABLE`` and ``NO_ANSWER``: the relay could not reach its own public address,
    or got no answer there; ``STATUS``: the answer was an error; ``ELSEWHERE``: something
    else answers there; ``NOT_FOR_HIM``: the event was not for this employee;
    ``NOT_CONNECTED``: this desktop's stream is closed, or (``NOT_HERE``) at another relay;
    ``NOT_SENT`` and ``NOT_READ``: it did not leave for the desktop, or was not read there.
    """

    UNREACHABLE = "unreachable"
    NO_ANSWER = "no_answer"
    STATUS = "status"
    ELSEWHERE = "elsewhere"
    NOT_FOR_HIM = "not_for_him"
    NOT_CONNECTED = "not_connected"
    NOT_HERE = "not_here"
    NOT_SENT = "not_sent"
    NOT_READ = "not_read"
    UNKNOWN = "unknown"

    @classmethod
    def _missing_(cls, value: object) -> RingProblem:
        """A word of a newer relay's."""
        return cls.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class RingReport:
    """How far a test ring came, by this computer's clock.

    Attributes:
        steps: when each step was done.
        problem: what stopped it; None: it arrived.
    """

    call_session_id: str
    steps: Mapping[RingStep, datetime] = field(default_factory=dict)
    problem: RingProblem | None = None
