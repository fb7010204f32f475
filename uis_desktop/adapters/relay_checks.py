"""What the relay tells the connection check, by this computer's clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from uis_desktop.adapters.relay_door import RelayDoor
from uis_desktop.core.ring_test import RingProblem, RingReport, RingStep
from uis_desktop.wire import frames

#: The relay waits 10 s for itself, then 6 s each for the stream and for the desktop.
_RING_DEADLINE_S = 30.0


def utc_now() -> datetime:
    """The time by this machine's clock."""
    return datetime.now(UTC)


class RelayChecks:
    """Asks when UIS last notified the relay, and for a test ring."""

    def __init__(self, door: RelayDoor, *, now: Callable[[], datetime] = utc_now) -> None:
        self._door = door
        self._now = now

    async def notified_at(self) -> datetime | None:
        """When UIS's last notification for the company arrived at the relay; None: never.

        Raises:
            ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        status = await self._door.get("status", {}, frames.RelayStatus)
        if status.notified_at is None:
            return None
        return status.notified_at + (self._now() - status.time)

    async def ring(self) -> RingReport:
        """Have the relay ring this desktop; returns when it has, or when that failed.

        Raises:
            ServiceUnreachable, OutcomeUnknown, DeviceRevoked, ReplyNotUnderstood
        """
        rung = await self._door.post("test-ring", frames.RingReply, deadline_s=_RING_DEADLINE_S)
        ahead = self._now() - rung.time
        known = {step.value: step for step in RingStep}
        return RingReport(
            call_session_id=rung.call_session_id,
            steps={known[word]: at + ahead for word, at in rung.steps.items() if word in known},
            problem=None if rung.problem is None else RingProblem(rung.problem),
        )
