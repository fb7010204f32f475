"""A trainer who is called into a talk and listens."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from uis_desktop.simulator.calls import Call, Leg
from uis_desktop.simulator.happenings import Happening, NotAnswered, PickedUp, Ring
from uis_desktop.simulator.ringing import Chain, Ringing


class Coaching:
    """The trainer's connection; one trainer at a time."""

    def __init__(self, call: Call, ringing: Ringing) -> None:
        self._call = call
        self._ringing = ringing
        self._leg: Leg | None = None
        self._still_to_ring: Chain = deque()

    def begin(self, rings: Sequence[Ring]) -> None:
        """Ring the trainer's phones, in turn."""
        if self._leg is None:
            self._still_to_ring = deque(rings)
            self._ring_next()

    def take(self, leg_id: int, happening: Happening) -> None:
        """Something has happened to a connection, perhaps the trainer's."""
        leg = self._leg
        if leg is None or leg.id != leg_id:
            return
        now = self._call.clock.now()
        if isinstance(happening, PickedUp):
            leg.connect(now)
            return
        declined = isinstance(happening, NotAnswered) and happening.declined
        had_answered = leg.connected_at is not None
        leg.end(now, "operator_busy" if declined else "operator_not_responsible")
        if declined or had_answered:
            self._still_to_ring.clear()
        self._ring_next()

    def _ring_next(self) -> None:
        self._leg = self._ringing.ring(self._still_to_ring, role="coach")
