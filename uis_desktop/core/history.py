"""Calls as the history keeps them: one row per call session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from uis_desktop.core.events import Direction
from uis_desktop.core.parameters import Parameter
from uis_desktop.core.phone import Number
from uis_desktop.core.tags import TagWish


class Outcome(StrEnum):
    """How a call went, seen from one desk."""

    GOING_ON = "going_on"
    TALKED = "talked"
    TAKEN_BY_COLLEAGUE = "taken_by_colleague"
    LOST = "lost"
    NOT_ANSWERED = "not_answered"
    REFUSED = "refused"
    UNKNOWN = "unknown"


#: How a call ended that somebody of us talked on.
TALKS = frozenset({Outcome.TALKED, Outcome.TAKEN_BY_COLLEAGUE})


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One call in the history.

    Attributes:
        key: the call session id; for a click that never became a call (refused,
            or outcome unknown) its external id behind ``dial:``.
        started_at: when we first heard of it (UTC).
        concerns_me: my phone rang, I talked or I dialled; an incoming call that
            only rang at colleagues is in the history but not among my missed calls.
        test: a test ring, not a caller; never a missed call.
        company: by the contact list.
        reason: why it ended as it did, in UIS's word: the ``finish_reason`` of a call,
            the mnemonic of a refused click.
        talk_s, wait_s: whole seconds, or None if UIS did not tell.
        record_links: https links to the records.
        parameters: the additional parameters, under the labels they had then.
        tag_names: its tags, as far as UIS has told them.
        note, remind_at, tag_wishes: what was written on it here, when to call its number
            back, and what tags it is to have; kept beside the row, and only read with it.
    """

    key: str
    direction: Direction
    outcome: Outcome
    started_at: datetime
    ended_at: datetime | None = None
    concerns_me: bool = False
    test: bool = False
    contact_phone_number: Number | None = None
    contact_full_name: str | None = None
    company: str | None = None
    contact_id: str | None = None
    virtual_phone_number: Number | None = None
    scenario_name: str | None = None
    employee_name: str | None = None
    talk_s: int | None = None
    wait_s: int | None = None
    reason: str | None = None
    external_id: str | None = None
    record_links: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    tag_names: tuple[str, ...] = ()
    note: str = ""
    remind_at: datetime | None = None
    tag_wishes: tuple[TagWish, ...] = ()

    @property
    def missed(self) -> bool:
        """Somebody wanted to talk to us and nobody did."""
        return self.outcome is Outcome.LOST


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedCalls:
    """Missed calls of one number, with no talk between them.

    A hidden caller is a stranger each time: his calls are never put together.

    Attributes:
        newest: the last of them.
        times: how many.
        answered: the first talk with the number after them, whoever began it: mine,
            or one of a colleague's that the relay let us see.  None: still open.
    """

    newest: HistoryRow
    times: int = 1
    answered: HistoryRow | None = None
