"""Relay and peers at work side by side, and measured in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager

from tests.benchmarks.speed.rounds import DURABLE, PLAIN, RELAY, Outcome, Round, turns
from tests.benchmarks.speed.stacks import Load, driving, nchan, relay
from tests.end_to_end.stage.home import Home

Progress = Callable[[str], None]
Contest = Mapping[str, Load]


@contextmanager
def contest(
    home: Home, name: str, size: int, *, together: bool = False, replay: bool = False
) -> Iterator[Contest]:
    """All three running, with so many streams open at each.

    ``together``: the peers have one channel for all; ``replay``: whoever comes late
    is told the last message of his channel.
    """
    with ExitStack() as running:
        servers = {RELAY: running.enter_context(relay(home, f"{name}-relay", size))}
        for peer, durable in ((DURABLE, True), (PLAIN, False)):
            kind = "kept" if durable else "plain"
            servers[peer] = running.enter_context(
                nchan(
                    home,
                    f"{name}-nchan-{kind}",
                    size,
                    durable=durable,
                    together=together,
                    replay=replay,
                )
            )
        yield {
            server: running.enter_context(driving(home, stack, size))
            for server, stack in servers.items()
        }


def measured(
    loads: Contest, rounds: int, of_one: Callable[[Load, int], Outcome], tell: Progress
) -> Sequence[Round]:
    """Each server in each round; ``of_one`` is given its load and the round's number."""
    done: list[Round] = []
    for number, order in enumerate(turns(list(loads), rounds), 1):
        outcome: dict[str, Outcome] = {}
        for server in order:
            tell(f"  round {number} of {rounds}: {server}")
            outcome[server] = of_one(loads[server], number)
        done.append(outcome)
    return done
