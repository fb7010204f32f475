"""The frames of the stream and the bodies of the relay's HTTP answers.

Frames travel as CloudEvents 1.0 in the JSON format (cloudevents.io,
"JSON Event Format"), one in each websocket text message, under the
subprotocol :data:`SUBPROTOCOL`.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from uis_desktop.core.events import CallEvent, Employee
from uis_desktop.core.parameters import ShownParameter

PROTOCOL = 1
SUBPROTOCOL = "cloudevents.json"

#: The longest text a resume frame may have, in bytes.
RESUME_LIMIT = 4096

TYPE_RESUME = "uis.stream.resume"
TYPE_WELCOME = "uis.stream.welcome"
TYPE_POLICY = "uis.stream.policy"
TYPE_LIVE = "uis.stream.live"
TYPE_GAP = "uis.stream.gap"
TYPE_CALL_PREFIX = "uis.call."


class GapReason(StrEnum):
    """Why some events cannot be replayed.

    ``trimmed``: they are older than the relay keeps; ``epoch``: the log was
    lost or restored; ``future``: the desktop has seen more than this log has.
    """

    TRIMMED = "trimmed"
    EPOCH = "epoch"
    FUTURE = "future"


class Resume(msgspec.Struct, frozen=True, kw_only=True):
    """The desktop's first frame: where it stopped."""

    protocol: int
    epoch: str | None
    after: int


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """What the administrator has chosen for all desktops; comes again when it changes.

    Attributes:
        parameters: which additional parameters are shown, in this order.
        settings: the version of what ``GET /v1/policy`` tells; older relays have none.
    """

    parameters: tuple[ShownParameter, ...] = ()
    settings: str | None = None


class Welcome(msgspec.Struct, frozen=True, kw_only=True):
    """The relay's first frame.

    Attributes:
        sent_at: the relay's clock at sending (the frame's ``time``); the desktop
            takes the difference of the clocks from it.
    """

    epoch: str
    latest: int
    employee: Employee
    policy: Policy
    sent_at: datetime


class Live(msgspec.Struct, frozen=True, kw_only=True):
    """The replay is done; what follows happens now."""


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """The events from ``from_`` to ``to`` (both included) cannot be replayed."""

    from_: int = msgspec.field(name="from")
    to: int
    reason: GapReason


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a call, as the log has it.

    Attributes:
        number: its number in the log (``sequence``).
        received_at: when it reached the relay (the frame's ``time``).
        sent_at: when the frame was made, the event being on disk (``recordedtime``, an
            extension of CloudEvents); older relays do not tell.
    """

    epoch: str
    number: int
    received_at: datetime
    event: CallEvent
    sent_at: datetime | None = None


Frame = Welcome | Policy | Live | Gap | Call


class EnrolRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Body of ``POST /v1/enrol``."""

    code: str
    device_name: str


class EnrolReply(msgspec.Struct, frozen=True, kw_only=True):
    """Answer to an :class:`EnrolRequest`: the device's token, shown once."""

    device_token: str
    employee: Employee
    stream_url: str


class NewToken(msgspec.Struct, frozen=True, kw_only=True):
    """Answer to ``POST /v1/device/token``; the old token dies when this one is first used."""

    device_token: str


class ContactRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A contact of the company's directory at the relay.

    Attributes:
        employee_id: who is responsible for it.
        employee_name: his name; only the relay's answers tell it.
    """

    id: str
    full_name: str
    company: str | None = None
    phone_numbers: tuple[str, ...] = ()
    employee_id: str | None = None
    employee_name: str | None = None


class ContactSaving(msgspec.Struct, frozen=True):
    """Answer to ``GET /v1/contacts/uis``: may this device write UIS's address book?"""

    allowed: bool


class StatusRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A status of UIS's that an employee can have.

    Attributes:
        mnemonic: UIS's word (``available``, ``break``, …); None: the company made it.
        color: ``#48b53a``, or None.
        is_selectable: an employee may be given it.
    """

    id: str
    name: str
    mnemonic: str | None
    color: str | None
    is_selectable: bool


class MyStatus(msgspec.Struct, frozen=True, kw_only=True):
    """Answer to ``GET /v1/my-status``.

    Attributes:
        status_id: of the employee whose device asks; None: UIS does not tell.
        statuses: those that may be chosen, and the one he has.
    """

    status_id: str | None
    statuses: tuple[StatusRecord, ...]


class ContactsPage(msgspec.Struct, frozen=True, kw_only=True):
    """Answer to ``GET /v1/contacts?after=CURSOR&epoch=EPOCH``.

    Attributes:
        cursor: ask with it next time; what changed since then comes.
        more: another page is ready now.
        epoch: which directory the cursor belongs to; ask with it next time.
        reset: forget what you have first: it is not of this directory.
    """

    cursor: int
    more: bool
    contacts: tuple[ContactRecord, ...]
    removed: tuple[str, ...] = ()
    epoch: str | None = None
    reset: bool = False


class ColleagueRecord(msgspec.Struct, frozen=True, kw_only=True):
    """An employee, as his colleagues may know him.

    Attributes:
        phone_number: what UIS rings first, as UIS has it: the Call API takes no extension.
    """

    id: str
    name: str
    extension: str | None = None
    phone_number: str | None = None


class ColleagueList(msgspec.Struct, frozen=True, kw_only=True):
    """Answer to ``GET /v1/colleagues?version=VERSION``.

    Attributes:
        version: ask with it next time.
        colleagues: all of them, or null if they are as they were at the version asked with.
    """

    version: str
    colleagues: tuple[ColleagueRecord, ...] | None


class TalkingColleagues(msgspec.Struct, frozen=True, kw_only=True):
    """Answer to ``GET /v1/colleagues/talking``: ids of those who talk, as far as UIS has told."""

    employee_ids: tuple[str, ...]


class LineRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A number of the company a call may be placed from.

    Attributes:
        phone_number: E.164 with ``+``.
        name: what the company calls it at UIS.
        areas: numbers that begin so, E.164 with ``+``, are called from it.
    """

    phone_number: str
    name: str | None = None
    areas: tuple[str, ...] = ()


class LineList(msgspec.Struct, frozen=True, kw_only=True):
    """Answer to ``GET /v1/lines?version=VERSION``.

    Attributes:
        version: ask with it next time.
        lines: all of them, or null if they are as they were at the version asked with.
    """

    version: str
    lines: tuple[LineRecord, ...] | None


class TagRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A tag of the company's that calls can have (Data API, ``get.tags``)."""

    id: str
    name: str


class TagList(msgspec.Struct, frozen=True, kw_only=True):
    """Answer to ``GET /v1/tags?version=VERSION``.

    Attributes:
        version: ask with it next time.
        tags: all of them, or null if they are as they were at the version asked with.
    """

    version: str
    tags: tuple[TagRecord, ...] | None


class RelayStatus(msgspec.Struct, frozen=True, kw_only=True):
    """Answer to ``GET /v1/status``.

    Attributes:
        time: the relay's clock.
        notified_at: when UIS's last notification for the device's company arrived; test
            rings do not count.  Null: none that the relay remembers.
    """

    time: datetime
    notified_at: datetime | None = None


class RingReply(msgspec.Struct, frozen=True, kw_only=True):
    """Answer to ``POST /v1/test-ring``: how far the ring came, by the relay's clock.

    Attributes:
        time: the relay's clock.
        steps: when each step was done, by its word (``core.ring_test.RingStep``).
        problem: the word for what stopped it (``core.ring_test.RingProblem``), or null.
    """

    time: datetime
    call_session_id: str
    steps: dict[str, datetime]
    problem: str | None = None


class ErrorBody(msgspec.Struct, frozen=True, kw_only=True):
    """What the relay's HTTP refusals say: a stable word and a sentence."""

    error: str
    message: str
