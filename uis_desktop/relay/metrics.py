"""What the relay counts, as Prometheus reads it (text exposition format 0.0.4)."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

_BOUNDS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)


class Metrics:
    """Counters of one relay process."""

    def __init__(self) -> None:
        #: Notifications by what became of them: stored, duplicate, unreadable, refused.
        self.notifications: Counter[str] = Counter()
        self.frames_sent = 0
        self.streams_cut: Counter[str] = Counter()
        self.interactive: Counter[str] = Counter()
        self.enrolments: Counter[str] = Counter()
        #: Requests of desktops to UIS: ok, declined.
        self.call_api: Counter[str] = Counter()
        #: Events of calls that were missed and fetched from UIS later, by kind.
        self.recovered: Counter[str] = Counter()
        #: What was fetched from UIS, by what and result (``sync ok``, ``backfill failed``).
        self.fetched: Counter[tuple[str, str]] = Counter()
        self._store_seconds = [0] * (len(_BOUNDS_S) + 1)
        self._store_seconds_sum = 0.0

    def stored_within(self, seconds: float) -> None:
        """A notification was on disk after so many seconds."""
        self._store_seconds[bisect_left(_BOUNDS_S, seconds)] += 1
        self._store_seconds_sum += seconds

    def text(self, *, open_streams: int) -> str:
        """Everything counted so far."""
        return "\n".join(self._lines(open_streams)) + "\n"

    def _lines(self, open_streams: int) -> Iterator[str]:
        for name, label, words, counts in (
            ("notifications", "result", "Notifications of UIS by what became of them.",
             self.notifications),
            ("interactive", "answer", "Questions of UIS who should take a call.",
             self.interactive),
            ("enrolments", "result", "Desktops that came with an invite.", self.enrolments),
            ("call_api", "answer", "Requests of desktops to UIS.", self.call_api),
            ("streams_cut", "reason", "Streams the relay has ended.", self.streams_cut),
            ("recovered", "kind", "Events of missed calls, fetched from UIS later.",
             self.recovered),
        ):  # fmt: skip
            yield from _head(f"uis_relay_{name}_total", "counter", words)
            for value, count in sorted(counts.items()):
                yield f'uis_relay_{name}_total{{{label}="{value}"}} {count}'
        yield from _head("uis_relay_fetched_total", "counter", "Errands at UIS, by result.")
        for (what, result), count in sorted(self.fetched.items()):
            yield f'uis_relay_fetched_total{{what="{what}",result="{result}"}} {count}'
        yield from _head("uis_relay_frames_sent_total", "counter", "Events sent to desktops.")
        yield f"uis_relay_frames_sent_total {self.frames_sent}"
        yield from _head("uis_relay_streams", "gauge", "Connected desktops.")
        yield f"uis_relay_streams {open_streams}"
        yield from self._store_lines()

    def _store_lines(self) -> Iterator[str]:
        yield from _head(
            "uis_relay_store_seconds", "histogram", "From a notification's arrival to the disk."
        )
        total = 0
        for bound, count in zip((*_BOUNDS_S, "+Inf"), self._store_seconds, strict=True):
            total += count
            yield f'uis_relay_store_seconds_bucket{{le="{bound}"}} {total}'
        yield f"uis_relay_store_seconds_sum {self._store_seconds_sum:.6f}"
        yield f"uis_relay_store_seconds_count {total}"


def _head(name: str, kind: str, words: str) -> Iterator[str]:
    yield f"# HELP {name} {words}"
    yield f"# TYPE {name} {kind}"
