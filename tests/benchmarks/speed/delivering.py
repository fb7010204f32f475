"""POST → frame at 500 a second, as many POSTs as go, and one POST to a thousand desktops."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from tests.benchmarks.report import Figure
from tests.benchmarks.speed.contest import Contest, Progress, contest, measured
from tests.benchmarks.speed.disk import fsync_ms
from tests.benchmarks.speed.rounds import (
    DURABLE,
    PLAIN,
    RELAY,
    Outcome,
    Round,
    compared,
    middle,
    ratio,
    total,
)
from tests.benchmarks.speed.stacks import Load
from tests.end_to_end.stage.home import Home

STREAMS = 1_000
RATE = 500.0
POSTERS = 64
_BROADCASTS = 30

_LEAST_STORED, _LEAST_DELIVERED = 10_000, 50_000


def measure(home: Home, tell: Progress, *, rounds: int, seconds: float) -> list[Figure]:
    """All three, with a thousand desktops connected."""
    tell(f"speed: {STREAMS} streams at each of three servers")
    with contest(home, "speed", STREAMS) as loads:
        _connect(loads)
        tell(f"speed: {RATE:g} notifications a second")
        at_rate = measured(loads, rounds, partial(_at_rate, home, seconds), tell)
        tell(f"speed: as fast as {POSTERS} senders go")
        flat_out = measured(loads, rounds, partial(_flat_out, seconds), tell)
    with contest(home, "broadcast", STREAMS, together=True) as loads:
        _connect(loads)
        tell("speed: one notification to everybody")
        to_all = measured(loads, rounds, _to_all, tell)
    return [*_rate_figures(at_rate), *_stored_figures(flat_out), *_broadcast_figures(to_all)]


def _connect(loads: Contest) -> None:
    for load in loads.values():
        load.do("connect")


def _at_rate(home: Home, seconds: float, load: Load, number: int) -> Outcome:
    fsync = fsync_ms(home.path)
    return {"fsync": fsync, **load.do("rate", rate=RATE, seconds=seconds, seed=number)}


def _flat_out(seconds: float, load: Load, number: int) -> Outcome:
    return load.do("sustained", posters=POSTERS, seconds=seconds, seed=1000 + number)


def _to_all(load: Load, _number: int) -> Outcome:
    return load.do("broadcast", times=_BROADCASTS)


def _rate_figures(rounds: Sequence[Round]) -> list[Figure]:
    part = f"{RATE:g}/s"
    return [
        *(
            Figure(part, f"{server}: POST → frame, {share}", middle(rounds, server, share), "ms")
            for server in (RELAY, DURABLE, PLAIN)
            for share in ("p50", "p99")
        ),
        Figure(part, "relay: POST → 2xx, p50", middle(rounds, RELAY, "answer_p50"), "ms"),
        Figure(part, "one fsync of this disk (1 KiB appended)", _fsync(rounds), "ms"),
        *(
            Figure(
                part, f"relay ÷ {DURABLE}, {share}", ratio(rounds, share, RELAY, DURABLE), "×", 1
            )
            for share in ("p50", "p99")
        ),
        Figure(part, f"relay ÷ {PLAIN}, p50", ratio(rounds, "p50", RELAY, PLAIN), "×"),
        Figure(part, "relay ÷ (one fsync + 3 × nchan), p50", compared(rounds, _to_floor), "×", 1),
        Figure(part, "relay: processor", middle(rounds, RELAY, "cores") * 100, "%"),
        Figure(part, "sender behind its plan, p99", middle(rounds, RELAY, "late_p99"), "ms"),
        *_nothing_lost(part, rounds),
    ]


def _fsync(rounds: Sequence[Round]) -> float:
    return middle(rounds, RELAY, "fsync")


def _to_floor(one: Round) -> float:
    return one[RELAY]["p50"] / (one[RELAY]["fsync"] + 3 * one[PLAIN]["p50"])


def _stored_figures(rounds: Sequence[Round]) -> list[Figure]:
    part, name = "flat out", "per_second"
    own = middle(rounds, RELAY, name)
    return [
        Figure(part, "relay: POSTs stored", own, "/s", _LEAST_STORED, at_least=True),
        *(
            Figure(part, f"{peer}: POSTs taken", middle(rounds, peer, name), "/s")
            for peer in (DURABLE, PLAIN)
        ),
        Figure(
            part, f"relay ÷ {DURABLE}", ratio(rounds, name, RELAY, DURABLE), "×", 1, at_least=True
        ),
        Figure(part, "relay: POST → frame, p50", middle(rounds, RELAY, "p50"), "ms"),
        Figure(part, "relay: POST → frame, p99", middle(rounds, RELAY, "p99"), "ms"),
        Figure(part, "relay: processor", middle(rounds, RELAY, "cores") * 100, "%"),
        *_nothing_lost(part, rounds),
    ]


def _broadcast_figures(rounds: Sequence[Round]) -> list[Figure]:
    part, name = "to all", "per_second"
    own = middle(rounds, RELAY, name)
    return [
        Figure(part, "relay: deliveries", own, "/s", _LEAST_DELIVERED, at_least=True),
        *(
            Figure(part, f"{peer}: deliveries", middle(rounds, peer, name), "/s")
            for peer in (DURABLE, PLAIN)
        ),
        Figure(part, f"relay ÷ {DURABLE}", ratio(rounds, name, RELAY, DURABLE), "×"),
        Figure(part, "relay: POST → first frame", middle(rounds, RELAY, "first_ms"), "ms"),
        Figure(part, "relay: POST → last frame", middle(rounds, RELAY, "last_ms"), "ms"),
    ]


def _nothing_lost(part: str, rounds: Sequence[Round]) -> list[Figure]:
    return [
        Figure(part, "relay: refused or not delivered", total(rounds, RELAY, "refused", "missing"),
               "", 0)
    ]  # fmt: skip
