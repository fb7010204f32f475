"""Notifications ready to be sent: rendered beforehand, so that the sender costs little."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random

from tests.benchmarks.notifications import Employee, Templates, ring

#: The number that pairs a notification with the frame that comes of it.
NUMBER = re.compile(rb'"bench_event": ?(\d+)')

_LIVES = (
    ("incoming", "waiting", "talk_started", "talk_ended", "call_ended", "recorded"),
    ("incoming", "waiting", "lost", "call_ended"),
    ("outgoing", "talk_started", "talk_ended", "call_ended", "recorded"),
)
#: Calls at any time; enough that those of one call do not come one upon the other.
_GOING_ON = 300
_CALL, _NUMBER, _CONTACT = 987_654_321, 192_837_465, "79123498765"

Message = tuple[int, int, bytes]


class Blanks:
    """One notification of each kind for each employee, with blanks to be filled in."""

    def __init__(self, templates: Mapping[str, str], employees: Sequence[Employee]) -> None:
        written = Templates(templates)
        self._blanks = [
            {kind: _blank(written, kind, employee) for life in _LIVES for kind in life}
            for employee in employees
        ]

    def calls(self, first_call: int, seed: int) -> Iterator[Message]:
        """For ever: whom it concerns, number, body.  Each call is another caller's.

        The last employee stands for everybody and is left out.
        """
        random, number = Random(seed), 0
        going_on: list[tuple[int, int, Iterator[str]]] = []
        while True:
            while len(going_on) < _GOING_ON:
                first_call += 1
                whom = random.randrange(len(self._blanks) - 1)
                going_on.append((first_call, whom, iter(random.choice(_LIVES))))
            place = random.randrange(_GOING_ON)
            call, whom, life = going_on[place]
            kind = next(life, None)
            if kind is None:
                going_on[place] = going_on[-1]
                going_on.pop()
                continue
            yield whom, number, self.filled(whom, kind, call, number)
            number += 1

    def filled(self, whom: int, kind: str, call: int, number: int) -> bytes:
        """The body of one notification."""
        contact = f"79{call % 10**9:09}".encode()
        return self._blanks[whom][kind] % {b"call": call, b"number": number, b"contact": contact}


def _blank(templates: Templates, kind: str, employee: Employee) -> bytes:
    values = ring(employee, _CALL, _CONTACT)
    if kind == "outgoing":
        values |= {"direction": "out", "call_source": "sip"}
    body = templates.render(kind, _NUMBER, values).replace(b"%", b"%%")
    return (
        body.replace(str(_CALL).encode(), b"%(call)d")
        .replace(str(_NUMBER).encode(), b"%(number)d")
        .replace(_CONTACT.encode(), b"%(contact)s")
    )
