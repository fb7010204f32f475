"""Ten thousand desktops: what one costs in memory, and how soon all of them are back."""

from __future__ import annotations

from collections.abc import Sequence

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
    """Connect all of them, then have all drop, miss something and come back."""
    tell(f"speed: {DESKTOPS} desktops at each of three servers")
    with contest(home, "crowd", DESKTOPS, replay=True) as loads:
        tell("speed: memory")
        memory = measured(loads, 1, _kilobytes, tell)
        tell("speed: all drop and come back")
        back = measured(loads, rounds, _back_again, tell)
    return [*_memory_figures(memory), *_back_figures(back)]


def _kilobytes(load: Load, _number: int) -> Outcome:
    before = load.server.pss
    seconds = load.do("connect")["seconds"]
    return {"kb": (load.server.pss - before) / DESKTOPS / 1000, "seconds": seconds}


def _back_again(load: Load, _number: int) -> Outcome:
    refused = load.do("miss")["refused"]
    return {"refused": refused, **load.do("reconnect")}


def _memory_figures(rounds: Sequence[Round]) -> list[Figure]:
    part = "10,000"
    return [
        Figure(part, "relay: memory a desktop (PSS)", middle(rounds, RELAY, "kb"), "KB",
               _KILOBYTES),
        *(
            Figure(part, f"{peer}: memory a stream (PSS)", middle(rounds, peer, "kb"), "KB")
            for peer in (DURABLE, PLAIN)
        ),
        Figure(part, "relay: all connected within", middle(rounds, RELAY, "seconds"), "s"),
    ]  # fmt: skip


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
