"""Ten thousand desktops: what one costs in memory, and how soon all of them are back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.benchmarks.report import Figure
from tests.benchmarks.speed.contest import Progress, contest, measured
from tests.benchmarks.speed.rounds import (
    DURABLE,
    PLAIN,
    RELAY,
    Outcome,
    Round,
    middle,
    ratio,
    total,
)
from tests.benchmarks.speed.stacks import Load
from tests.end_to_end.stage.home import Home

DESKTOPS = 10_000
_KILOBYTES, _BACK_S = 24, 20


def measure(home: Home, tell: Progress, *, rounds: int) -> list[Figure]:
    """Connect all of them, then have all drop, miss something and come back.

    Memory counts from the server before the first stream.  What starting up has left
    unused is taken first, so it is looked at again when all have come back.
    """
    tell(f"speed: {DESKTOPS} desktops at each of three servers")
    with contest(home, "crowd", DESKTOPS, replay=True) as loads:
        tell("speed: memory")
        empty = {server: load.server.pss for server, load in loads.items()}
        memory = measured(loads, 1, _connected, tell)
        tell("speed: all drop and come back")
        back = measured(loads, rounds, _back_again, tell)
    return [*_memory_figures(empty, memory, back), *_back_figures(back)]


def _connected(load: Load, _number: int) -> Outcome:
    return {"seconds": load.do("connect")["seconds"], "pss": load.server.pss}


def _back_again(load: Load, _number: int) -> Outcome:
    refused = load.do("miss")["refused"]
    back = load.do("reconnect")
    return {"refused": refused, **back, "pss": load.server.pss}


def _memory_figures(
    empty: Mapping[str, float], first: Sequence[Round], back: Sequence[Round]
) -> list[Figure]:
    part = "10,000"

    def each(rounds: Sequence[Round], server: str) -> float:
        return (middle(rounds, server, "pss") - empty[server]) / DESKTOPS / 1000

    return [
        Figure(part, "relay: memory a desktop (PSS)", each(first, RELAY), "KB", _KILOBYTES),
        Figure(part, "relay: … when all had come back", each(back, RELAY), "KB", _KILOBYTES),
        *(
            Figure(part, f"{peer}: memory a stream, first and back", each(rounds, peer), "KB")
            for peer in (DURABLE, PLAIN)
            for rounds in (first, back)
        ),
        Figure(part, "relay: all connected within", middle(first, RELAY, "seconds"), "s"),
    ]


def _back_figures(rounds: Sequence[Round]) -> list[Figure]:
    part, name = "all back", "caught_up_s"
    return [
        Figure(part, "relay: all resumed and caught up", middle(rounds, RELAY, name), "s",
               _BACK_S),
        *(
            Figure(part, f"{peer}: all back and told", middle(rounds, peer, name), "s")
            for peer in (DURABLE, PLAIN)
        ),
        Figure(part, f"relay ÷ {DURABLE}", ratio(rounds, name, RELAY, DURABLE), "×"),
        Figure(part, "relay: refused or not caught up",
               total(rounds, RELAY, "refused", "missing"), "", 0),
    ]  # fmt: skip
