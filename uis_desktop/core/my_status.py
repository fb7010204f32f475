"""My status at UIS: which there are, what this program has given, and the way back.

A status this program did not give is somebody else's decision: it is changed only
after the person has agreed, and a return never overwrites it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

#: So long a change without an answer may still happen: relay and UIS have given up by then.
SETTLED_AFTER = timedelta(seconds=60)
#: A return that could not be sent is tried again after this.
NEXT_TRY = timedelta(minutes=1)
#: Later than this a return is told and not done: the working day it belonged to is over.
TOO_LATE = timedelta(hours=4)

_AVAILABLE = "available"


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A status of the company's.

    Attributes:
        mnemonic: UIS's word (``available``, ``break``, …); None: the company made it.
        color: ``#48b53a``, or None; not checked.
        is_selectable: an employee may be given it.
    """

    id: str
    name: str
    mnemonic: str | None = None
    color: str | None = None
    is_selectable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusNow:
    """What UIS says: the status I have (None: it does not tell), and those there are."""

    id: str | None
    statuses: Sequence[Status] = ()

    def named(self, id_: str | None) -> Status | None:
        """The status with this id."""
        return next((one for one in self.statuses if one.id == id_), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """At ``at`` (UTC) the status is to be ``id`` again."""

    id: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A change whose outcome is not known yet.

    Attributes:
        back: the return that belongs to it.
        returning: it is itself a return.
    """

    id: str
    at: datetime
    back: Return | None = None
    returning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MyStatusNote:
    """What this program knows of its own doing; kept on disk.

    Attributes:
        given: the status it has given, as long as nobody else has changed it.
        back: when the status before comes back.
        sent: written before a change goes, taken away when its outcome is known.
        try_at: a return is not tried before that moment.
    """

    given: str | None = None
    back: Return | None = None
    sent: Sent | None = None
    try_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the person wants.

    Attributes:
        until: when the status before is to come back (UTC); None: never by itself.
        agreed: the status not of ours that the person agreed to change.
    """

    id: str
    until: datetime | None = None
    agreed: str | None = None


class Lasting(StrEnum):
    """How long a status is wanted for, as people say it."""

    NO_END = "no_end"
    QUARTER = "quarter"
    HALF_HOUR = "half_hour"
    HOUR = "hour"
    UNTIL_TIME = "until_time"


#: Of those whose length says when the status before comes back.
LENGTHS: Mapping[Lasting, timedelta] = {
    Lasting.QUARTER: timedelta(minutes=15),
    Lasting.HALF_HOUR: timedelta(minutes=30),
    Lasting.HOUR: timedelta(hours=1),
}


class Step(StrEnum):
    """What a wish comes to."""

    ASK = "ask"
    KEEP = "keep"
    CHANGE = "change"
    GONE = "gone"


class News(StrEnum):
    """What the person has to hear of."""

    DONE = "done"
    NOT_DONE = "not_done"
    NOT_KNOWN = "not_known"
    RETURNED = "returned"
    NOT_RETURNED = "not_returned"
    CHANGED_ELSEWHERE = "changed_elsewhere"
    TOO_LATE = "too_late"


def is_ours(note: MyStatusNote, now: StatusNow) -> bool:
    """This program has given the status I have."""
    return note.given is not None and note.given == now.id


def step_of(note: MyStatusNote, now: StatusNow, wish: Wish) -> Step:
    """What to do about a wish, with what UIS says now.

    ``KEEP``: I have that status; only the return changes, and UIS is not asked.
    ``GONE``: nobody can be given that status any more.
    """
    if wish.id == now.id:
        return Step.KEEP
    status = now.named(wish.id)
    if status is None or not status.is_selectable:
        return Step.GONE
    if not is_ours(note, now) and wish.agreed != (now.id or ""):
        return Step.ASK
    return Step.CHANGE


def home(note: MyStatusNote, now: StatusNow, wished: str) -> Status | None:
    """The status that comes back after one for a time; None: there is none to go to.

    The one before; over a break for a time, the one before that.  Where that cannot be
    given to anybody, "available".
    """
    before = note.back.id if note.back is not None and is_ours(note, now) else now.id
    if before != wished:
        status = now.named(before)
        if status is not None and status.is_selectable:
            return status
    for status in now.statuses:
        if status.mnemonic == _AVAILABLE and status.is_selectable and status.id != wished:
            return status
    return None


def return_of(note: MyStatusNote, now: StatusNow, wish: Wish) -> Return | None:
    """The return a wish asks for."""
    if wish.until is None:
        return None
    status = home(note, now, wish.id)
    return None if status is None else Return(id=status.id, at=wish.until)


def kept(note: MyStatusNote, now: StatusNow, wish: Wish) -> MyStatusNote:
    """I have the status already: with another return, or none; the status counts as wanted."""
    return MyStatusNote(given=wish.id, back=return_of(note, now, wish))


def sending(note: MyStatusNote, now: StatusNow, wish: Wish, at: datetime) -> MyStatusNote:
    """The change is about to go."""
    back = return_of(note, now, wish)
    return replace(note, sent=Sent(id=wish.id, at=at, back=back))


def sending_back(note: MyStatusNote, at: datetime) -> MyStatusNote:
    """The return is about to go; nothing without one."""
    if note.back is None:
        return note
    return replace(note, sent=Sent(id=note.back.id, at=at, returning=True))


def done(note: MyStatusNote) -> MyStatusNote:
    """UIS has carried out what was sent."""
    if note.sent is None:
        return note
    return MyStatusNote(given=note.sent.id, back=note.sent.back)


def not_done(note: MyStatusNote) -> MyStatusNote:
    """UIS has not; a return is not tried again, the person is told."""
    if note.sent is None:
        return note
    back = None if note.sent.returning else note.back
    return replace(note, sent=None, back=back, try_at=None)


def not_sent(note: MyStatusNote, at: datetime) -> MyStatusNote:
    """It certainly did not go: a return is tried again a little later."""
    if note.sent is None:
        return note
    try_at = at + NEXT_TRY if note.sent.returning else note.try_at
    return replace(note, sent=None, try_at=try_at)


def put_off(note: MyStatusNote, at: datetime) -> MyStatusNote:
    """UIS cannot be asked now: neither the return nor the outcome comes before later."""
    return replace(note, try_at=at + NEXT_TRY)


def heard(note: MyStatusNote, now: StatusNow, at: datetime) -> tuple[MyStatusNote, News | None]:
    """What UIS's answer makes of the note, and what the person has to hear."""
    if note.sent is not None:
        return _settled(note, note.sent, now, at)
    if note.given is None or is_ours(note, now):
        return note, None
    wanted_otherwise = note.back is not None and note.back.id != now.id
    return MyStatusNote(), News.CHANGED_ELSEWHERE if wanted_otherwise else None


def _settled(
    note: MyStatusNote, sent: Sent, now: StatusNow, at: datetime
) -> tuple[MyStatusNote, News | None]:
    if now.id == sent.id:
        return done(note), News.RETURNED if sent.returning else News.DONE
    if at < sent.at + SETTLED_AFTER:
        return note, None
    after, elsewhere = heard(not_done(note), now, at)
    return after, elsewhere or (News.NOT_RETURNED if sent.returning else News.NOT_DONE)


def is_due(note: MyStatusNote, at: datetime) -> bool:
    """The time of the return has come."""
    return note.back is not None and note.sent is None and note.back.at <= at


def is_too_late(note: MyStatusNote, at: datetime) -> bool:
    """It came so long ago that the person decides."""
    return note.sent is None and note.back is not None and note.back.at + TOO_LATE < at


def next_look(note: MyStatusNote) -> datetime | None:
    """When there is something to do by itself; None: never."""
    if note.sent is not None:
        due = note.sent.at + SETTLED_AFTER
    elif note.back is not None:
        due = note.back.at
    else:
        return None
    return due if note.try_at is None else max(due, note.try_at)
