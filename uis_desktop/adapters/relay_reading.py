"""What the frames of one connection mean: no socket, no clock.

Numbers only ever grow; what was handed out before is not handed out again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from uis_desktop.core.events import Delivered, Place, with_numbers_only
from uis_desktop.core.link import (
    Arrived,
    CaughtUp,
    Connected,
    Missed,
    ParametersChosen,
    StreamNews,
)
from uis_desktop.errors import ReplyNotUnderstood
from uis_desktop.wire.codec import decode_frame
from uis_desktop.wire.frames import Call, Gap, Live, Policy, Welcome

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Log:
    """The log a connection reads, as its welcome described it."""

    epoch: str
    latest: int
    #: How much our clock is ahead of the relay's.
    ahead: timedelta


class Reading:
    """Turns frames into news and keeps the place to resume from.

    Attributes:
        place: behind the last event that was handed out.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self._log: _Log | None = None
        self._batch: list[Delivered] = []

    @property
    def welcomed(self) -> bool:
        """The relay has sent its welcome on this connection."""
        return self._log is not None

    def reconnected(self) -> None:
        """A new connection begins: its first frame must be a welcome."""
        self._log = None

    def read(self, frames: Iterable[str | bytes], now: datetime) -> Iterator[StreamNews]:
        """News in the order of the frames; events that follow each other come in one batch.

        Raises:
            ReplyNotUnderstood: a frame is malformed or out of turn; what came
                before it has been handed out.
        """
        for text in frames:
            try:
                yield from self._frame(text, now)
            except ReplyNotUnderstood:
                yield from self._flush()
                raise
        yield from self._flush()

    def _frame(self, text: str | bytes, now: datetime) -> Iterator[StreamNews]:
        frame = decode_frame(text)
        match frame:
            case None:
                log.info("a frame of a type this release does not know")
            case Welcome():
                yield self._welcome(frame, now)
            case Call():
                self._call(frame, now)
            case Policy():
                self._known_log()
                yield from self._flush()
                yield ParametersChosen(parameters=frame.parameters)
            case Gap():
                yield from self._flush()
                yield self._gap(frame)
            case Live():
                self._known_log()
                yield from self._flush()
                yield CaughtUp()

    def _welcome(self, frame: Welcome, now: datetime) -> Connected:
        if self._log is not None:
            raise ReplyNotUnderstood("a second welcome")
        self._log = _Log(frame.epoch, frame.latest, now - frame.sent_at)
        return Connected(
            employee=frame.employee,
            epoch=frame.epoch,
            latest=frame.latest,
            parameters=frame.policy.parameters,
        )

    def _call(self, frame: Call, now: datetime) -> None:
        known = self._known_log()
        if frame.epoch != known.epoch:
            raise ReplyNotUnderstood("a call of another log than the welcome's")
        if frame.number <= self._last(known.epoch):
            log.debug("event %d was here before", frame.number)
            return
        self._batch.append(
            Delivered(
                epoch=frame.epoch,
                number=frame.number,
                received_at=frame.received_at + known.ahead,
                event=with_numbers_only(frame.event),
                sent_at=None if frame.sent_at is None else frame.sent_at + known.ahead,
                heard_at=now,
            )
        )

    def _last(self, epoch: str) -> int:
        """The last number taken from this log, handed out or in the batch."""
        if self._batch:
            return self._batch[-1].number
        return self.place.after if self.place.epoch == epoch else 0

    def _gap(self, frame: Gap) -> Missed:
        known = self._known_log()
        self.place = Place(epoch=known.epoch, after=min(frame.to, known.latest))
        log.warning("the relay cannot replay up to %d: %s", frame.to, frame.reason.value)
        return Missed(place=self.place, reason=frame.reason.value)

    def _flush(self) -> Iterator[StreamNews]:
        if self._batch:
            delivered, self._batch = tuple(self._batch), []
            self.place = Place(epoch=delivered[-1].epoch, after=delivered[-1].number)
            yield Arrived(delivered=delivered)

    def _known_log(self) -> _Log:
        if self._log is None:
            raise ReplyNotUnderstood("a frame before the welcome")
        return self._log
