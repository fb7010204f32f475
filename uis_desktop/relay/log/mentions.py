"""Where a phone number appears in the log, however it was written there."""

from __future__ import annotations

import re
from dataclasses import dataclass

import apsw

#: Events looked through at a time, so that a desktop's replay gets its turn between.
_PAGE = 1000
#: What people and programs put between the digits of a number, also percent-encoded.
_BETWEEN = rb"(?:[^0-9A-Za-z]|%20|%2[89BbDd]){0,3}"


@dataclass(frozen=True, slots=True)
class Mentions:
    """What tells of a phone number.

    Attributes:
        calls: the call sessions.
        numbers: the log numbers of events that belong to no call.
    """

    calls: frozenset[str] = frozenset()
    numbers: frozenset[int] = frozenset()


def pattern_of(phone_number: str) -> re.Pattern[bytes]:
    """Finds a number (E.164 with ``+``) in bytes of any form.

    A Russian one also with 8 in front or without its country (``uis-api``,
    "phone numbers": notifications tell them in all three ways).
    """
    digits = phone_number.removeprefix("+")
    prefix = rb""
    if len(digits) == 11 and digits.startswith("7"):
        digits, prefix = digits[1:], rb"(?:[78]" + _BETWEEN + rb")?"
    body = _BETWEEN.join(re.escape(digit).encode() for digit in digits)
    return re.compile(rb"(?<![0-9])" + prefix + body + rb"(?![0-9])")


def read_mentions(
    connection: apsw.Connection, account: str, pattern: re.Pattern[bytes], after: int
) -> tuple[Mentions, int | None]:
    """Look through one page of events with greater numbers.

    The second value is where the next page begins; None behind the last one.
    """
    rows = connection.execute(
        "SELECT seq, call_session_id, normal, raw FROM event"
        " WHERE account = ? AND seq > ? ORDER BY seq LIMIT ?",
        (account, after, _PAGE),
    )
    calls: set[str] = set()
    numbers: set[int] = set()
    seen = 0
    for seq, call, normal, raw in rows:
        seen, after = seen + 1, seq
        if pattern.search(raw) or (normal is not None and pattern.search(normal)):
            if call:
                calls.add(call)
            else:
                numbers.add(seq)
    found = Mentions(frozenset(calls), frozenset(numbers))
    return found, (after if seen == _PAGE else None)
