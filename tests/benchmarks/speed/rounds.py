"""What several servers did in the same rounds, side by side.

A machine is never twice the same: other work comes and goes.  So the servers are
measured one after the other in each round, and what is compared is the ratio of two
figures of the same round; the ratio that is told is the median of the rounds'.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median

RELAY, DURABLE, PLAIN = "relay", "nchan + Redis", "nchan"

#: What one server did in one round, by the driver's names.
Outcome = Mapping[str, float]
#: One round: outcomes by server.
Round = Mapping[str, Outcome]


def turns(names: Sequence[str], rounds: int) -> Iterator[list[str]]:
    """Who comes when in each round: everybody is first in turn, so that none always is."""
    for number in range(rounds):
        place = number % len(names)
        yield [*names[place:], *names[:place]]


def middle(rounds: Sequence[Round], server: str, name: str) -> float:
    """The median over the rounds.

    Raises:
        StatisticsError: there were none.
    """
    return median(one[server][name] for one in rounds)


def ratio(rounds: Sequence[Round], name: str, server: str, peer: str) -> float:
    """How many times as much as the peer in the same round; the median over the rounds."""
    return compared(rounds, lambda one: one[server][name] / one[peer][name])


def compared(rounds: Sequence[Round], of_round: Callable[[Round], float]) -> float:
    """The median of what is told of each round."""
    return median(of_round(one) for one in rounds)


def total(rounds: Sequence[Round], server: str, *names: str) -> float:
    """The sum over all rounds, of things that should not happen at all."""
    return sum(one[server][name] for one in rounds for name in names)
