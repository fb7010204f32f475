"""POST at the relay → first frame at a client, with 200 clients and 50 events a second.

Relay, sender and clients are processes of their own; the relay's log is on the disk
where the temporary folder is, and a notification counts as delivered when its first
frame has been read.  The moments are taken just before the request is written and
just after the frame was read, by the machine's one monotonic clock, so what the
drivers themselves need (about 0.1 ms a side) is part of the figure.

To tell the relay's share from the machine's, each notification goes to a bare server
too (``floor.py``), a few milliseconds before or after, by turns.  The ratio of the two
medians moves less from machine to machine than the milliseconds do.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

import psutil

from tests.benchmarks.company import BigCompany, big_company
from tests.benchmarks.figures import Spread, over_rounds, spread
from tests.benchmarks.load import (
    CLIENTS,
    EVENTS_PER_S,
    Sent,
    company_listening,
    listening,
    sending,
)
from tests.benchmarks.report import Figure, figures_of
from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.processes import Process

Progress = Callable[[str], None]

_RELAY, _FLOOR = 0, 1


@dataclass(frozen=True, slots=True)
class Round:
    """Milliseconds of one round."""

    delivery: Spread
    answer: Spread
    floor_delivery: Spread
    floor_answer: Spread
    late: Spread
    cpu_percent: float
    not_stored: int
    not_delivered: int


def measure(home: Home, tell: Progress, *, rounds: int, seconds: float) -> list[Figure]:
    """Send for ``seconds`` in each of ``rounds``; the median of each figure."""
    tell(f"delivery: enrolling {CLIENTS} employees")
    with big_company(home, size=CLIENTS) as company:
        done = []
        for number in range(1, rounds + 1):
            tell(f"delivery: round {number} of {rounds}, {seconds:g} s")
            done.append(_round(home, company, seconds=seconds, seed=number))
    return _figures(done)


def _round(home: Home, company: BigCompany, *, seconds: float, seed: int) -> Round:
    argv = [sys.executable, "-m", "tests.benchmarks.floor"]
    relay = psutil.Process(company.staged.relay.pid)
    with Process("floor", argv, logs=home.logs, env=home.env) as floor:
        url = floor.first_line(within_s=10)
        bare = [{"url": url, "token": ""}] * len(company.streams)
        with (
            listening(home, "floor-listeners", bare, resume=False) as at_floor,
            company_listening(home, company) as at_relay,
            sending(home, company, [company.hook, url], seconds=seconds, seed=seed) as sender,
        ):
            relay.cpu_percent()
            sent = sender.wait()
            cpu = relay.cpu_percent()
            return _sum_up(sent, at_relay.end(), at_floor.end(), cpu)


def _sum_up(
    sent: Sequence[Sent], at_relay: dict[int, int], at_floor: dict[int, int], cpu: float
) -> Round:
    to_relay = [one for one in sent if one.target == _RELAY]
    to_floor = [one for one in sent if one.target == _FLOOR]
    return Round(
        delivery=spread(_delays(to_relay, at_relay)),
        answer=spread([(one.answered - one.sent) / 1e6 for one in to_relay]),
        floor_delivery=spread(_delays(to_floor, at_floor)),
        floor_answer=spread([(one.answered - one.sent) / 1e6 for one in to_floor]),
        late=spread([(one.sent - one.due) / 1e6 for one in sent]),
        cpu_percent=cpu,
        not_stored=sum(one.status != 200 for one in to_relay),
        not_delivered=sum(one.number not in at_relay for one in to_relay),
    )


def _delays(sent: Sequence[Sent], read: dict[int, int]) -> list[float]:
    return [(read[one.number] - one.sent) / 1e6 for one in sent if one.number in read]


def _figures(rounds: Sequence[Round]) -> list[Figure]:
    delivery = over_rounds(one.delivery for one in rounds)
    floor = over_rounds(one.floor_delivery for one in rounds)
    part = "delivery"
    return [
        *figures_of(part, "POST → frame", delivery, "ms", p50=50, p99=250),
        *figures_of(part, "POST → 2xx", over_rounds(one.answer for one in rounds), "ms"),
        *figures_of(part, "bare server, POST → frame", floor, "ms"),
        *figures_of(
            part, "bare server, POST → 2xx", over_rounds(one.floor_answer for one in rounds), "ms"
        ),
        Figure(
            part,
            "relay ÷ bare server, medians",
            median(one.delivery.p50 / one.floor_delivery.p50 for one in rounds),
            "×",
        ),
        Figure(part, "notifications not answered 200", sum(r.not_stored for r in rounds), "", 0),
        Figure(part, "notifications without a frame", sum(r.not_delivered for r in rounds), "", 0),
        Figure(
            part,
            f"relay's CPU at {EVENTS_PER_S:g} events/s",
            median(one.cpu_percent for one in rounds),
            "%",
        ),
        Figure(part, "sender behind its plan, p99", over_rounds(r.late for r in rounds).p99, "ms"),
    ]
