"""The calls of a day."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from uis_desktop.simulator.scenario.words import E164, Order, Party, Positive, Seconds, Strict


class EmployeeAnswers(Strict, frozen=True, kw_only=True):
    """This employee picks up after so many seconds; the others stay silent."""

    employee: int
    after_s: Seconds = 3.0


class ContactAnswers(Strict, frozen=True, kw_only=True):
    """The contact picks up after so many seconds."""

    after_s: Seconds = 3.0


class Transfer(Strict, frozen=True, kw_only=True):
    """The talking employee hands the contact over, after a while.

    Attributes:
        to: the employee who gets the call.
        after_s: into the first talk.
        answers_after_s: left out: as that employee behaves.
        talk_s: how long the second talk lasts.
    """

    to: int
    after_s: Seconds = 5.0
    answers_after_s: Seconds | UnsetType = UNSET
    talk_s: Seconds | UnsetType = UNSET


class InboundCall(Strict, frozen=True, kw_only=True, tag_field="type", tag="inbound"):
    """A contact calls a virtual number.

    Attributes:
        contact: ``null``: the number is hidden.
        ring: left out: the line's own; ``[]``: only the robot talks.
        answers: left out: everybody as he behaves; ``null``: nobody does.
        gives_up_after_s: the caller waits no longer than that.
        ring_timeout_s: of each phone, in place of its ``dial_time_s``.
        greeting_s: what the caller hears before the first phone rings.
    """

    line: E164
    contact: E164 | None = None
    at_s: Seconds = 0.0
    ring: tuple[int, ...] | UnsetType = UNSET
    order: Order | UnsetType = UNSET
    answers: EmployeeAnswers | UnsetType | None = UNSET
    talk_s: Seconds | UnsetType = UNSET
    hangs_up: Party = "contact"
    gives_up_after_s: Seconds | UnsetType = UNSET
    ring_timeout_s: Positive | UnsetType = UNSET
    greeting_s: Seconds = 0.3
    transfer: Transfer | UnsetType = UNSET


class OutgoingCall(Strict, frozen=True, kw_only=True, tag_field="type", tag="outgoing"):
    """An employee dials a contact on the SIP phone; ``answers`` as for inbound calls."""

    employee: int
    contact: E164
    line: E164
    at_s: Seconds = 0.0
    answers: ContactAnswers | UnsetType | None = UNSET
    talk_s: Seconds | UnsetType = UNSET
    hangs_up: Party = "contact"
    ring_timeout_s: Positive | UnsetType = UNSET
    transfer: Transfer | UnsetType = UNSET


Row = InboundCall | OutgoingCall
